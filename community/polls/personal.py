"""What a person voted for, and asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.polls.models import Poll, PollVote
from config.kit.personal import Row, erased, exported


@exported("poll_votes")
def votes(person: Any) -> Iterable[Row]:
    return PollVote.objects.filter(person=person).values("poll__post__reference", "option__text")


@erased
def forget_polls(person: Any) -> None:
    PollVote.objects.filter(person=person).delete()
    Poll.objects.filter(post__author=person).delete()
