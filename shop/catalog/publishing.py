"""Putting a product on the shelf, and taking it off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Conflict, NotAllowed
from config.kit.references import checked_slug, free_slug
from config.kit.unwanted import check_words
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from content.pictures.models import Picture
from shop.catalog.models import Product, ProductPicture, Variant
from shop.catalog.policies import can_add_product, can_edit_product, can_take_off_shelf
from shop.catalog.wording import (
    VariantInput,
    checked_pictures,
    checked_tags,
    checked_variants,
    checked_words,
    names_of,
)
from shop.events import product_published, product_taken_off
from shop.stock.counting import first_count
from shop.stores.limiting import refusal_to_sell
from shop.stores.models import Store

# Words that stand for pages of the store itself.
RESERVED = frozenset({"about", "knows", "news", "reviews", "share", "qr", "new"})
_ATTEMPTS = 3

__all__ = ["VariantInput", "add_product", "put_on_shelf", "take_off_shelf"]


class ProductSlugTaken(Conflict):
    code = "slug_taken"
    field = "slug"
    message = _("Another product of this store has this address already.")


class ProductHidden(Conflict):
    code = "product_hidden"
    message = _("The site has hidden this product.")


def add_product(
    person: Any,
    *,
    store: Store,
    name: str,
    variants: Sequence[VariantInput],
    description: str = "",
    pictures: Iterable[Picture] = (),
    tags: Iterable[str] = (),
    good_for: str = "",
    not_for: str = "",
    how_to_use: str = "",
    compared_with: str = "",
    publish: bool = True,
    slug: str = "",
    idempotency_key: str = "",
) -> Product:
    """Add a product with its choices to a store, on the shelf unless `publish` is off.

    Without `slug` its address is made from the name. The same `idempotency_key` gives the same product back.
    Raises NotAllowed (also for whom is kept from selling), ProductSlugTaken, and Invalid at the field at fault (`price`
    and `stock` for a choice, else `variants`).
    """
    if not can_add_product(person, store):
        raise refusal_to_sell(person)
    words = checked_words(
        {
            "name": name,
            "description": description,
            "good_for": good_for,
            "not_for": not_for,
            "how_to_use": how_to_use,
            "compared_with": compared_with,
        }
    )
    choices, hung, labels = checked_variants(variants), checked_pictures(person, pictures), checked_tags(tags)
    check_words({**words, "variants": names_of(choices), "tags": labels})
    state = Product.State.PUBLISHED if publish else Product.State.DRAFT
    columns = words | {"state": state, "idempotency_key": idempotency_key}
    slug = checked_slug(slug) if slug else ""
    return _add(store, columns, slug, lambda product: _furnish(person, product, choices, hung, labels))


def _add(store: Store, columns: dict[str, Any], slug: str, furnish: Callable[[Product], None]) -> Product:
    """The product in one transaction; tried again when another takes its address in the same moment."""
    key = columns["idempotency_key"]
    for _attempt in range(1 if slug else _ATTEMPTS):
        if key and (made := store.products.filter(idempotency_key=key).first()):
            return made
        address = slug or free_slug(store.products.all(), columns["name"], fallback="goods", reserved=RESERVED)
        if address in RESERVED:
            break
        try:
            with transaction.atomic():
                product = Product.objects.create(store=store, slug=address, **columns)
                furnish(product)
                return product
        except IntegrityError:
            twice = Q(slug=address) | Q(idempotency_key=key) if key else Q(slug=address)
            if not store.products.filter(twice).exists():
                raise
    raise ProductSlugTaken


def _furnish(
    person: Any, product: Product, choices: list[VariantInput], pictures: list[Picture], tags: list[str]
) -> None:
    """All that hangs on a new product's row, and the news of it."""
    for position, choice in enumerate(choices):
        add_variant(person, product, choice, position)
    hang(product, pictures)
    product.tags.set(tags)
    if product.not_for:
        reached(person, MilestoneKind.KNOWLEDGE_WRITTEN)
    if product.state == Product.State.PUBLISHED:
        product_published.send(sender=Product, product=product, actor=person)


def add_variant(person: Any, product: Product, choice: VariantInput, position: int) -> Variant:
    """One choice with its stock; inside the transaction of what it belongs to."""
    variant = Variant.objects.create(product=product, name=choice.name, price=choice.price, position=position)
    first_count(person, variant=variant, stock=choice.stock)
    return variant


def hang(product: Product, pictures: list[Picture]) -> None:
    """Make these the product's pictures, in this order."""
    product.pictures.all().delete()
    ProductPicture.objects.bulk_create(
        ProductPicture(product=product, picture=picture, position=position) for position, picture in enumerate(pictures)
    )


def put_on_shelf(person: Any, *, product: Product) -> Product:
    """Show and sell the product; a second time changes nothing. Raises NotAllowed, ProductHidden."""
    if not can_edit_product(person, product):
        raise refusal_to_sell(person)
    return _move(person, product, Product.State.DRAFT, Product.State.PUBLISHED)


def take_off_shelf(person: Any, *, product: Product) -> Product:
    """Show the product to nobody but its owner; a second time changes nothing. Raises NotAllowed, ProductHidden."""
    if not can_take_off_shelf(person, product):
        raise NotAllowed
    return _move(person, product, Product.State.PUBLISHED, Product.State.DRAFT)


@transaction.atomic
def _move(person: Any, product: Product, before: str, after: str) -> Product:
    changed = Product.objects.filter(pk=product.pk, state=before).update(state=after)
    product.refresh_from_db(fields=["state"])
    if product.state == Product.State.HIDDEN:
        raise ProductHidden
    if changed:
        moved = product_published if after == Product.State.PUBLISHED else product_taken_off
        moved.send(sender=Product, product=product, actor=person)
    return product
