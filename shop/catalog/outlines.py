"""What a product's page says of itself outside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from config.kit.outlines import PRIVATE, Context, Data, Outline, absolute, outline
from content.text.markdown import plain_text
from shop.catalog.models import Product, Variant
from shop.stores.outlines import is_public, store_thing


@outline("product")
def product_outline(context: Context) -> Outline | None:
    """A product on the shelf of an open store, and what it costs."""
    product: Product | None = context.get("product")
    if product is None:
        return None
    if product.state != Product.State.PUBLISHED or not is_public(product.store):
        return PRIVATE
    price = product.price_from
    properties = []
    if price is not None:
        properties = [("product:price:amount", str(price.major)), ("product:price:currency", price.currency)]
    store, url = product.store, product.get_absolute_url()
    trail = [(_("Stores"), "/stores/"), (store.name, store.get_absolute_url()), (product.name, url)]
    return Outline(kind="product", data=[_thing(product)], trail=trail, properties=properties)


def _thing(product: Product) -> Data:
    url = absolute(product.get_absolute_url())
    return {
        "@type": "Product",
        "@id": url,
        "name": product.name,
        "url": url,
        "description": plain_text(product.description) or product.store.tagline,
        "image": [absolute(hung.picture.url(1280)) for hung in product.pictures.all()],
        "brand": {"@type": "Brand", "name": product.store.name},
        "offers": [_offer(product, variant) for variant in product.active_variants],
    }


def _offer(product: Product, variant: Variant) -> Data:
    offer = {
        "@type": "Offer",
        "url": absolute(product.get_absolute_url()),
        "price": str(variant.money.major),
        "priceCurrency": variant.money.currency,
        "availability": f"https://schema.org/{'OutOfStock' if variant.is_sold_out else 'InStock'}",
        "seller": store_thing(product.store),
    }
    return offer | ({"name": variant.name} if variant.name else {})
