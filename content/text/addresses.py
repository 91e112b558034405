"""Web addresses in running text, also where Chinese punctuation follows without a space."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Whatever cannot be part of an address as people type it ends it: spaces, quotes, brackets, full-width marks.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{}|，。！？；：、（）【】《》「」『』“”‘’…　]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]*_~"
MOST = 500


def split_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `text` in order, each with whether it is a web address."""
    end = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match.group())
        if len(address) <= len("https://") or len(address) > MOST:
            continue
        if match.start() > end:
            yield text[end : match.start()], False
        yield address, True
        end = match.start() + len(address)
    if end < len(text):
        yield text[end:], False


def _trimmed(address: str) -> str:
    """Without the punctuation that belongs to the sentence: a closing bracket stays only with its opening one."""
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
