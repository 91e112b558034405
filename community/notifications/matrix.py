"""Kinds of notifications by medium, as the settings page shows them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Kind, Medium
from community.notifications.wanting import choices

SECTIONS: tuple[tuple[str | Promise, tuple[Kind, ...]], ...] = (
    (
        _("Orders"),
        (
            Kind.ORDER_PLACED,
            Kind.ORDER_PAID,
            Kind.ORDER_SHIPPED,
            Kind.ORDER_RECEIVED,
            Kind.ORDER_CANCELLED,
            Kind.REVIEW,
            Kind.REVIEW_ANSWER,
        ),
    ),
    (_("What I need"), (Kind.NEED, Kind.TOGETHER)),
    (_("Hails"), (Kind.HAIL, Kind.OFFER, Kind.HAIL_ENDED, Kind.OUTCOME)),
    (_("Conversations"), (Kind.MENTION, Kind.REPLY, Kind.COMMENT, Kind.REACTION, Kind.MESSAGE)),
    (
        _("Groups"),
        (
            Kind.GROUP_POST,
            Kind.ANNOUNCEMENT,
            Kind.JOIN_REQUEST,
            Kind.JOIN_ACCEPTED,
            Kind.GROUP_OFFERED,
            Kind.GROUP_ROLE,
            Kind.DUTY,
        ),
    ),
    (_("Whom I follow, and who follows me"), (Kind.STORE_POST, Kind.PERSON_POST, Kind.FOLLOWER)),
    (_("Trust"), (Kind.ENDORSED, Kind.EVIDENCE)),
    (_("The site"), (Kind.MODERATION, Kind.REPORT, Kind.APPEAL, Kind.DRAFT, Kind.ARCHIVE)),
)


@dataclass(frozen=True)
class Choice:
    """One switch: `name` in the form, and whether it is on."""

    name: str
    label: str
    enabled: bool


@dataclass(frozen=True)
class Row:
    label: str
    choices: list[Choice]


def name_of(kind: str, medium: str) -> str:
    """The form's name for a switch."""
    return f"{kind}.{medium}"


def matrix(person: Any) -> list[tuple[str | Promise, list[Row]]]:
    """Sections of rows, one a kind, with a switch a medium."""
    said = choices(person)
    return [(title, [_row(kind, said) for kind in kinds]) for title, kinds in SECTIONS]


def _row(kind: Kind, said: dict[tuple[str, str], bool]) -> Row:
    switches = [Choice(name_of(kind, medium), str(medium.label), said[kind, medium]) for medium in Medium]
    return Row(str(kind.label), switches)


def wanted_in(sent: Container[str], person: Any) -> dict[tuple[str, str], bool]:
    """What a form that was sent changes: switches that are on are in it, all others are off."""
    return {
        (kind, medium): not enabled
        for (kind, medium), enabled in choices(person).items()
        if (name_of(kind, medium) in sent) != enabled
    }
