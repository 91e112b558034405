"""Checks of what people type, shared by verbs."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from config.kit.errors import Invalid

# Control characters, and halves of surrogate pairs, which no database or page takes.
_UNFIT = ("Cc", "Cs")
# What takes no place, or an empty one, wherever it stands: marks alone, joiners, spaces, and fillers that are letters.
_UNSEEN = ("Cc", "Cf", "Mn", "Zs", "Zl", "Zp")
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def _is_fit(sign: str) -> bool:
    """Also neither U+FFFE nor U+FFFF, which are no characters: one of them and a whole feed is no XML any more."""
    return unicodedata.category(sign) not in _UNFIT and ord(sign) & 0xFFFE != 0xFFFE


def _shows(sign: str) -> bool:
    return sign not in _FILLERS and unicodedata.category(sign) not in _UNSEEN


def one_line(text: str, *, field: str, most: int, required: bool = True) -> str:
    """`text` on one line, trimmed, without control characters. Raises Invalid at `field` if empty or too long."""
    cleaned = " ".join("".join(c if _is_fit(c) else " " for c in text).split())
    return _checked(cleaned, field=field, most=most, required=required)


def many_lines(text: str, *, field: str, most: int, required: bool = False) -> str:
    """`text` trimmed, line ends as \\n, without other control characters. Raises Invalid at `field`."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = "".join(c for c in unified if c in "\n\t" or _is_fit(c)).strip()
    return _checked(cleaned, field=field, most=most, required=required)


def _checked(text: str, *, field: str, most: int, required: bool) -> str:
    if not any(map(_shows, text)):
        # Line ends and tabs at most, or signs that nobody sees: nothing was said.
        text = ""
    if required and not text:
        raise Invalid(_("Please fill this in."), field=field, code="missing")
    if len(text) > most:
        raise Invalid(
            _("At most %(most)d characters; this has %(count)d.") % {"most": most, "count": len(text)},
            field=field,
            code="too_long",
        )
    return text
