"""What people write in posts and comments: plain text with lines and links, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from content.text.marks import Mark, split_marks, tag_slug

LINK_REL = "nofollow ugc noopener"
_SHOWN = 60


def render_text(
    text: str, *, names: Mapping[str, str] | None = None, tag_url: Callable[[str], str] | None = None
) -> SafeString:
    """`text` as paragraphs with line breaks; web addresses become links. Everything else is shown as typed.

    `names` are addresses of pages by the name that stands behind an @; `tag_url` gives a tag's page by its slug.
    """
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    written = [_lines(block, names or {}, tag_url) for block in blocks if block.strip()]
    return mark_safe("".join(f"<p>{lines}</p>" for lines in written))


def _lines(block: str, names: Mapping[str, str], tag_url: Callable[[str], str] | None) -> str:
    return "".join(_shown(piece, mark, names, tag_url) for piece, mark in split_marks(block, names)).replace(
        "\n", "<br>"
    )


def _shown(piece: str, mark: Mark, names: Mapping[str, str], tag_url: Callable[[str], str] | None) -> str:
    if mark is Mark.ADDRESS:
        return _link(piece)
    if mark is Mark.NAME:
        return f'<a class="mark" href="{escape(names[piece[1:]])}">{escape(piece)}</a>'
    if mark is Mark.TAG and tag_url is not None:
        return f'<a class="mark" href="{escape(tag_url(tag_slug(piece[1:])))}">{escape(piece)}</a>'
    return escape(piece)


def _link(address: str) -> str:
    shown = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/") or address
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    return f'<a href="{escape(address)}" rel="{LINK_REL}">{escape(shown)}</a>'
