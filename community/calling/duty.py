"""When a store wants to be called: on duty, within its hours, for what and how far."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.calling.models import MOST_AN_HOUR, Duty
from community.calling.terms import terms_of
from community.notifications.clocks import first_moment
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import one_line
from shop.stores.models import Store
from shop.stores.policies import owns_store

# Whoever is away for longer comes back by hand.
LONGEST_OFF = timedelta(days=366)


def duty_of(store: Store) -> Duty:
    """The store's row, or what holds without one."""
    return Duty.objects.filter(store=store).first() or Duty(store=store)


def is_off(duty: Duty, now: datetime) -> bool:
    """Whether its owner went off duty, whatever the hours say."""
    return not duty.is_on or (duty.off_until is not None and duty.off_until > now)


def tomorrow(now: datetime, clock: Any) -> datetime:
    """When the next day begins by that clock."""
    today = timezone.localdate(now, clock)
    return first_moment(datetime.combine(today + timedelta(days=1), time()), clock)


def is_on_duty(duty: Duty, now: datetime, clock: Any) -> bool:
    """Whether the store wants to be called now; `clock` is its owner's time zone."""
    if is_off(duty, now):
        return False
    if duty.opens is None or duty.closes is None:
        return bool(duty.days >> timezone.localtime(now, clock).weekday() & 1)
    local = timezone.localtime(now, clock)
    at, today = local.time(), local.weekday()
    if duty.opens <= duty.closes:
        return duty.opens <= at < duty.closes and bool(duty.days >> today & 1)
    # Over midnight: the night belongs to the day on which it began.
    began = today if at >= duty.opens else (today - 1) % 7
    return (at >= duty.opens or at < duty.closes) and bool(duty.days >> began & 1)


def wants(duty: Duty, terms: Collection[str], metres: float | None) -> bool:
    """Whether the store wants to be called for this, and so far away. Where nobody knows how far, it is not too far."""
    if duty.radius is not None and metres is not None and metres > duty.radius:
        return False
    return not duty.words or not set(terms_of(duty.words)).isdisjoint(terms)


@transaction.atomic
def set_duty(
    person: Any,
    *,
    store: Store,
    is_on: bool,
    off_until: datetime | None = None,
    words: str = "",
    radius: int | None = None,
    days: Collection[int] = range(7),
    opens: time | None = None,
    closes: time | None = None,
    most_an_hour: int = 6,
) -> Duty:
    """Say when, how far (metres) and for what (words) the store wants to be called, and how often within an hour at
    most. `days` are those on which it is open, 0 is Monday; `opens` and `closes` are on the owner's clock.

    `off_until` is a moment until which it is off duty all the same. Raises NotAllowed, and Invalid at words, radius,
    days, opens, closes, off_until or most_an_hour.
    """
    if not owns_store(person, store):
        raise NotAllowed
    if off_until is not None and off_until > timezone.now():
        _check_until(off_until, field="off_until")
    words = one_line(words, field="words", most=200, required=False)
    if words and not terms_of(words):
        raise Invalid(_("These are no words that somebody could need."), field="words")
    if radius is not None and not 500 <= radius <= 100_000:
        raise Invalid(_("Choose a distance from 500 metres to 100 kilometres."), field="radius")
    if not set(days) <= set(range(7)) or not days:
        raise Invalid(_("Choose at least one day, or go off duty."), field="days")
    if (opens is None) != (closes is None):
        missing = "opens" if opens is None else "closes"
        raise Invalid(_("Say both when you open and when you close, or neither."), field=missing)
    if opens is not None and opens == closes:
        raise Invalid(_("These are the same: leave both empty where you are open all day."), field="closes")
    if not 1 <= most_an_hour <= MOST_AN_HOUR:
        words_of_limit = _("Choose from 1 to %(most)d calls an hour.") % {"most": MOST_AN_HOUR}
        raise Invalid(words_of_limit, field="most_an_hour")
    duty, _made = Duty.objects.update_or_create(
        store=store,
        defaults={
            "is_on": is_on,
            "off_until": off_until,
            "words": words,
            "radius": radius,
            "days": sum(1 << day for day in set(days)),
            "opens": opens,
            "closes": closes,
            "most_an_hour": most_an_hour,
        },
    )
    return duty


def go_off(person: Any, *, store: Store, until: datetime | None = None) -> Duty:
    """Off duty, until then or until one is back. Raises NotAllowed, and Invalid at "until" for what is over, or too far
    away."""
    _check_until(until, field="until")
    return _switch(person, store, is_on=until is not None, off_until=until)


def _check_until(until: datetime | None, *, field: str) -> None:
    now = timezone.now()
    if until is not None and until <= now:
        raise Invalid(_("This moment is over. Choose a later one."), field=field, code="past")
    if until is not None and until > now + LONGEST_OFF:
        raise Invalid(_("Choose a moment within a year, or stay off duty until you are back."), field=field)


def come_back(person: Any, *, store: Store) -> Duty:
    """On duty again. Raises NotAllowed."""
    return _switch(person, store, is_on=True, off_until=None)


def _switch(person: Any, store: Store, **values: Any) -> Duty:
    if not owns_store(person, store):
        raise NotAllowed
    duty, _made = Duty.objects.update_or_create(store=store, defaults=values)
    return duty
