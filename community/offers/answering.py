"""What a seller sends from the form of an offer, turned into verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.calling.models import Call
from community.calling.reasons import rough_between
from community.calling.showing import CallShown, shown
from community.hail.errors import HailOver
from community.hail.models import Hail
from community.hail.wording import left
from community.offers.errors import OfferChanged
from community.offers.fitting import pieces_wanted
from community.offers.forms import MADE, ChangeForm, OfferForm, terms_typed
from community.offers.making import change_offer, make_offer
from community.offers.models import Offer
from community.offers.own import Shelf, taken_back
from community.posts.picturing import describe
from community.posts.views import photographing
from config.kit.errors import fields_renamed
from config.kit.http import idempotency_key, refusals_to
from config.kit.money import Money
from config.kit.references import new_reference
from content.pictures.models import Picture
from shop.stores.models import Store

# What a seller typed in words: given back where the hail is over.
WORDS = ("title", "words", "knows", "delivery_note")


@dataclass(frozen=True)
class Answering:
    """A hail that is answered with a store; `call` is None for who reads it in a group and was not called. `stores` are
    those among which one can choose."""

    hail: Hail
    store: Store
    call: Call | None = None
    stores: Sequence[Store] = ()

    @property
    def metres(self) -> int | None:
        """How far the rough area is from the store, in steps of 500 m."""
        return rough_between(self.hail, self.store)

    @property
    def left(self) -> str:
        """For how long the hail can still be answered, in words; "" where it no longer can."""
        return left(self.hail.expires_at) if self.hail.is_open else ""

    def shown(self, person: Any) -> CallShown | None:
        return shown([self.call], person)[0] if self.call is not None else None

    def key(self, request: HttpRequest) -> str:
        """By which an offer that is sent twice is made once."""
        return idempotency_key(request) or new_reference()


def begun(person: Any, answering: Answering, shelf: Shelf) -> OfferForm:
    """The form as one finds it: what was taken back, else what fits best at the store's usual terms."""
    hail, store = answering.hail, answering.store
    before = taken_back(person, hail)
    if before is not None:
        what = before.variant.reference if before.variant is not None else MADE
        initial = terms_typed(before) | {"what": what, "title": before.title if what == MADE else ""}
        # What is sold out meanwhile cannot be chosen again.
        if what != MADE and before.variant not in shelf.variants:
            initial |= {"what": shelf.variants[0].reference if shelf.variants else MADE}
    else:
        fee = Money(store.delivery_fee, store.currency)
        initial = {
            "quantity": pieces_wanted(hail.text),
            "delivery_fee": fee.plain if fee else "",
            "delivery_note": store.delivery_note,
            "ready_on": hail.needed_on,
        }
    return OfferForm(initial=initial, currency=store.currency, variants=shelf.variants)


def made(
    request: HttpRequest, answering: Answering, shelf: Shelf
) -> tuple[OfferForm, list[Picture], Offer | HailOver | None]:
    """The offer that was made, HailOver where it is too late, None where something is wrong: the form says what. With
    the photos that came along, to be kept."""
    hail, store = answering.hail, answering.store
    form = OfferForm(request.POST, request.FILES, currency=store.currency, variants=shelf.variants)
    do, _colon, which = request.POST.get("do", "").partition(":")
    is_valid = form.is_valid()
    photos = photographing.taken_in(request.user, form, is_private=True)
    if do in photographing.MOVES:
        return form, photos.moved(do, which).as_typed(), None
    if is_valid and not form.errors:
        with refusals_to(form), fields_renamed(variant="what", valid_until="valid", pictures="photos"):
            try:
                offer = make_offer(
                    request.user,
                    hail=hail,
                    store=store,
                    terms=form.terms(title=form.title_given),
                    variant=form.variant,
                    pictures=photos.pictures,
                    idempotency_key=idempotency_key(request),
                )
            except HailOver as error:
                return form, [], error
            describe(photos.pictures, photos.alts)
            return form, [], offer
    return form, photos.as_typed(), None


def changed(request: HttpRequest, offer: Offer) -> tuple[ChangeForm, Offer | HailOver | None]:
    """The offer as it was changed, HailOver where it is too late, None where something is wrong: the form says what."""
    form = ChangeForm(request.POST, offer=offer)
    if form.is_valid():
        terms = form.terms(title=form.cleaned_data["title"], valid_until=offer.valid_until)
        with refusals_to(form), fields_renamed(valid_until="valid"):
            try:
                return form, change_offer(request.user, offer=offer, terms=terms, version=form.cleaned_data["version"])
            except HailOver as error:
                return form, error
            except OfferChanged:
                # Whoever sends it again has seen what stands now.
                again: Any = request.POST.copy()
                again["version"] = str(offer.version)
                form.data = again
                form.add_error(
                    None, _("You changed it elsewhere meanwhile. Above is what stands; send again to replace it.")
                )
    return form, None


def over(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, with what it was typed as."""
    fields = OfferForm(currency="CNY", variants=()).fields
    return [(str(fields[name].label), request.POST[name]) for name in WORDS if request.POST.get(name, "").strip()]
