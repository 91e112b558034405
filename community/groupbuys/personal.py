"""What a person bought, or meant to buy, together with others."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.groupbuys.closing import call_off_all
from community.groupbuys.joining import WITHOUT_ADDRESS
from community.groupbuys.models import GroupBuy, Participation
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


@exported(
    Topic.BUYING,
    "bought_together",
    title=_("What I joined in buying together"),
    columns={
        "buy": Column(_("Reference"), "buy.reference"),
        "title": Column(_("What"), "buy.title"),
        "quantity": _("Pieces"),
        "recipient": _("Who gets it"),
        "phone": _("Phone"),
        "street": _("Address"),
        "state": Column(_("State"), choices=Participation.State),
        "order": Column(_("Order"), "order.reference"),
        "reason": _("Reason"),
        "joined_at": _("When"),
    },
)
def participations(person: Any) -> QuerySet[Participation]:
    return Participation.objects.filter(person=person).select_related("buy", "order")


@exported(
    Topic.BUYING,
    "group_buys",
    title=_("What I had bought together"),
    columns={
        "reference": _("Reference"),
        "hail": Column(_("Hail"), "hail.reference"),
        "offer": Column(_("Offer"), "offer.reference"),
        "store": Column(_("Store"), "store.slug"),
        "title": _("What"),
        "unit_price": Column(_("A piece"), money="currency"),
        "delivery_fee": Column(_("Delivery"), money="currency"),
        "currency": _("Currency"),
        "least": _("Pieces needed in total"),
        "closes_at": _("Ends"),
        "state": Column(_("State"), choices=GroupBuy.State),
        "created_at": _("When"),
        "closed_at": _("Closed"),
    },
)
def group_buys(person: Any) -> QuerySet[GroupBuy]:
    return GroupBuy.objects.filter(organiser=person).select_related("hail", "offer", "store")


@erased
def forget_group_buys(person: Any) -> None:
    """Where orders are still to come they get none; what was ordered stands in the orders. What they began goes on
    without a name, for others have joined it; what they sell is called off, and stays without a word."""
    call_off_all(person)
    joined = Participation.objects.filter(person=person)
    joined.update(**WITHOUT_ADDRESS)
    joined.delete()
    GroupBuy.objects.filter(organiser=person).update(organiser=None)
    sold = GroupBuy.objects.filter(seller=person)
    forget_in_history(sold)
    sold.update(title="")
