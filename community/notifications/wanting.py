"""What people want to be told of, and by which medium: their own word, or the default."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from community.notifications.models import Kind, Medium, Preference

# By mail without having asked: what cannot wait until one looks at the bell. The bell shows every kind.
MAILED = frozenset(
    {
        Kind.ORDER_PLACED,
        Kind.ORDER_PAID,
        Kind.ORDER_SHIPPED,
        Kind.ORDER_RECEIVED,
        Kind.ORDER_CANCELLED,
        Kind.COMMENT,
        Kind.REPLY,
        Kind.JOIN_REQUEST,
        Kind.JOIN_ACCEPTED,
        Kind.GROUP_OFFERED,
        Kind.GROUP_ROLE,
        Kind.MODERATION,
        Kind.MENTION,
        Kind.MESSAGE,
        Kind.ANNOUNCEMENT,
        Kind.REPORT,
        Kind.APPEAL,
        Kind.EVIDENCE,
        Kind.DRAFT,
        Kind.ARCHIVE,
        Kind.DUTY,
        Kind.TOGETHER,
    }
)
# What can wait until one looks at the bell.
UNHURRIED = {
    Kind.REACTION,
    Kind.FOLLOWER,
    Kind.PERSON_POST,
    Kind.STORE_POST,
    Kind.REVIEW,
    Kind.REVIEW_ANSWER,
    Kind.HAIL_ENDED,
}
# On a device that the person registered for it: what is meant for them, and news, which `interrupting` gathers.
PUSHED = frozenset(set(Kind) - UNHURRIED)
_UNASKED: dict[Medium, Container[str]] = {Medium.IN_APP: Kind.values, Medium.EMAIL: MAILED, Medium.PUSH: PUSHED}


def default(kind: str, medium: str) -> bool:
    """Whether a kind comes by a medium to those who said nothing."""
    return kind in _UNASKED[Medium(medium)]


def wanting(people: Iterable[int], kind: str, medium: str) -> set[int]:
    """Those of `people` (primary keys) who want `kind` by `medium`. One query."""
    asked = set(people)
    rows = Preference.objects.filter(person_id__in=asked, kind=kind, medium=medium, enabled=not default(kind, medium))
    others = set(rows.values_list("person_id", flat=True))
    return asked - others if default(kind, medium) else others


def choices(person: Any) -> dict[tuple[str, str], bool]:
    """The person's word, or the default, on every kind by every medium. One query."""
    said = {(row.kind, row.medium): row.enabled for row in Preference.objects.filter(person=person)}
    return {
        (kind, medium): said.get((kind, medium), default(kind, medium))
        for kind in Kind.values
        for medium in Medium.values
    }
