"""What a person offered and was offered, and what was said to have come of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.offers.ending import withdraw_all
from community.offers.models import Offer, OfferPicture, OfferRevision, Outcome
from config.kit.personal import Column, Label, Topic, erased, exported, forget_in_history

_TERMS: dict[str, Column | Label] = {
    "reference": _("Reference"),
    "store": Column(_("Store"), "store.slug"),
    "title": _("What"),
    "quantity": _("How many"),
    "unit_price": Column(_("Price of one"), money="currency"),
    "delivery_fee": Column(_("Delivery"), money="currency"),
    "currency": _("Currency"),
    "ready_on": _("There by"),
    "delivery_note": _("How it comes"),
    "words": _("In words"),
    "knows": _("What the seller knows"),
    "valid_until": _("Valid until"),
    "together_from": _("Together, from so many pieces on"),
    "together_price": Column(_("Price of one, together"), money="currency"),
    "version": _("Version"),
    "state": Column(_("State"), choices=Offer.State),
    "order": Column(_("Order"), "order.reference"),
    "photos": Column(_("Photos"), lambda offer: [hung.picture.reference for hung in offer.pictures.all()], photos=True),
    "created_at": _("When"),
    "changed_at": _("Changed"),
    "closed_at": _("Closed"),
}


def _whole(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    return rows.select_related("store", "order", "hail").prefetch_related("pictures__picture")


@exported(
    Topic.SELLING,
    "offers",
    title=_("What I answered to hails"),
    columns={
        **_TERMS,
        "variant": Column(_("Product"), "variant.product.slug"),
        "hidden_at": _("Hidden by a moderator"),
        "hidden_reason": _("Reason"),
    },
)
def offers(person: Any) -> QuerySet[Offer]:
    """Their own words, without what they answered: that is whoever hailed's."""
    return _whole(Offer.objects.filter(seller=person)).select_related("variant__product")


@exported(
    Topic.SELLING,
    "offers_as_they_were",
    title=_("Answers as they were"),
    columns={
        "offer": Column(_("Offer"), "offer.reference"),
        "version": _("Version"),
        "said": _("What it said"),
        "at": _("Changed"),
    },
)
def revisions(person: Any) -> QuerySet[OfferRevision]:
    return OfferRevision.objects.filter(offer__seller=person).select_related("offer").order_by("-pk")


@exported(
    Topic.BUYING,
    "offers_received",
    title=_("What stores answered me"),
    columns={"hail": Column(_("Hail"), "hail.reference"), **_TERMS},
)
def received(person: Any) -> QuerySet[Offer]:
    return _whole(Offer.objects.visible_to(person).filter(hail__person=person))


_SAID: dict[str, Column | Label] = {
    "offer": Column(_("Offer"), "offer.reference"),
    "came": Column(_("Came"), choices=Outcome.Came),
    "as_promised": _("As promised"),
    "words": _("In words"),
    "at": _("When"),
    "changed_at": _("Said otherwise"),
}


@exported(Topic.BUYING, "outcomes_said", title=_("What I said of promises"), columns=_SAID)
def said(person: Any) -> QuerySet[Outcome]:
    return Outcome.objects.filter(offer__hail__person=person).select_related("offer")


@exported(Topic.SELLING, "outcomes_heard", title=_("What buyers said of my promises"), columns=_SAID)
def heard(person: Any) -> QuerySet[Outcome]:
    return Outcome.objects.filter(offer__seller=person).select_related("offer")


@erased
def forget_offers(person: Any) -> None:
    """What is open is withdrawn. Rows stay without a word: orders came of some, and whoever hailed had answers; that
    something came late stays too, for its seller's record."""
    withdraw_all(person)
    theirs = Offer.objects.filter(seller=person)
    OfferPicture.objects.filter(offer__in=theirs.values("pk")).delete()
    OfferRevision.objects.filter(offer__in=theirs.values("pk")).delete()
    forget_in_history(theirs)
    theirs.update(title="", words="", knows="", delivery_note="", hidden_reason="")
    Outcome.objects.filter(offer__hail__person=person).update(words="")
