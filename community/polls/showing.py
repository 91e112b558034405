"""A poll as a page shows it to one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from community.polls.models import Poll


@dataclass(frozen=True)
class OptionShown:
    """One option; `votes` and `percent` (0 to 100, of those who voted) mean nothing while results are not shown."""

    position: int
    text: str
    votes: int
    percent: int
    mine: bool


@dataclass(frozen=True)
class PollShown:
    """A poll: results are shown to those who voted, and to all when it has closed."""

    poll: Poll
    options: list[OptionShown]
    voters: int

    @property
    def has_voted(self) -> bool:
        return any(option.mine for option in self.options)

    @property
    def shows_results(self) -> bool:
        return self.has_voted or self.poll.is_closed

    @classmethod
    def of(cls, poll: Poll, rows: Iterable[Mapping[str, Any]]) -> PollShown:
        """From rows of `what` "option" (order, text, number, own) and "voters" (number)."""
        given = list(rows)
        voters = next((row["number"] for row in given if row["what"] == "voters"), 0)
        options = sorted((row for row in given if row["what"] == "option"), key=lambda row: row["order"])
        return cls(
            poll,
            [
                OptionShown(
                    position=row["order"],
                    text=row["text"],
                    votes=row["number"],
                    percent=round(100 * row["number"] / voters) if voters else 0,
                    mine=bool(row["own"]),
                )
                for row in options
            ],
            voters,
        )
