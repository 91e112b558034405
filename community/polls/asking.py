"""Put a poll to the readers of a post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.polls.models import Poll, PollOption
from community.posts.models import Post
from config.kit.errors import Invalid
from config.kit.lines import one_line

LEAST_OPTIONS, MOST_OPTIONS = 2, 8
OPTION_LENGTH = 80
# How long a poll may be open, in days.
LEAST_DAYS, MOST_DAYS = 1, 30


@dataclass(frozen=True)
class Question:
    """A poll to be: what may be chosen, whether several, and for how many days from publication."""

    options: tuple[str, ...]
    is_multiple: bool = False
    days: int = 3

    def as_json(self) -> dict[str, Any]:
        return {"options": list(self.options), "is_multiple": self.is_multiple, "days": self.days}

    @classmethod
    def from_json(cls, kept: dict[str, Any] | None) -> Question | None:
        """What `as_json` gave."""
        return cls(tuple(kept["options"]), kept["is_multiple"], kept["days"]) if kept else None


def question(options: Sequence[str], *, is_multiple: bool = False, days: int = 3) -> Question | None:
    """A poll of those options that have words; None where none has. Raises Invalid at "options" or "days"."""
    lines = [one_line(given, field="options", most=OPTION_LENGTH, required=False) for given in options]
    said = tuple(line for line in lines if line)
    if not said:
        return None
    if not LEAST_OPTIONS <= len(said) <= MOST_OPTIONS:
        raise Invalid(_("A poll has two to eight options."), field="options", code="option_count")
    if len({line.casefold() for line in said}) < len(said):
        raise Invalid(_("Each option only once."), field="options", code="twice")
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise Invalid(_("A poll is open for one to thirty days."), field="days", code="days")
    return Question(said, is_multiple, days)


def put_to(post: Post, asked: Question) -> Poll:
    """Put the poll to the readers of the post. Call it in the transaction that writes the post."""
    closes_at = timezone.now() + timedelta(days=asked.days)
    poll = Poll.objects.create(post=post, is_multiple=asked.is_multiple, closes_at=closes_at)
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=position, text=text) for position, text in enumerate(asked.options, 1)
    )
    return poll
