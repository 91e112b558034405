"""Opening a store: it stands in public from the moment this returns."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, TooMany, fields_renamed
from config.kit.geo import Place
from config.kit.money import parse_money
from config.kit.references import checked_slug, free_slug
from config.kit.unwanted import check_words
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from content.pictures.hanging import own_picture
from content.pictures.models import Picture
from shop.catalog.publishing import VariantInput, add_product
from shop.events import store_opened
from shop.stores.limiting import refusal_to_sell, spend_store
from shop.stores.models import Store, StoreDraft
from shop.stores.policies import can_open_store
from shop.stores.wording import WORDS, checked

MAX_STORES = 20
_ATTEMPTS = 3


class SlugTaken(Conflict):
    code = "slug_taken"
    field = "slug"
    message = _("Another store has this address already.")


class TooManyStores(TooMany):
    code = "too_many_stores"
    message = _("You have as many stores as one person can keep.")


def open_store(
    person: Any,
    *,
    name: str,
    tagline: str = "",
    story: str = "",
    place_name: str = "",
    place: Place | None = None,
    photo: Picture | None = None,
    delivery_fee: int = 0,
    delivery_note: str = "",
    commission: int = 0,
    slug: str = "",
) -> Store:
    """Open a store of the person in the site's currency. `delivery_fee` is in minor units for each order, `commission`
    in per cent of the price.

    Without `slug` its address is made from the name. Raises NotAllowed (also for whom is kept from selling),
    TooManyStores, SlugTaken, TooMany where they opened enough for a day, and Invalid at the field at fault.
    """
    if not can_open_store(person):
        raise refusal_to_sell(person)
    if Store.objects.filter(owner=person).count() >= MAX_STORES:
        raise TooManyStores
    given = {
        "name": name,
        "tagline": tagline,
        "story": story,
        "place_name": place_name,
        "place": place,
        "delivery_fee": delivery_fee,
        "delivery_note": delivery_note,
        "commission": commission,
    }
    columns: dict[str, Any] = {}
    for field, value in given.items():
        columns |= checked(field, value)
    check_words({field: columns[field] for field in WORDS})
    columns["photo"] = own_picture(person, photo)
    return _open(person, columns, checked_slug(slug) if slug else "")


def _open(person: Any, columns: dict[str, Any], slug: str) -> Store:
    for _attempt in range(1 if slug else _ATTEMPTS):
        address = slug or free_slug(Store.objects.all(), columns["name"], fallback="store")
        try:
            with transaction.atomic():
                spend_store(person)
                store = Store.objects.create(owner=person, slug=address, currency=settings.CURRENCY, **columns)
                store_opened.send(sender=Store, store=store, actor=person)
                reached(person, MilestoneKind.STORE_OPENED)
                return store
        except IntegrityError:
            if not Store.objects.filter(slug=address).exists():
                raise
    raise SlugTaken


@transaction.atomic
def open_from_draft(person: Any, *, draft: StoreDraft) -> Store:
    """Open the store of a draft with its first product. A draft opens one store, however often this is called.

    Raises Invalid at the draft's field at fault (`product_name`, `price`, `store_name`, `place_name`), and what
    `open_store` and `add_product` raise.
    """
    # Joined rows would be read as they were before the wait for the lock, so they are read after it.
    draft = StoreDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.store is not None:
        return draft.store
    price = parse_money(draft.price, settings.CURRENCY)
    if draft.picture is not None and draft.picture.owner_id is None:
        draft.picture.owner = person
        draft.picture.save(update_fields=["owner"])
    with fields_renamed(name="store_name"):
        store = open_store(
            person,
            name=draft.store_name,
            place_name=draft.place_name,
            place=Place(draft.lat, draft.lon) if draft.lat is not None and draft.lon is not None else None,
        )
    with fields_renamed(name="product_name"):
        add_product(
            person,
            store=store,
            name=draft.product_name,
            variants=[VariantInput(price=price.minor, stock=None)],
            pictures=[draft.picture] if draft.picture else [],
        )
    # How to reach the person is theirs to keep now.
    draft.store, draft.person, draft.contact = store, person, ""
    draft.save(update_fields=["store", "person", "contact", "updated_at"])
    return store
