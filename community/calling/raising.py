"""What would raise a store's record: one honest step after the other, from what the figures say."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from community.calling.record import Record

# Of fewer calls nothing can be said, nor of fewer offers.
FEW = 5
SLOW = timedelta(minutes=30)


def steps(record: Record) -> list[str]:
    """At most two, what weighs most first."""
    found = []
    if record.missed or record.late:
        found.append(_("Promise a day that you are sure of: a promise kept counts more than a fast one."))
    if record.called >= FEW and record.answered * 2 < record.called:
        found.append(_("Say more narrowly what you want to be called for, or go off duty when you cannot answer."))
    if record.median is not None and record.median > SLOW:
        found.append(_("The first answers are read first: half of yours took longer than half an hour."))
    if record.answered >= FEW and not record.chosen:
        found.append(_("Say what you know about it for this need: for whom it is right, and for whom not."))
    if not found and record.called < FEW:
        found.append(_("Tags and what you know about your goods are what you are found by."))
    return found[:2]
