"""What pages of reviews say of themselves outside: where they are. No verdict is told to search engines, which would
make stars of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from config.kit.outlines import PRIVATE, Context, Outline, outline
from shop.catalog.models import Product
from shop.stores.outlines import is_public


@outline("product_reviews")
def product_reviews_outline(context: Context) -> Outline | None:
    product: Product | None = context.get("product")
    if product is None:
        return None
    store = product.store
    if product.state != Product.State.PUBLISHED or not is_public(store):
        return PRIVATE
    trail = [
        (_("Stores"), "/stores/"),
        (store.name, store.get_absolute_url()),
        (product.name, product.get_absolute_url()),
        (_("Word of mouth"), reverse("product_reviews", args=[store.slug, product.slug])),
    ]
    return Outline(trail=trail)
