"""What a process asks the database to keep its picture of the ledger in step: each a statement that finds little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, BooleanField, Case, F, Func, IntegerField, Q, QuerySet, Value, When

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Block
from community.standing.models import PublicVoice, VoiceCount
from community.trust.columns import ANY_TOPIC
from community.trust.core.crowds import Custom
from community.trust.core.evidence import Floats
from community.trust.live import Published
from community.trust.models import Evidence, Freeze

CHUNK = 10_000
QUIET, FROZEN, SHUT, VOICES, BLOCKED, ROWS = range(6)


class DayNumber(Func):
    """The day of a moment (UTC) as `date.toordinal` counts it: so a million dates need not be read one by one."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "((%(expressions)s AT TIME ZONE 'UTC')::date - DATE '0001-01-01' + 1)"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Marks:
    """What is asked whole each time. `quiet`: how many people are not active and the sum of their keys, how many
    freezes hold and the sum of theirs, by which one notices a change; `shut`: channels of groups that pass nothing on;
    `voices`: the newest computation of public voices; `blocked`: whom the reader does not meet; `rows`: how many rows
    of the ledger are in a stretch of keys."""

    quiet: tuple[int, ...] = (0, 0, 0, 0)
    shut: frozenset[int] = frozenset()
    voices: int = 0
    blocked: frozenset[int] = frozenset()
    rows: int = 0


Row = tuple[int, int, int, int, int | None, int, int | None]
Membership = tuple[int, int, int, bool, int]


def rows_after(key: int) -> Iterator[Row]:
    """(key, by, about, kind, topic, day, key of the row it counters) of the rows after `key`, in order."""
    rows = Evidence.objects.filter(pk__gt=key).order_by("pk")
    columns = ("pk", "by_id", "about_id", "kind", "topic_id", DayNumber("at"), "counters_id")
    return rows.values_list(*columns).iterator(chunk_size=CHUNK)


def memberships_since(moment: datetime | None) -> Iterator[Membership]:
    """(key, person, channel, whether it counts, day it began) of memberships that changed since then; for None, of all
    that count. One counts while it is active, where the group let the person in.
    """
    counts = Q(state=Subscription.State.ACTIVE, admitted=True)
    rows = Subscription.objects.filter(channel__kind=Channel.Kind.GROUP)
    rows = rows.filter(counts) if moment is None else rows.filter(changed_at__gte=moment)
    is_in = Case(When(counts, then=Value(True)), default=Value(False), output_field=BooleanField())
    columns = ("pk", "person_id", "channel_id", is_in, DayNumber("began_at"))
    # In the order of what is asked for, or the database walks all keys for the sake of their order.
    order = "pk" if moment is None else "changed_at"
    return rows.order_by(order).values_list(*columns).iterator(chunk_size=CHUNK)


def marks_for(viewer: Any, window: tuple[int, int] = (0, 0)) -> Marks:
    """The marks as of now; rows are counted after the first key of `window`, up to the second. One statement."""
    parts = [
        _mark(QUIET, _suspended(), "pk"),
        _mark(FROZEN, _frozen(), "pk"),
        _row(SHUT, _shut(), F("pk"), Value(0)),
        _row(VOICES, VoiceCount.objects.filter(done_at__isnull=False), Func("pk", function="MAX"), Value(0)),
        _row(
            ROWS, Evidence.objects.filter(pk__gt=window[0], pk__lte=window[1]), Func("pk", function="COUNT"), Value(0)
        ),
    ]
    if viewer is not None and viewer.is_authenticated:
        parts.append(_row(BLOCKED, Block.objects.filter(person=viewer), F("blocked_id"), Value(0)))
        parts.append(_row(BLOCKED, Block.objects.filter(blocked=viewer), F("person_id"), Value(0)))
    found: dict[int, list[tuple[int, int]]] = {}
    for what, first, second in parts[0].union(*parts[1:], all=True):
        found.setdefault(what, []).append((int(first or 0), int(second or 0)))
    return Marks(
        quiet=(*found[QUIET][0], *found[FROZEN][0]),
        shut=frozenset(channel for channel, _ in found.get(SHUT, [])),
        voices=found[VOICES][0][0],
        blocked=frozenset(person for person, _ in found.get(BLOCKED, [])),
        rows=found[ROWS][0][0],
    )


def published(count: int, topic: int, people: int) -> Published:
    """The findings of a computation, with a place for each of so many people.

    The voices of a topic that was not counted are those of all evidence. Two statements, none where nothing was
    computed yet.
    """
    voices: Floats = np.zeros(people)
    if not count:
        return Published(voices)
    customs, bad = VoiceCount.objects.values_list("customs", "bad_picks").get(pk=count)
    counted = topic if str(topic) in customs else ANY_TOPIC
    rows = PublicVoice.objects.filter(topic=None if counted == ANY_TOPIC else counted, count=count)
    for person, value in rows.values_list("person_id", "thousandths").iterator(chunk_size=CHUNK):
        if person < people:
            voices[person] = value / 1000
    picks = {int(person): number for person, number in bad.get(str(topic), {}).items()}
    return Published(voices, Custom(*customs.get(str(counted), ())), picks)


def quiet_people() -> set[int]:
    """Whose word counts nothing now: suspended, closed or frozen. One statement."""
    both = _suspended().values_list("pk").union(_frozen().values_list("person_id"))
    return {person for (person,) in both}


def _suspended() -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(is_active=False)


def _frozen() -> QuerySet[Any]:
    return Freeze.objects.filter(ended_at=None).order_by()


def _shut() -> QuerySet[Any]:
    """Hidden groups pass nothing on, for whoever sees a number move would learn of them; closed ones are no more."""
    return Channel.objects.filter(Q(group__access=Group.Access.HIDDEN) | Q(group__closed_at__isnull=False))


def _mark(what: int, rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    return _row(what, rows, Func(key, function="COUNT"), Func(key, function="SUM"))


def _row(what: int, rows: QuerySet[Any], first: Any, second: Any) -> QuerySet[Any]:
    """Plain functions, which group nothing: a mark is one row also where there is nobody."""
    for one in (first, second):
        if isinstance(one, Func):
            one.output_field = BigIntegerField()
    return rows.order_by().values_list(Value(what, output_field=IntegerField()), first, second)
