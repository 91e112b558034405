"""Place the orders of a group-buy that was reached: first come, first served, each once whatever workers do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from community.events import participation_settled
from community.groupbuys.closing import decide
from community.groupbuys.joining import WITHOUT_ADDRESS
from community.groupbuys.models import GroupBuy, Participation
from community.notifications.clocks import zone_of
from community.people.models import Block
from config.kit.claims import finish, held
from config.kit.errors import DomainError, NotAllowed
from shop.checkout.agreeing import Agreed, place_agreed
from shop.orders.models import Order
from shop.stock.errors import OutOfStock

State = Participation.State
# Nobody stands at a checkout when it closes: so long an order is kept unpaid.
PAY_WITHIN = timedelta(days=2)


def settle_buy(buy: GroupBuy) -> None:
    """What the worker does with a group-buy that it claimed. Done again, or by two at once, everybody has one order."""
    buy = decide(buy)
    if buy.state != GroupBuy.State.REACHED:
        return
    for pk in list(buy.participations.in_line().values_list("pk", flat=True)):
        settle_one(pk)
        GroupBuy.objects.filter(pk=buy.pk, done_at=None).update(**held())
    finish(buy)


def settle_one(pk: int) -> Participation:
    """The order of one participation, with its stock reserved; where nothing is left, or it is not possible any more,
    they are told why. One of them once."""
    with transaction.atomic():
        row = Participation.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        if row.state != State.JOINED:
            return row
        person = row.person
        language, zone = person.language or settings.LANGUAGE_CODE, zone_of(person)
        with translation.override(language), timezone.override(zone):
            _write(row, *_outcome(row))
        participation_settled.send(sender=Participation, participation=row)
    return row


def _outcome(row: Participation) -> tuple[str, Order | None, str]:
    try:
        return State.ORDERED, _order(row), ""
    except OutOfStock as refusal:
        return State.SOLD_OUT, None, str(refusal)
    except DomainError as refusal:
        return State.REFUSED, None, str(refusal)


def _order(row: Participation) -> Order:
    """Raises NotAllowed where the two have nothing to do with each other any more, and what placing raises."""
    buy = row.buy
    if row.person_id in Block.between(buy.seller).values_list("blocked_id", flat=True):
        raise NotAllowed
    agreed = Agreed(
        store=buy.store,
        name=buy.title,
        quantity=row.quantity,
        unit_price=buy.unit_price,
        delivery_fee=buy.delivery_fee,
        variant=buy.variant,
        pay_within=PAY_WITHIN,
    )
    to = {"recipient": row.recipient, "phone": row.phone, "street": row.street}
    return place_agreed(row.person, agreed=agreed, **to, idempotency_key=f"together:{buy.reference}")


def _write(row: Participation, state: str, order: Order | None, reason: str) -> None:
    said: dict[str, Any] = {"state": state, "order": order, "reason": reason[:200], **WITHOUT_ADDRESS}
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
