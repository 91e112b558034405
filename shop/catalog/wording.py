"""What a seller says of a product, checked the same way when it is added and when it is edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.lines import many_lines, one_line
from config.kit.money import MAX_MAJOR
from content.pictures.hanging import own_picture
from content.pictures.models import Picture
from shop.stock.counting import MAX_STOCK

NAME_LENGTH = 80
DESCRIPTION_LENGTH = 10_000
KNOWLEDGE_LENGTHS = {"good_for": 200, "not_for": 200, "how_to_use": 300, "compared_with": 300}
MAX_VARIANTS = 20
MAX_PICTURES = 9
MAX_TAGS = 10
TAG_LENGTH = 20
# Of a variant that is edited: leave its stock as it is.
AS_IT_IS: Any = object()


@dataclass(frozen=True)
class VariantInput:
    """One choice: its price in minor units, and how many there are (None: made to order, never runs out).

    `reference` names the variant that is changed; without it a new one is meant.
    """

    name: str = ""
    price: int = 0
    stock: Any = None
    reference: str = ""


def checked_words(words: dict[str, str]) -> dict[str, str]:
    """The given words cleaned. Raises Invalid at the field at fault."""
    return {name: _word(name, text) for name, text in words.items()}


def _word(name: str, text: str) -> str:
    if name == "name":
        return one_line(text, field="name", most=NAME_LENGTH)
    if name == "description":
        return many_lines(text, field="description", most=DESCRIPTION_LENGTH)
    return one_line(text, field=name, most=KNOWLEDGE_LENGTHS[name], required=False)


def checked_variants(variants: Sequence[VariantInput]) -> list[VariantInput]:
    """At least one; each with a price, and with a name of its own where there are several. Raises Invalid."""
    if not variants:
        raise Invalid(_("Please give a price, for example 68."), field="variants", code="price_missing")
    if len(variants) > MAX_VARIANTS:
        message = _("At most %(most)d choices of one product.") % {"most": MAX_VARIANTS}
        raise Invalid(message, field="variants", code="too_many_variants")
    checked = [_checked_variant(variant) for variant in variants]
    names = [variant.name.casefold() for variant in checked]
    if len(checked) > 1 and not all(names):
        message = _("With several choices each needs a name, such as 50 g or blue.")
        raise Invalid(message, field="variants", code="variant_without_name")
    if len(set(names)) < len(names):
        raise Invalid(_("Two choices have the same name."), field="variants", code="variant_twice")
    return checked


def _checked_variant(variant: VariantInput) -> VariantInput:
    if not 0 < variant.price <= MAX_MAJOR * 100:
        raise Invalid(_("Please give a price above 0."), field="price", code="price_zero")
    counted = variant.stock is not None and variant.stock is not AS_IT_IS
    if counted and not 0 <= variant.stock <= MAX_STOCK:
        message = _("How many there are is a whole number, at most %(most)d.") % {"most": MAX_STOCK}
        raise Invalid(message, field="stock", code="stock_out_of_range")
    return replace(variant, name=one_line(variant.name, field="variants", most=40, required=False))


def names_of(variants: Sequence[VariantInput]) -> list[str]:
    """The names of those that have one."""
    return [variant.name for variant in variants if variant.name]


def checked_tags(tags: Iterable[str]) -> list[str]:
    """Each on one line, none twice, without a leading #. Raises Invalid at `tags`."""
    cleaned: dict[str, str] = {}
    for tag in tags:
        text = one_line(tag.lstrip("#＃ "), field="tags", most=TAG_LENGTH, required=False)
        if text:
            cleaned.setdefault(text.casefold(), text)
    if len(cleaned) > MAX_TAGS:
        raise Invalid(_("At most %(most)d tags.") % {"most": MAX_TAGS}, field="tags", code="too_many_tags")
    return list(cleaned.values())


def checked_pictures(person: Any, pictures: Iterable[Picture], kept: Iterable[int] = ()) -> list[Picture]:
    """The person's own pictures, in order, none twice; those with ids in `kept` hang there already.

    Raises Invalid at `pictures`.
    """
    kept = set(kept)
    unique = list({picture.pk: picture for picture in pictures}.values())
    if len(unique) > MAX_PICTURES:
        message = _("At most %(most)d photos of one product.") % {"most": MAX_PICTURES}
        raise Invalid(message, field="pictures", code="too_many_pictures")
    for picture in unique:
        if picture.pk not in kept:
            own_picture(person, picture, field="pictures")
    return unique
