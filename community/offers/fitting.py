"""Which of a store's goods answer a need best."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch

from community.calling.matching import CHOSEN, KNOWS, NAME, STANDS, TAG
from community.calling.terms import terms_of
from community.hail.models import Hail
from shop.catalog.models import Product, ProductPicture, Variant
from shop.stores.models import Store

# Goods that are looked at, the newest first.
MOST = 300
_PIECES = re.compile(
    r"(?<![\d.])(\d{1,3})\s*(?:[份盒个件套只瓶本斤杯张把束块条双枚箱包袋罐支枝对碗]"
    r"|(?:pieces?|pcs|boxes|sets?|bags?|bottles?|copies|cups|packs?)\b)",
    re.IGNORECASE,
)


def goods_for(hail: Hail, store: Store) -> list[Product]:
    """What the store can sell now, what fits the hail best first, of equals the newest. Four queries."""
    variants = Variant.objects.active().select_related("stock").order_by("position", "id")
    shelf: Any = Product.objects.published().filter(store=store).in_stock().order_by("-pk")
    pictures = ProductPicture.objects.select_related("picture")
    goods = shelf.prefetch_related(Prefetch("variants", variants), Prefetch("pictures", pictures), "tags")[:MOST]
    chosen, said = {name.casefold() for name in hail.tags.names()}, set(terms_of(hail.text))
    return sorted(goods, key=lambda product: -fit_of(product, chosen, said))


def fit_of(product: Product, chosen: Collection[str], said: Collection[str]) -> float:
    """How much of what was said stands at the product: `chosen` are tags (case-folded), `said` terms of the text."""
    tags = [tag.name for tag in product.tags.all()]
    knowledge = (product.good_for, product.how_to_use, product.compared_with)
    fit = CHOSEN * STANDS[TAG] * sum(tag.casefold() in chosen for tag in tags)
    fit += STANDS[TAG] * _shared(said, tags)
    fit += STANDS[NAME] * _shared(said, [product.name])
    return float(fit + STANDS[KNOWS] * _shared(said, knowledge))


def _shared(said: Collection[str], texts: Iterable[str]) -> int:
    return len({term for text in texts for term in terms_of(text) if term in said})


def buyable(product: Product) -> list[Variant]:
    """The product's choices that are not sold out; it was read by `goods_for`."""
    found: list[Any] = [variant for variant in product.variants.all() if not variant.is_sold_out]
    for variant in found:
        variant.product = product
    return found


def pieces_wanted(text: str) -> int:
    """How many pieces the words ask for ("12 份", "ten" is not read), where they name one number of them; else 1."""
    found = {int(number) for number in _PIECES.findall(text)}
    return max(1, found.pop()) if len(found) == 1 else 1
