"""What a buyer, or somebody who tests the shop, does on the sandbox's page."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from config.kit.errors import Conflict
from shop.payments.gateways import EventKind
from shop.sandbox.delivering import announce, deliver
from shop.sandbox.models import SandboxCharge, SandboxWebhook

LATE = timedelta(seconds=20)
TURNED_DOWN = gettext_noop("The bank turned the payment down")
State = SandboxCharge.State


class How(models.TextChoices):
    """How the payment goes."""

    PAY = "pay", _("Pay")
    DECLINE = "decline", _("Decline the payment")
    LATE = "late", _("Pay; the shop hears of it 20 seconds later")
    TWICE = "twice", _("Pay; the shop is told twice")
    DISORDER = "disorder", _("Be turned down, then pay; the news come in the wrong order")
    LOST = "lost", _("Pay; the news get lost and the shop has to ask")
    STUBBORN = "stubborn", _("Pay; the first refund will fail once")


class AnsweredAlready(Conflict):
    """The charge was paid or declined before."""

    code = "answered_already"
    message = _("This payment is over. Please go back to the shop.")


def answer(charge: SandboxCharge, how: str) -> None:
    """Pay or decline, then tell the shop in the way of `how`, before the buyer is back there.

    Raises AnsweredAlready unless the charge is open.
    """
    declined = how == How.DECLINE
    with transaction.atomic():
        changes = {"state": State.DECLINED if declined else State.PAID, "refusals_left": int(how == How.STUBBORN)}
        if not SandboxCharge.objects.filter(pk=charge.pk, state=State.OPEN).update(**changes):
            raise AnsweredAlready
        rows = _news(charge, how)
    for row in rows:
        deliver(row.pk)


def _news(charge: SandboxCharge, how: str) -> list[SandboxWebhook]:
    """The events to deliver, in the order in which they arrive."""
    paid, turned_down = EventKind.CAPTURED, EventKind.FAILED
    reason = TURNED_DOWN
    match how:
        case How.DECLINE:
            return announce(charge, turned_down, amount=charge.amount, reason=reason)
        case How.LATE:
            return announce(charge, paid, amount=charge.amount, after=LATE)
        case How.TWICE:
            return announce(charge, paid, amount=charge.amount, times=2)
        case How.DISORDER:
            return [
                *announce(charge, paid, amount=charge.amount),
                *announce(charge, turned_down, amount=charge.amount, reason=reason),
            ]
        case How.LOST:
            return []
    return announce(charge, paid, amount=charge.amount)
