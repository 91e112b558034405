"""Visits to people's pages: counted by day and kind of source, kept for ninety days, of nobody in particular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from community.brand.arriving import FROM, is_a_visit, source_of
from community.brand.models import ProfileVisit
from community.notifications.clocks import zone_of
from community.people.models import Person

KEPT = timedelta(days=90)
SHOWN_DAYS = 28


def today_of(person: Any) -> date:
    """The day it is by the person's own clock."""
    return timezone.now().astimezone(zone_of(person)).date()


def note_arrival(request: HttpRequest, person: Person) -> None:
    """Count the opening of `person`'s page by `request`, if it is a visit of somebody else's."""
    if request.method != "GET" or request.user.pk == person.pk or not is_a_visit(request.headers):
        return
    source = source_of(
        host=request.get_host(),
        path=person.get_absolute_url(),
        asked=request.GET.get(FROM, ""),
        referrer=request.headers.get("Referer", ""),
    )
    if source is not None:
        count_visit(person, source=source)


def count_visit(person: Person, *, source: ProfileVisit.Source) -> None:
    """Count one visit. One statement but for the day's first; however many come at once, none is lost."""
    rows = ProfileVisit.objects.filter(person=person, day=today_of(person), source=source)
    if not rows.update(count=F("count") + 1):
        ProfileVisit.objects.bulk_create(
            [ProfileVisit(person=person, day=today_of(person), source=source)], ignore_conflicts=True
        )
        rows.update(count=F("count") + 1)


@dataclass(frozen=True)
class Visits:
    """Visits of the last days: `days` oldest first, today last; `sources` with those that most came from first."""

    days: Sequence[tuple[date, int]]
    sources: Sequence[tuple[ProfileVisit.Source, int]]

    @property
    def total(self) -> int:
        return sum(count for _source, count in self.sources)


def visits_of(person: Person, days: int = SHOWN_DAYS) -> Visits:
    """What came to the person's page in so many days, today included. One query."""
    today = today_of(person)
    begins = today - timedelta(days=days - 1)
    by_day: Counter[date] = Counter()
    by_source: Counter[ProfileVisit.Source] = Counter()
    rows = ProfileVisit.objects.filter(person=person, day__gte=begins)
    for day, source, count in rows.values_list("day", "source", "count"):
        by_day[day] += count
        by_source[ProfileVisit.Source(source)] += count
    every_day = [begins + timedelta(days=number) for number in range(days)]
    return Visits([(day, by_day[day]) for day in every_day], by_source.most_common())


def forget_old() -> None:
    """Drop what is older than it is kept."""
    ProfileVisit.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
