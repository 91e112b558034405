"""People say whom they trust about what, and some take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from community.endorsements.endorsing import endorse
from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import withdraw
from seeds.clock import some_time
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act


def endorsing(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Each word some time on its day."""
    for word in town.endorsements:
        day = now - timedelta(days=word["at"])
        moment = some_time(f"{word['by']} endorses {word['about']}", day - timedelta(hours=12), day)
        yield Act(moment, partial(_endorse, register, word))
        if "until" in word:
            yield Act(now - timedelta(days=word["until"]), partial(_withdraw, register, word))


def _endorse(register: Register, word: Entry) -> bool:
    by, about = register.person(word["by"]), register.person(word["about"])
    # What was withdrawn in the meantime is not said again.
    if Endorsement.objects.filter(by=by, about=about, topic__name=word["topic"]).exists():
        return False
    endorse(by, about=about, topic=word["topic"], sentence=word["says"])
    return True


def _withdraw(register: Register, word: Entry) -> bool:
    by, about = register.person(word["by"]), register.person(word["about"])
    said = Endorsement.objects.standing().filter(by=by, about=about, topic__name=word["topic"]).first()
    if said is None:
        return False
    withdraw(by, endorsement=said)
    return True
