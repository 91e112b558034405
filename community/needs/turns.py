"""The turns of weekly needs: planned one at a time, taken by a worker exactly once, or skipped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from community.hail.hailing import groups_asked, post_hail
from community.hail.models import Hail
from community.needs.errors import NeedEnded
from community.needs.models import NeedTurn, StandingNeed
from community.needs.policies import keeps_weekly
from community.needs.weeks import moment_of, next_day
from community.notifications.clocks import zone_of
from community.notifications.models import Kind
from community.notifications.telling import tell
from config.kit.errors import DomainError, NotAllowed

Outcome = NeedTurn.Outcome


def plan_turn(need: StandingNeed) -> NeedTurn:
    """The need's turn ahead, made where it has none. In a transaction that holds the need."""
    ahead = need.turns.filter(done_at=None).first()
    if ahead is not None:
        return ahead
    zone, now = zone_of(need.person), timezone.now()
    last = need.turns.aggregate(last=Max("day"))["last"]
    day = next_day(need.weekday or 0, need.hour or 0, zone, now, last)
    return NeedTurn.objects.create(need=need, day=day, due_at=moment_of(day, need.hour or 0, zone))


def drop_turn(need: StandingNeed) -> None:
    """It is not asked then."""
    need.turns.filter(done_at=None).delete()


def take_turn(turn: NeedTurn) -> Hail | None:
    """What the worker does with a turn that it claimed: hail, or say why not, and plan the next one, all in one
    transaction. However many workers have it, one finishes it; one that is skipped or moved meanwhile, nobody."""
    person = turn.need.person
    zone = zone_of(person)
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone), transaction.atomic():
        # The person is not held: whoever has a need stand again holds them first, and then the need.
        held = StandingNeed.objects.select_for_update(no_key=True, of=("self",))
        need = held.select_related("person").get(pk=turn.need_id)
        if need.ended_at is not None or not need.turns.filter(pk=turn.pk, done_at=None).exists():
            return None
        due = moment_of(turn.day, need.hour or 0, zone)
        if due > timezone.now():
            # Its person lives by another clock since.
            NeedTurn.objects.filter(pk=turn.pk, done_at=None).update(due_at=due, claimed_until=None, attempts=0)
            return None
        return _taken(turn, need)


def _taken(turn: NeedTurn, need: StandingNeed) -> Hail | None:
    hail, reason = None, ""
    try:
        with transaction.atomic():
            hail = _ask(turn, need)
    except DomainError as refusal:
        reason = str(refusal)[:300]
    _finish(turn, Outcome.POSTED if hail else Outcome.REFUSED, hail=hail, reason=reason)
    if hail is None:
        tell(Kind.NEED, key=f"need_turn:{turn.pk}", recipient=need.person, need_turn=turn)
    plan_turn(need)
    return hail


def _ask(turn: NeedTurn, need: StandingNeed) -> Hail:
    named = [row.group for row in need.in_groups.select_related("group")]
    return post_hail(
        need.person,
        text=need.text,
        budget=need.budget,
        needed_on=None if need.needed_in is None else timezone.localdate() + timedelta(days=need.needed_in),
        hours=need.hours,
        audience=need.audience,
        # None named means all of this week; of those that were named none left does not.
        groups=groups_asked(need.person, named, those_left=True) if named else (),
        radius=need.radius,
        place=need.place,
        place_name=need.place_name,
        tags=need.tags.names(),
        idempotency_key=f"need:{turn.pk}",
        ends_draft=False,
    )


def _finish(turn: NeedTurn, outcome: str, **said: Any) -> None:
    """One update, for the database wants it done and told what came of it at once. In a transaction that holds the
    need."""
    done = NeedTurn.objects.filter(pk=turn.pk, done_at=None)
    done.update(outcome=outcome, done_at=timezone.now(), claimed_until=None, **said)


@transaction.atomic
def skip_turn(person: Any, *, need: StandingNeed) -> NeedTurn:
    """Do not ask this time; the next one comes as planned. Returns what was skipped.

    Raises NotAllowed, NeedEnded.
    """
    held = _hold(person, need)
    turn = plan_turn(held)
    _finish(turn, Outcome.SKIPPED)
    plan_turn(held)
    turn.refresh_from_db()
    return turn


@transaction.atomic
def unskip_turn(person: Any, *, need: StandingNeed) -> NeedTurn:
    """Ask that time after all, where it is still to come and still on the need's day of the week; otherwise nothing
    changes. Returns the turn ahead.

    Raises NotAllowed, NeedEnded.
    """
    held = _hold(person, need)
    to_come = held.turns.filter(outcome=Outcome.SKIPPED, due_at__gt=timezone.now()).order_by("day")
    skipped = next((turn for turn in to_come if turn.day.weekday() == held.weekday), None)
    if skipped is not None:
        drop_turn(held)
        due = moment_of(skipped.day, held.hour or 0, zone_of(held.person))
        NeedTurn.objects.filter(pk=skipped.pk).update(outcome=Outcome.AHEAD, done_at=None, attempts=0, due_at=due)
    return plan_turn(held)


def _hold(person: Any, need: StandingNeed) -> StandingNeed:
    """The need as it is now. Its turns are planned by one at a time."""
    if not keeps_weekly(person, need):
        raise NotAllowed
    held = StandingNeed.objects.select_for_update(no_key=True).get(pk=need.pk)
    if held.ended_at is not None:
        raise NeedEnded
    return held
