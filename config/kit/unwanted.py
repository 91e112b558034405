"""Words that are not wanted: a room above knows which they are, verbs of every layer ask before they keep a text.

@checks_words                                        # in a room's receivers.py, above
def refuse_words(words): ...                         # raises Invalid at the field at fault

check_words({"name": name, "description": text})     # in a verb, below
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Mapping[str, str]], None]

_checks: list[Check] = []


def checks_words(check: Check) -> Check:
    """Register who looks at words: `check({field: text})` raises Invalid at the field at fault. At most one query."""
    _checks.append(check)
    return check


def check_words(words: Mapping[str, Any], *, kept: Any = None) -> None:
    """Raises Invalid at the first field whose words are not wanted; a list of words counts as one text.

    With `kept`, what is changed, only fields whose words are other than its own: what stood before a word was
    unwanted stays. Asks nothing where nothing was said.
    """
    fresh = {name: text for name, text in words.items() if kept is None or text != getattr(kept, name, None)}
    said = {name: text if isinstance(text, str) else "\n".join(text) for name, text in fresh.items() if text}
    if said:
        for check in _checks:
            check(said)
