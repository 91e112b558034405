"""What people write in posts and comments: plain text with lines and links, nothing else."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from content.text.addresses import split_addresses

LINK_REL = "nofollow ugc noopener"
_SHOWN = 60


def render_text(text: str) -> SafeString:
    """`text` as paragraphs with line breaks; web addresses become links. Everything else is shown as typed."""
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return mark_safe("".join(f"<p>{_lines(block)}</p>" for block in blocks if block.strip()))


def _lines(block: str) -> str:
    return "".join(
        _link(piece) if is_address else escape(piece) for piece, is_address in split_addresses(block)
    ).replace("\n", "<br>")


def _link(address: str) -> str:
    shown = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/") or address
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
    return f'<a href="{escape(address)}" rel="{LINK_REL}">{escape(shown)}</a>'
