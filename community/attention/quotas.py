"""Spend from a quota, or be told what the limit is, why, and when it ends.

    spend(person, Quota.COMMENTS)                     # in a verb, inside its transaction
    spend(person, Quota.MENTIONS, cost=len(people))

What a verb that fails has spent is given back with its transaction. Counted in rows by conditional updates, so the
limits hold with the cache gone, across processes, and on both databases.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.attention.allowances import ALLOWANCES
from community.attention.growing import Growth, growth_of
from community.attention.models import Quota, Spending
from community.attention.telling import Told, tell, tell_on_commit
from config.kit.errors import TooMany
from config.kit.reading import clock, exact, relative

__all__ = ["Quota", "QuotaReached", "Standing", "is_lifted", "lifted", "spend", "standing"]

KEY_LENGTH = 64
_lifted: ContextVar[bool] = ContextVar("lifted", default=False)


@dataclass(frozen=True)
class Standing:
    """Where a person stands: `used` of `limit` in a window of `seconds` that ends at `resets_at` (UTC).

    A newcomer who is to wait has a limit of 0, in a window that ends when they are none any more.
    """

    quota: Quota
    limit: int
    used: int
    seconds: int
    resets_at: datetime

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def full_limit(self) -> int:
        """What the limit is for whoever has some standing."""
        return ALLOWANCES[self.quota].most

    @property
    def grows_to(self) -> int | None:
        """What the limit would grow to with some standing; None where it is that already, or does not grow."""
        grows = ALLOWANCES[self.quota].grows and self.limit < self.full_limit
        return self.full_limit if grows else None

    @property
    def said(self) -> str:
        """The limit in the reader's language: "20 posts a day"."""
        if not self.limit:
            days = ALLOWANCES[self.quota].newcomer_for.days
            words = ngettext(
                "%(what)s: none in the first %(count)d day", "%(what)s: none in the first %(count)d days", days
            )
            return words % {"what": self.quota.label, "count": days}
        return str(ALLOWANCES[self.quota].said % {"count": self.limit})

    @property
    def why(self) -> str:
        """Why there is a limit, in the reader's language."""
        return str(ALLOWANCES[self.quota].why)

    def told(self, *, is_reached: bool = False) -> Told:
        """What the answer's headers say of it."""
        return Told(self.limit, self.remaining, self.seconds, self.resets_at, is_reached)


class QuotaReached(TooMany):
    """A quota is used up: says what it is, why there is one, and when it ends.

    `limit`, `remaining` and `resets_at` for programs.
    """

    code = "quota_reached"

    def __init__(self, standing: Standing, *, cost: int = 1) -> None:
        self.standing = standing
        self.limit, self.remaining, self.resets_at = standing.limit, standing.remaining, standing.resets_at
        super().__init__(_words(standing, cost), field=ALLOWANCES[standing.quota].field)

    @property
    def members(self) -> dict[str, Any]:
        """For the problem detail of the API."""
        return {"limit": self.limit, "remaining": self.remaining, "resets_at": self.resets_at}


def _words(at: Standing, cost: int) -> str:
    said = {"limit": at.said, "why": at.why, "when": relative(at.resets_at), "time": clock(at.resets_at)}
    if not at.limit:
        said["when"] = exact(at.resets_at)
        return _("%(limit)s. %(why)s You can begin on %(when)s.") % said
    if 0 < at.remaining < cost:
        said["left"] = str(at.remaining)
        return _("The limit is %(limit)s, and %(left)s are left. %(why)s More from %(time)s on (%(when)s).") % said
    return _("The limit is %(limit)s, and it is used up. %(why)s You can go on from %(time)s (%(when)s).") % said


