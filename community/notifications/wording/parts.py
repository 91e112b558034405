"""What the sentences of all kinds are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community.notifications.joining import Joined
from community.notifications.models import Event

EXCERPT = 90


@dataclass(frozen=True)
class Words:
    """`icon` and `tone` stand where no one person's face does."""

    text: str
    url: str
    why: str
    excerpt: str = ""
    icon: str = "bell"
    tone: str = ""


def name_of(actor: Any) -> str:
    """Whom the sentence names; someone without an account is a guest."""
    return actor.display_name if actor else _("A guest")


def said(event: Event, joined: Joined, one: str, often: str, many: str) -> str:
    """One of three sentences: of one event, of several by one person, of several people."""
    names = {"name": name_of(event.actor), "count": joined.count, "others": joined.others}
    return (many if joined.people > 1 else often if joined.count > 1 else one) % names
