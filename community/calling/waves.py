"""Calling in waves: the best few first, more if nobody answers, so that sellers are not flooded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.calling.candidates import Candidates, candidates
from community.calling.matching import Match, matched
from community.calling.models import Call, Wave
from community.calling.reasons import reasons_for
from community.events import called
from community.hail.ending import hold_open
from community.hail.errors import HailOver
from community.hail.models import Hail
from community.hail.policies import can_hail, is_hailer
from community.moderation.restricting import What, refusal
from community.people.models import Block
from config.kit.claims import again, finish, nudge
from config.kit.errors import Conflict, NotAllowed
from shop.stores.models import Store

# How many stores each wave calls; after the last one more are called only if the hailer asks.
SIZES = (5, 10, 20)
PAUSE = timedelta(seconds=90)
# After that those are looked for again who were off duty, or called often enough.
PUT_OFF = timedelta(minutes=10)
# More by hand: as many at a time, and so many waves of a hail at most.
BY_HAND = 10
MOST_WAVES = 12


class EnoughCalled(Conflict):
    code = "enough_called"
    message = _("So many were asked already. Say otherwise what you need, or ask more people.")


def begin(hail: Hail) -> Wave:
    """Have those who fit be called now; where some were called before, those who come next. Raises EnoughCalled."""
    number = hail.waves.count() + 1
    if number > MOST_WAVES:
        raise EnoughCalled
    wave: Wave = Wave.objects.create(hail=hail, number=number, by_hand=number > 1)
    _nudge(wave)
    return wave


@transaction.atomic
def call_more(person: Any, *, hail: Hail) -> Wave:
    """The hailer wants more to be asked than answered. Raises NotAllowed, Restricted, HailOver, EnoughCalled."""
    if not is_hailer(person, hail):
        raise NotAllowed
    if not can_hail(person):
        raise refusal(person, What.POST)
    hold_open(hail)
    waiting: Wave | None = hail.waves.filter(done_at=None).first()
    if waiting is None:
        return begin(hail)
    Wave.objects.filter(pk=waiting.pk).update(by_hand=True)
    _try_again(waiting)
    return waiting


def call(wave: Wave) -> list[Call]:
    """Call the stores of a claimed wave, and see to the next one. Returns who was called.

    What was over before anybody was called calls nobody; nor does a wave that another worker finished meanwhile. Where
    those who could have it cannot be called just now, the wave is put off.
    """
    hail, now = wave.hail, timezone.now()
    there = candidates(hail, now) if hail.is_open and _is_wanted(wave) else Candidates([])
    found = matched(there.now)
    with transaction.atomic():
        try:
            hold_open(hail)
        except HailOver:
            finish(wave)
            return []
        if not wave.by_hand and hail.waves.filter(pk=wave.pk, by_hand=True).exists():
            # The hailer asked for more while we looked.
            _try_again(wave)
            return []
        # Whom the hailer blocked while we looked.
        shut_out = set(Store.objects.filter(owner__in=Block.by(hail.person)).values_list("pk", flat=True))
        found = [match for match in found if match.store not in shut_out]
        is_put_off = not found and there.others_later
        if not (again(wave, wait=PUT_OFF) if is_put_off else finish(wave)):
            return []
        calls = _call(hail, wave, found)
        is_news = bool(calls) or hail.searched_at is None or not is_put_off
        Hail.objects.filter(pk=hail.pk).update(searched_at=now)
        if is_news:
            called.send(sender=Call, hail=hail, calls=calls)
        if len(found) > len(calls):
            _next(wave, now)
    return calls


def _is_wanted(wave: Wave) -> bool:
    """Whether the hailer asked for more, or sees no answer yet, and is still here."""
    person = wave.hail.person
    if not person.is_active:
        return False
    return wave.by_hand or wave.number == 1 or not wave.hail.offers.visible_to(person).open().exists()


def _call(hail: Hail, wave: Wave, found: list[Match]) -> list[Call]:
    size = BY_HAND if wave.by_hand else SIZES[min(wave.number, len(SIZES)) - 1]
    chosen = found[:size]
    Call.objects.bulk_create(
        (
            Call(
                hail=hail,
                store_id=match.store,
                wave=wave.number,
                fit=round(match.score * 1000),
                reasons=reasons_for(hail, match),
            )
            for match in chosen
        ),
        ignore_conflicts=True,
    )
    calls = hail.calls.filter(wave=wave.number, store__in=[match.store for match in chosen])
    return list(calls.select_related("store__owner"))


def _next(wave: Wave, now: datetime) -> None:
    if not wave.by_hand and wave.number < len(SIZES):
        Wave.objects.bulk_create(
            [Wave(hail=wave.hail, number=wave.number + 1, due_at=now + PAUSE)], ignore_conflicts=True
        )


def _try_again(wave: Wave) -> None:
    again(wave)
    _nudge(wave)


def _nudge(wave: Wave) -> None:
    from community.calling.tasks import call_wave

    nudge(call_wave, wave.pk, queue="calls")
