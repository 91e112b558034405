"""What is said of an order, to either side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import Words, name_of


def is_mine(event: Event, person: Any) -> bool:
    """Whether the person is the buyer; else they are the seller."""
    return event.order.buyer_id == person.pk


def why(event: Event, person: Any) -> str:
    return _("You ordered this") if is_mine(event, person) else _("It is your store")


def _step(event: Event, text: str, icon: str, tone: str, person: Any) -> Words:
    """A step that the order took."""
    order = event.order
    return Words(text, order.get_absolute_url(), why(event, person), str(order.money), icon, tone)


def order_placed(event: Event, joined: Joined, person: Any) -> Words:
    names = {"name": name_of(event.order.buyer), "store": event.order.store}
    text = _("%(name)s ordered from %(store)s. Not paid yet.") % names
    return _step(event, text, "shopping-bag", "", person)


def order_paid(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(name)s paid for an order: time to ship it.") % {"name": name_of(event.order.buyer)}
    return _step(event, text, "package", "cin", person)


def order_shipped(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(store)s has shipped your order.") % {"store": event.order.store}
    return _step(event, text, "truck", "jade", person)


def order_received(event: Event, joined: Joined, person: Any) -> Words:
    text = _("%(name)s has received the goods.") % {"name": name_of(event.order.buyer)}
    return _step(event, text, "package-check", "jade", person)


def order_cancelled(event: Event, joined: Joined, person: Any) -> Words:
    refunded = event.key.startswith("order_refunded")
    if is_mine(event, person):
        text = (_("%(store)s gave your money back.") if refunded else _("Your order at %(store)s was cancelled.")) % {
            "store": event.order.store
        }
    else:
        text = (_("The order of %(name)s was refunded.") if refunded else _("The order of %(name)s was cancelled.")) % {
            "name": name_of(event.order.buyer)
        }
    return _step(event, text, "rotate-ccw", "", person)
