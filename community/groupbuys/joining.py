"""Join a group-buy, and leave it while it is open."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import group_buy_moved
from community.groupbuys.errors import BuyOver
from community.groupbuys.models import GroupBuy, Participation
from community.groupbuys.policies import can_join, has_joined
from community.offers.models import MOST_PIECES
from config.kit.errors import Invalid, NotAllowed
from shop.checkout.placing import to_whom

State = Participation.State


@transaction.atomic
def join(person: Any, *, buy: GroupBuy, quantity: int, recipient: str, phone: str, street: str) -> Participation:
    """Want `quantity` pieces, sent there, if enough come together. Again it changes how many and where to; whoever
    joined stays in line where they are.

    Raises NotAllowed, BuyOver, and Invalid at quantity, recipient, phone or street.
    """
    hold_open(buy, person)
    if not can_join(person, buy):
        raise NotAllowed
    return put_in(person, buy=buy, quantity=quantity, recipient=recipient, phone=phone, street=street)


@transaction.atomic
def leave(person: Any, *, buy: GroupBuy) -> None:
    """Want nothing of it any more. Twice changes nothing. Raises BuyOver."""
    hold_open(buy, person)
    mine = Participation.objects.filter(buy=buy, person=person, state=State.JOINED)
    if mine.update(state=State.LEFT, **WITHOUT_ADDRESS):
        group_buy_moved.send(sender=GroupBuy, buy=buy)


# What is kept of an address when nobody needs it any more.
WITHOUT_ADDRESS = {"recipient": "", "phone": "", "street": ""}


def hold_open(buy: GroupBuy, person: Any) -> None:
    """Lock it for the length of the transaction, so that it is not closed meanwhile. Raises BuyOver where the person
    knows of it anyway, NotAllowed where not."""
    if not GroupBuy.objects.open().select_for_update(no_key=True).filter(pk=buy.pk).exists():
        buy.refresh_from_db()
        raise BuyOver if has_joined(person, buy) or person.pk in (buy.organiser_id, buy.seller_id) else NotAllowed


def put_in(person: Any, *, buy: GroupBuy, quantity: int, recipient: str, phone: str, street: str) -> Participation:
    """In a transaction that holds the group-buy. Raises Invalid."""
    if not 1 <= quantity <= MOST_PIECES:
        raise Invalid(_("Choose a quantity from 1 to %(most)d.") % {"most": MOST_PIECES}, field="quantity")
    to = to_whom(person, recipient, phone, street)
    said = {"quantity": quantity, "recipient": to.recipient, "phone": to.phone, "street": to.street}
    row, is_new = Participation.objects.get_or_create(buy=buy, person=person, defaults=said)
    if not is_new:
        # Who left and comes back begins at the end of the line.
        joined_at = timezone.now() if row.state == State.LEFT else row.joined_at
        Participation.objects.filter(pk=row.pk).update(**said, state=State.JOINED, joined_at=joined_at)
        row.refresh_from_db()
    group_buy_moved.send(sender=GroupBuy, buy=buy)
    return row
