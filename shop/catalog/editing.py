"""Changing a product: its words, pictures, tags and choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.unwanted import check_words
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from content.pictures.models import Picture
from shop.catalog.models import Product, Variant
from shop.catalog.policies import can_edit_product
from shop.catalog.publishing import add_variant, hang
from shop.catalog.wording import (
    AS_IT_IS,
    VariantInput,
    checked_pictures,
    checked_tags,
    checked_variants,
    checked_words,
    names_of,
)
from shop.stock.counting import count
from shop.stores.limiting import refusal_to_sell


@transaction.atomic
def edit_product(
    person: Any,
    *,
    product: Product,
    variants: Sequence[VariantInput] | None = None,
    pictures: Iterable[Picture] | None = None,
    tags: Iterable[str] | None = None,
    **words: str,
) -> Product:
    """Change what is given: any of `name`, `description`, `good_for`, `not_for`, `how_to_use`, `compared_with`, and
    the whole of `variants`, `pictures` or `tags`. Its address stays.

    A variant named by its reference is changed, one without is added, one that is not named is no longer offered.
    Raises NotAllowed (also for whom is kept from selling), and Invalid at the field at fault (`price` and `stock` for a
    choice, else `variants`).
    """
    if not can_edit_product(person, product):
        raise refusal_to_sell(person)
    before = (product.name, product.description)
    had_limits = bool(product.not_for)
    said = checked_words(words)
    choices = None if variants is None else checked_variants(variants)
    labels = None if tags is None else checked_tags(tags)
    check_words({**said, "variants": names_of(choices or ()), "tags": labels or ()}, kept=product)
    for name, text in said.items():
        setattr(product, name, text)
    product.save(update_fields=[*words, "updated_at"])
    if choices is not None:
        _set_variants(person, product, choices)
    if pictures is not None:
        kept = product.pictures.values_list("picture_id", flat=True)
        hang(product, checked_pictures(person, pictures, kept))
    if labels is not None:
        product.tags.set(labels)
    if (product.name, product.description) != before:
        reached(person, MilestoneKind.PRODUCT_EDITED)
    if product.not_for and not had_limits:
        reached(person, MilestoneKind.KNOWLEDGE_WRITTEN)
    # What was prefetched is old now.
    product._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    return product


def _set_variants(person: Any, product: Product, choices: list[VariantInput]) -> None:
    offered = {variant.reference: variant for variant in product.variants.active().select_related("stock")}
    named = {choice.reference for choice in choices if choice.reference}
    if not named <= offered.keys():
        raise Invalid(_("One of the choices is not there any more."), field="variants", code="variant_unknown")
    gone = [variant.pk for reference, variant in offered.items() if reference not in named]
    product.variants.filter(pk__in=gone).update(archived_at=timezone.now())
    # Names may change places: out of each other's way first.
    renamed = [offered[choice.reference].pk for choice in choices if choice.reference in offered]
    aside = Concat(Value("~"), Cast("pk", CharField()))
    product.variants.filter(pk__in=renamed).update(name=aside)
    for position, choice in enumerate(choices):
        if choice.reference:
            _change_variant(person, offered[choice.reference], choice, position)
        else:
            fresh = VariantInput(choice.name, choice.price, None if choice.stock is AS_IT_IS else choice.stock)
            add_variant(person, product, fresh, position)


def _change_variant(person: Any, variant: Variant, choice: VariantInput, position: int) -> None:
    variant.name, variant.price, variant.position = choice.name, choice.price, position
    variant.save(update_fields=["name", "price", "position"])
    as_it_is = variant.stock.available if variant.stock.is_tracked else None
    if choice.stock is not AS_IT_IS and choice.stock != as_it_is:
        count(person, item=variant.stock, available=choice.stock)
