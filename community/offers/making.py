"""Answer a hail: make an offer, change it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.attention.quotas import Quota, spend
from community.calling.models import Call
from community.events import offer_changed, offer_made, offer_withdrawn
from community.hail.ending import hold, hold_open
from community.hail.errors import HailOver
from community.hail.models import Hail
from community.moderation.filtering import refuse_unwanted
from community.notifications.clocks import zone_of
from community.offers.errors import KeyUsed, OfferChanged, OfferGone, OfferHidden, OfferStands
from community.offers.models import MOST_PIECES, Offer, OfferPicture, OfferRevision
from community.offers.policies import can_answer, can_change, is_seller_of
from community.people.models import Block
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import many_lines, one_line
from config.kit.money import MAX_MAJOR
from content.pictures.hanging import check_own, check_unused
from content.pictures.models import Picture
from shop.catalog.models import Product, Variant
from shop.stores.limiting import refusal_to_sell
from shop.stores.models import Store

State = Offer.State
MOST_PICTURES = 4
LEAST_VALID = timedelta(minutes=5)
# Of all of it: goods and delivery.
MOST_MINOR = MAX_MAJOR * 100
# What of an offer can be changed, and is shown when it was.
TERMS = (
    "title",
    "quantity",
    "unit_price",
    "delivery_fee",
    "ready_on",
    "delivery_note",
    "words",
    "knows",
    "valid_until",
    "together_from",
    "together_price",
)


@dataclass(frozen=True)
class Terms:
    """What is offered: `quantity` pieces at `unit_price`, and `delivery_fee` once, in minor units of the store's
    currency; by when the buyer has it (`ready_on`, a promise); until when it can be chosen (None: as long as the hail
    lasts). Without a `title` it is called as its product. From `together_from` pieces on everybody who joins a
    group-buy has it for `together_price` a piece; without both it is not bought together."""

    quantity: int = 1
    unit_price: int | None = None
    delivery_fee: int = 0
    title: str = ""
    ready_on: date | None = None
    delivery_note: str = ""
    words: str = ""
    knows: str = ""
    valid_until: datetime | None = None
    together_from: int | None = None
    together_price: int | None = None


def make_offer(
    person: Any,
    *,
    hail: Hail,
    store: Store,
    terms: Terms,
    variant: Variant | None = None,
    pictures: Sequence[Picture] = (),
    idempotency_key: str = "",
) -> Offer:
    """Offer one of the store's own goods (`variant`), at its price where none is given, or something made for this.

    One open offer a seller and hail. Making it again with the same key gives the same offer. Raises NotAllowed,
    Restricted, HailOver, OfferStands, KeyUsed, QuotaReached, and Invalid at store, variant or a field of the terms.
    """
    if standing := _standing(person, hail, idempotency_key):
        return standing
    if not can_answer(person, hail):
        _explain(person, hail)
    if store.owner_id != person.pk or not store.is_open:
        raise Invalid(_("Choose a store of yours that is open."), field="store", code="not_yours")
    _check_variant(store, variant)
    checked = _checked(person, hail, terms, variant)
    try:
        return _made(person, hail, store, checked, variant, pictures, idempotency_key[:64])
    except IntegrityError as error:
        if twin := _standing(person, hail, idempotency_key):
            return twin
        if hail.offers.filter(seller=person, state=State.OPEN).exists():
            raise OfferStands from error
        raise


def _standing(person: Any, hail: Hail, key: str) -> Offer | None:
    """What this key made of this hail. Raises KeyUsed where it made something of another."""
    if not key or not person.is_authenticated:
        return None
    made = Offer.objects.filter(seller=person, idempotency_key=key[:64]).first()
    if made is not None and made.hail_id != hail.pk:
        raise KeyUsed
    return made


def _explain(person: Any, hail: Hail) -> None:
    """Raises what keeps the person from answering."""
    if hail.person_id != person.pk and hail.calls.filter(store__owner=person).exists():
        # It may have ended since it was read.
        hail.refresh_from_db()
        if not hail.is_open:
            raise HailOver(hail)
    raise refusal_to_sell(person)


def _check_variant(store: Store, variant: Variant | None) -> None:
    if variant is None:
        return
    shelf = Variant.objects.active().filter(product__store=store, product__state=Product.State.PUBLISHED)
    if not shelf.filter(pk=variant.pk).exists():
        raise Invalid(_("Choose something that is on your shelf."), field="variant", code="not_on_shelf")


def _checked(person: Any, hail: Hail, terms: Terms, variant: Variant | None) -> Terms:
    """The terms as they are kept. Raises Invalid."""
    name = f"{variant.product.name} {variant.name}".strip()[:80] if variant is not None else ""
    price = terms.unit_price if terms.unit_price is not None or variant is None else variant.price
    if price is None:
        raise Invalid(_("Say what it costs."), field="price", code="missing")
    if not 1 <= terms.quantity <= MOST_PIECES:
        most = {"most": MOST_PIECES}
        raise Invalid(_("Choose a quantity from 1 to %(most)d.") % most, field="quantity")
    if price < 0 or price * terms.quantity > MOST_MINOR:
        raise Invalid(_("This price is not possible."), field="price")
    if not 0 <= terms.delivery_fee <= MOST_MINOR - price * terms.quantity:
        raise Invalid(_("This price is not possible."), field="delivery_fee")
    words = many_lines(terms.words, field="words", most=500)
    knows = many_lines(terms.knows, field="knows", most=300)
    title = one_line(terms.title or name, field="title", most=80)
    note = one_line(terms.delivery_note, field="delivery_note", most=120, required=False)
    for field, text in {"title": title, "words": words, "knows": knows, "delivery_note": note}.items():
        refuse_unwanted(text, strictly=True, field=field)
    together_from, together_price = _together(terms, price)
    return replace(
        terms,
        unit_price=price,
        title=title,
        words=words,
        knows=knows,
        delivery_note=note,
        ready_on=_ready(hail, terms.ready_on),
        valid_until=_valid(hail, terms.valid_until),
        together_from=together_from,
        together_price=together_price,
    )


def _together(terms: Terms, price: int) -> tuple[int | None, int | None]:
    """From how many pieces on, and for how much each. Raises Invalid at "together_from" or "together_price"."""
    least, each = terms.together_from, terms.together_price
    if least is None and each is None:
        return None, None
    if least is None or not 2 <= least <= MOST_PIECES:
        raise Invalid(_("Choose from how many pieces on, at least 2."), field="together_from")
    if each is None or not 0 <= each <= price:
        raise Invalid(_("Together it costs no more than alone. Say what a piece costs then."), field="together_price")
    return least, each


def _ready(hail: Hail, day: date | None) -> date | None:
    """On the calendar of whoever has it then, by which it is judged afterwards too (`outcomes`)."""
    if day is not None and day < timezone.localdate(timezone.now(), zone_of(hail.person)):
        raise Invalid(_("This day is over. Choose today or later."), field="ready_on", code="past")
    return day


def _valid(hail: Hail, until: datetime | None) -> datetime:
    """No longer than the hail lasts, and for its last minutes as long as it."""
    if until is None or until >= hail.expires_at:
        return hail.expires_at
    if until < timezone.now() + LEAST_VALID:
        raise Invalid(_("Let it be valid for five minutes at least."), field="valid_until", code="too_soon")
    return until


@transaction.atomic
def _made(
    person: Any,
    hail: Hail,
    store: Store,
    terms: Terms,
    variant: Variant | None,
    pictures: Sequence[Picture],
    key: str,
) -> Offer:
    hold_open(hail)
    if Block.objects.filter(person=hail.person_id, blocked=person).exists():
        _explain(person, hail)
    if hail.offers.filter(seller=person, hidden_at__isnull=False).exists():
        raise OfferHidden
    spend(person, Quota.OFFERS)
    call, _found = Call.objects.get_or_create(hail=hail, store=store)
    _check_pictures(person, pictures)
    offer = Offer.objects.create(
        hail=hail,
        call=call,
        store=store,
        seller=person,
        variant=variant,
        currency=store.currency,
        idempotency_key=key,
        **{name: getattr(terms, name) for name in TERMS},
    )
    _hang(offer, pictures)
    now = timezone.now()
    Call.objects.filter(pk=call.pk, answered_at=None).update(answered_at=now)
    offer_made.send(sender=Offer, offer=offer)
    return offer


def change_offer(person: Any, *, offer: Offer, terms: Terms, version: int | None = None) -> Offer:
    """Offer it otherwise; what stood before is kept and shown. `version` is the one that was changed, where it is
    known: another one refuses.

    Raises NotAllowed, Restricted, HailOver, OfferGone, OfferChanged, QuotaReached, Invalid at a field of the terms.
    """
    if not is_seller_of(person, offer):
        raise NotAllowed
    if not can_change(person, offer):
        _explain(person, offer.hail)
    checked = _checked(person, offer.hail, terms, offer.variant)
    with transaction.atomic():
        hold_open(offer.hail)
        offer.refresh_from_db()
        if offer.state != State.OPEN or offer.hidden_at is not None:
            raise OfferGone
        if version is not None and version != offer.version:
            raise OfferChanged
        before = {name: getattr(offer, name) for name in TERMS}
        if before == {name: getattr(checked, name) for name in TERMS}:
            return offer
        spend(person, Quota.OFFERS)
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
        OfferRevision.objects.create(offer=offer, version=offer.version, said=said)
        for name in TERMS:
            setattr(offer, name, getattr(checked, name))
        offer.version += 1
        offer.changed_at = timezone.now()
        offer.save(update_fields=[*TERMS, "version", "changed_at"])
        offer_changed.send(sender=Offer, offer=offer)
    return offer


@transaction.atomic
def withdraw_offer(person: Any, *, offer: Offer) -> Offer:
    """Take it back. Taking back what is withdrawn, or over, changes nothing. Raises NotAllowed, HailOver where it was
    chosen or is bought together."""
    if not is_seller_of(person, offer):
        raise NotAllowed
    # Whoever chooses holds the hail first: so of choosing and taking back one comes first.
    hold(offer.hail)
    now = timezone.now()
    taken = Offer.objects.filter(pk=offer.pk, state=State.OPEN).update(state=State.WITHDRAWN, closed_at=now)
    offer.refresh_from_db()
    if offer.state in Offer.TAKEN:
        raise HailOver(offer.hail)
    if taken:
        offer_withdrawn.send(sender=Offer, offer=offer)
    return offer


def _check_pictures(person: Any, pictures: Sequence[Picture]) -> None:
    if len(pictures) > MOST_PICTURES:
        raise Invalid(_("At most four photos."), field="pictures", code="too_many")
    check_own(person, pictures)
    check_unused(pictures)


def _hang(offer: Offer, pictures: Sequence[Picture]) -> None:
    OfferPicture.objects.bulk_create(
        OfferPicture(offer=offer, picture=picture, position=position) for position, picture in enumerate(pictures)
    )
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(is_private=True)
