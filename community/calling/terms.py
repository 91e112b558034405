"""Words to be found by: Latin words as they are, Chinese in overlapping pairs. Pure: no database, no settings.

Chinese is written without spaces, so a run of characters is cut into all its pairs ("桂花酥" into 桂花 and 花酥), which
finds a word wherever it stands. Characters that carry no meaning of their own split a run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LENGTH = 24
_RUN = re.compile(r"[⺀-〇〡-鿿豈-﫿\U00020000-\U0003ffff]+|[0-9a-z]+(?:['-][0-9a-z]+)*")
_CJK = re.compile(r"[⺀-〇〡-鿿豈-﫿\U00020000-\U0003ffff]")
_EMPTY = frozenset(
    "的了是在和与或有要我你他她它们这那个些吗呢吧啊呀着过把被给让到从对为以及也都就才又再很最太更能会可想请问谁哪几多少左右"
    "每份一二三四五六七八九十两只件下上周天日月号前"
)
# Said along with what is needed, whatever that is: they split a run as well.
_SAID_ALONG = re.compile(
    "有没有|没有|自己|大家|朋友|帮忙|帮我|麻烦|谢谢|最好|左右|需要|希望|寻找|急用|马上|尽快|现在|今天|明天|后天|今晚|明晚"
    "|早上|上午|中午|下午|晚上|周末|月底|年底|小时|分钟|附近|孩子|哪里|怎么|什么|多少|随便|都行|便宜|价格|预算"
)
_LATIN = (
    "a about an and any anyone are as at be buy by can could do find fine for from get have help how i in is it like "
    "looking me my near need needs new of on one or our please some someone something that the this to today tomorrow "
    "tonight two three four five six seven eight nine ten used want we week with would you your"
)
_COMMON = frozenset(_LATIN.split())


def terms_of(text: str) -> list[str]:
    """The terms of `text` in the order in which they first stand, each once."""
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        for term in _pairs(run) if _CJK.match(run) else _word(run):
            found.setdefault(term[:LENGTH])
    return list(found)


def _word(run: str) -> list[str]:
    """A Latin word; figures alone say how many, not what."""
    return [] if run in _COMMON or len(run) < 2 or run.isdigit() else [run]


def _pairs(run: str) -> list[str]:
    pairs: list[str] = []
    for part in _split(run):
        pairs += [part] if len(part) == 1 else [part[at : at + 2] for at in range(len(part) - 1)]
    return pairs


def _split(run: str) -> list[str]:
    return "".join(" " if sign in _EMPTY else sign for sign in _SAID_ALONG.sub(" ", run)).split()


def spoken(text: str, terms: Iterable[str]) -> list[str]:
    """The stretches of `text` that the terms cover, as one says them: 桂花 and 花酥 are "桂花酥". In their order, each
    once."""
    said = unicodedata.normalize("NFKC", text).lower()
    covered = bytearray(len(said))
    for term in terms:
        for found in re.finditer(f"(?={re.escape(term)})", said):
            covered[found.start() : found.start() + len(term)] = b"\1" * len(term)
    stretches = re.finditer(b"\1+", bytes(covered))
    return list(dict.fromkeys(said[found.start() : found.end()] for found in stretches))
