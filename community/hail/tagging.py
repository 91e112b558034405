"""Tags that a hail could have: those of goods on shelves that stand in its text, or on goods that its words find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from community.calling.models import StoreTerm
from community.calling.terms import terms_of
from shop.catalog.models import Product

MOST = 6
# Words of the text that are looked up, rows of each, and goods whose tags are looked at.
WORDS, ROWS, GOODS = 24, 20, 60


def suggested_tags(text: str, *, without: Collection[str] = ()) -> list[str]:
    """Tags for a text, those that stand in it first, then those of most goods; `without` those chosen already.

    Only of goods that can be bought now. A query for each word, and two.
    """
    words = terms_of(text)[:WORDS]
    goods = _goods(words) if words else []
    if not goods:
        return []
    said, taken = text.casefold(), {name.casefold() for name in without}
    counted: Counter[str] = Counter()
    shelf: Any = Product.objects.published().filter(pk__in=goods)
    for product in shelf.prefetch_related("tags"):
        counted.update(tag.name for tag in product.tags.all() if tag.name.casefold() not in taken)
    standing = sorted(counted, key=lambda name: (name.casefold() not in said, -counted[name], -len(name), name))
    return standing[:MOST]


def _goods(words: Collection[str]) -> list[int]:
    """Products that the words find: by more of them first, and by rarer ones."""
    rows = StoreTerm.objects.callable().filter(
        source__in=(StoreTerm.Source.TAG, StoreTerm.Source.NAME), product__isnull=False
    )
    says: Counter[int] = Counter()
    for word in words:
        # In the order of the index: of a word that many stores have only the first are read.
        found = rows.filter(term=word).order_by("-source", "store_id").values_list("product_id", flat=True)[:ROWS]
        says.update(dict.fromkeys(found, 1000 // max(1, len(found))))
    return [product for product, _weight in says.most_common(GOODS)]
