"""What pages show of how people, stores and goods stand with their reader: chips for lists, and one sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from community.standing.subjects import Subject
from community.standing.wording import Chip, Told, chip, told
from community.trust.standing import Standing, standing_of, standings_of


@dataclass(frozen=True)
class Sheet:
    """A subject, how it stands, in numbers and in words, and the people of the path with their photos."""

    subject: Subject
    standing: Standing
    told: Told
    path: Sequence[Any]
    is_own: bool


def chips(subjects: Sequence[Subject], viewer: Any, topic: int | None = None) -> dict[int, Chip]:
    """The chip of each of one kind, by primary key of the thing; none for what is the reader's own. Four queries.

    Each is asked for in its own topic or, in a list of one topic, in `topic` (of a tag).
    """
    said = chips_in_order(subjects, viewer, topic)
    return {subject.thing.pk: made for subject, made in zip(subjects, said, strict=True) if made}


def chips_in_order(subjects: Sequence[Subject], viewer: Any, topic: int | None = None) -> list[Chip | None]:
    """The same for things of any kinds, in their order."""
    found = _standings(subjects, viewer, topic)
    return [
        chip(standing, subject.owner.display_name, subject.sheet_url) if standing else None
        for subject, standing in zip(subjects, found, strict=True)
    ]


def in_short(subjects: Sequence[Subject], viewer: Any) -> dict[int, dict[str, Any]]:
    """What the API says of each, in the shape of `config.kit.api.trust`, by primary key of the thing; nothing of what
    is the reader's own. Four queries."""
    return {
        subject.thing.pk: {
            "score": round(standing.score, 3),
            "level": standing.level.value,
            "words": chip(standing, subject.owner.display_name).text,
            "deals": standing.path.deals if standing.path else 0,
        }
        for subject, standing in zip(subjects, _standings(subjects, viewer), strict=True)
        if standing
    }


def _standings(subjects: Sequence[Subject], viewer: Any, topic: int | None = None) -> list[Standing | None]:
    """Of each in its own topic, else in `topic`; None for what is the reader's own."""
    by_topic: dict[int | None, list[int]] = defaultdict(list)
    for subject in subjects:
        if subject.owner.pk != viewer.pk:
            by_topic[subject.topic.pk if subject.topic else topic].append(subject.owner.pk)
    found = standings_of(viewer, by_topic, most=1) if by_topic else {}
    return [
        found[subject.topic.pk if subject.topic else topic][subject.owner.pk] if subject.owner.pk != viewer.pk else None
        for subject in subjects
    ]


def sheet(subject: Subject, viewer: Any) -> Sheet:
    """All that may be told of one. Six queries at most."""
    topic = subject.topic and subject.topic.pk
    standing = standing_of(viewer, [subject.owner.pk], topic)[subject.owner.pk]
    is_own = subject.owner.pk == viewer.pk
    said = told(standing, subject.owner.display_name, viewer, subject.sheet_url, is_own=is_own)
    return Sheet(subject, standing, said, _faces(said, viewer), is_own)


def _faces(said: Told, viewer: Any) -> list[Any]:
    if not said.path:
        return []
    people: Any = get_user_model()._default_manager
    found = people.select_related("photo").in_bulk([who.pk for who in said.path])
    return [viewer, *(found[who.pk] for who in said.path if who.pk in found)]
