"""Short messages at the foot of the page, with the way back where there is one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def say(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show `text` on the next page. `undo` is the path to POST to (with a CSRF token, no fields) to take it back."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")