def spend(person: Any, quota: Quota, *, key: str = "", cost: int = 1) -> Standing:
    """Use `cost` of the person's quota; what is counted under different keys is counted apart.

    Returns where they stand then. Raises QuotaReached where less is left, and then takes nothing.
    """
    key, now = key[:KEY_LENGTH], timezone.now()
    if is_lifted() or cost < 1:
        return standing(person, quota, key=key)
    waiting = waiting_of(person, quota, now)
    if waiting is not None:
        tell(quota.value, waiting.told(is_reached=True))
        raise QuotaReached(waiting, cost=cost)
    begins_at, ends_at = window(ALLOWANCES[quota].seconds, now)
    rows = Spending.objects.filter(person=person, quota=quota, key=key, begins_at=begins_at)
    # The row holds the limit for as long as its window lasts; where that is reached it may have grown.
    if not _counted(rows, cost):
        limit = limit_of(person, quota, now)
        fresh = Spending(person=person, quota=quota, key=key, begins_at=begins_at, ends_at=ends_at, most=limit)
        Spending.objects.bulk_create([fresh], ignore_conflicts=True)
        if not _counted(rows, cost) and not (_grown(rows, limit) and _counted(rows, cost)):
            now_at = _read(rows, quota, limit, ends_at)
            tell(quota.value, now_at.told(is_reached=True))
            raise QuotaReached(now_at, cost=cost)
    now_at = _read(rows, quota, None, ends_at)
    tell_on_commit(quota.value, now_at.told())
    return now_at


def standing(person: Any, quota: Quota, *, key: str = "") -> Standing:
    """Where the person stands now. Three queries at most, one of a quota that does not grow."""
    now = timezone.now()
    waiting = waiting_of(person, quota, now)
    if waiting is not None:
        return waiting
    begins_at, ends_at = window(ALLOWANCES[quota].seconds, now)
    rows = Spending.objects.filter(person=person, quota=quota, key=key[:KEY_LENGTH], begins_at=begins_at)
    return _read(rows, quota, limit_of(person, quota, now), ends_at)


def limit_of(person: Any, quota: Quota, now: datetime | None = None, *, growth: Growth | None = None) -> int:
    """The person's limit: lower for a newcomer and, where it grows, for who has no standing yet. Two queries at most,
    none for a newcomer or where `growth` is given."""
    allowance = ALLOWANCES[quota]
    if _is_new(person, quota, now or timezone.now()):
        return allowance.newcomer
    if not allowance.grows or allowance.newcomer == allowance.most:
        return allowance.most
    return allowance.most if (growth or growth_of(person)).has_standing else allowance.newcomer


def _is_new(person: Any, quota: Quota, now: datetime) -> bool:
    return now - person.date_joined < ALLOWANCES[quota].newcomer_for


def waiting_of(person: Any, quota: Quota, now: datetime) -> Standing | None:
    """How the quota stands for a newcomer who may not yet use it at all; None for everyone else."""
    if ALLOWANCES[quota].newcomer or not _is_new(person, quota, now):
        return None
    span = ALLOWANCES[quota].newcomer_for
    return Standing(quota, 0, 0, int(span.total_seconds()), person.date_joined + span)


@contextmanager
def lifted() -> Iterator[None]:
    """No limits inside: for the demo town, which writes a year in a minute."""
    token = _lifted.set(True)
    try:
        yield
    finally:
        _lifted.reset(token)


def is_lifted() -> bool:
    return _lifted.get()


def _counted(rows: Any, cost: int) -> bool:
    """Count up, if there is room: one conditional update, so that of any number at once no more than fit pass."""
    return bool(rows.filter(used__lte=F("most") - cost).update(used=F("used") + cost))


def _grown(rows: Any, limit: int) -> bool:
    """Hold a limit that grew since the window began."""
    return bool(rows.filter(most__lt=limit).update(most=limit))


def _read(rows: Any, quota: Quota, limit: int | None, ends_at: datetime) -> Standing:
    """With the limit that the row holds, unless it is given."""
    used, most = rows.values_list("used", "most").first() or (0, 0)
    return Standing(quota, most if limit is None else limit, used, ALLOWANCES[quota].seconds, ends_at)


def window(seconds: int, now: datetime) -> tuple[datetime, datetime]:
    """The window of that length that `now` falls into, counted from the beginning of the epoch (UTC)."""
    begins = int(now.timestamp()) // seconds * seconds
    begins_at = datetime.fromtimestamp(begins, UTC)
    return begins_at, begins_at + timedelta(seconds=seconds)


def forget_old() -> None:
    """Drop windows that ended a week ago; until then an operator may look at them."""
    Spending.objects.filter(ends_at__lt=timezone.now() - timedelta(days=7)).delete()
