"""How many posts a day a channel's readers have room for: numbers in, a number and its steps out.

    base        what a channel of its kind begins with
  + growth      with how readers respond, up to `most`: half of the way at one response for every two readers,
                where a comment counts 3, a save 2 and a sign 1
  × calm        with how many muted it or left it: half at one in ten readers
  × good sense  with how many reported a post in it: half at one in twenty readers; what a moderator finds nothing
                wrong with counts no more
  × care        three fifths for each post that a moderator had to hide
  × voice       with how much trust reaches the sender from people whom the site verified: half as much again for a
                full public voice, though never above `most`
  at least      `least`, whatever happened

All of the last fourteen days. `SMOOTHING` readers are added to everyone's, so that three friends are not a crowd.
Fewer than `UNSEEN` people who muted or left, or who reported, count as none: nobody is to be found out by a number
that moved. Whole numbers throughout, rounded to the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DAYS = 14
SMOOTHING = 10
UNSEEN = 3
COMMENT, SAVE, SIGN = 3, 2, 1
# Of which share of readers responding (1/2), leaving (1/10) or reporting (1/20) the effect is half of what it can be.
RESPONDING_HALF = 2
LEAVING_HALF = 10
REPORTING_HALF = 20
KEPT_AFTER_HIDING = (3, 5)
# A full public voice in thousandths; it raises a budget by a half.
FULL_VOICE, RAISED_BY_VOICE = 1000, 2
# Each may be written out in a test; beyond it nothing changes any more.
MOST_HIDDEN = 10


@dataclass(frozen=True)
class Bounds:
    """Posts a day: what one begins with, and never fewer or more."""

    base: int
    least: int
    most: int


# A list of picks gathers what came in a day into one post.
BOUNDS = {
    "store": Bounds(4, 1, 10),
    "person": Bounds(6, 2, 18),
    "picks": Bounds(1, 1, 1),
    "group": Bounds(10, 3, 30),
}


@dataclass(frozen=True)
class Numbers:
    """What is known of how a channel's words were received: `readers` now, the rest within the last `DAYS`.

    Counted are comments and signs of others (one a person and post), saves, people who muted or left, people who
    reported, and posts that moderators hid. `voice`: the sender's public voice, in thousandths of a full one.
    """

    readers: int = 0
    comments: int = 0
    saves: int = 0
    signs: int = 0
    mutes: int = 0
    reports: int = 0
    hidden: int = 0
    voice: int = 0

    @property
    def responses(self) -> int:
        """All responses by their weight."""
        return COMMENT * self.comments + SAVE * self.saves + SIGN * self.signs


class Step(StrEnum):
    """Why a budget is what it is."""

    BASE = "base"
    RESPONSES = "responses"
    MUTES = "mutes"
    REPORTS = "reports"
    HIDDEN = "hidden"
    VOICE = "voice"


def posts_a_day(kind: str, numbers: Numbers) -> tuple[int, dict[Step, int]]:
    """The budget of a channel of `kind` ("store", "person", "picks", "group"), and what each step added: they sum
    up to it.

    Grows with each response, shrinks with each mute, report and hidden post, and stays within the `BOUNDS` of its kind.
    """
    bounds, crowd = BOUNDS[kind], numbers.readers + SMOOTHING
    loud = RESPONDING_HALF * numbers.responses
    grown = bounds.base + _share(bounds.most - bounds.base, loud, loud + crowd)
    left, reported = LEAVING_HALF * _seen(numbers.mutes), REPORTING_HALF * _seen(numbers.reports)
    calm = max(bounds.least, _share(grown, crowd, crowd + left))
    sensible = max(bounds.least, _share(calm, crowd, crowd + reported))
    kept, of = (part ** min(numbers.hidden, MOST_HIDDEN) for part in KEPT_AFTER_HIDING)
    careful = max(bounds.least, _share(sensible, kept, of))
    whole = RAISED_BY_VOICE * FULL_VOICE
    trusted = min(bounds.most, _share(careful, whole + min(numbers.voice, FULL_VOICE), whole))
    steps = {
        Step.BASE: bounds.base,
        Step.RESPONSES: grown - bounds.base,
        Step.MUTES: calm - grown,
        Step.REPORTS: sensible - calm,
        Step.HIDDEN: careful - sensible,
        Step.VOICE: trusted - careful,
    }
    return trusted, steps


def _seen(people: int) -> int:
    """How many count: none where they are so few that one might be found out."""
    return people if people >= UNSEEN else 0


def _share(whole: int, part: int, of: int) -> int:
    """`whole` × `part` / `of`, to the nearest whole number."""
    return (2 * whole * part + of) // (2 * of)
