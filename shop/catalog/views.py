"""A product's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from config.kit.policies import allow, anyone
from content.text.markdown import plain_text, render_markdown
from shop.catalog.models import Product, Variant
from shop.catalog.places import product_trust
from shop.catalog.policies import can_edit_product
from shop.reviews.showing import word_of_mouth
from shop.stores.showing import sharing

MORE = 4


def product_of(person: Any, store: str, product: str) -> Product:
    """The product at that address, if the person may see it. Raises Http404."""
    seen = Product.objects.visible_to(person).for_tiles().select_related("store__owner__photo", "store__photo")
    return get_object_or_404(seen, store__slug=store, slug=product)


@require_safe
@allow(anyone, product_of)
def product(request: HttpRequest, product: Product) -> HttpResponse:
    """What it is, what it costs, why one may trust it, what its seller knows; and buying it."""
    store = product.store
    choices = product.active_variants
    others = Product.objects.published().filter(store=store).exclude(pk=product.pk).for_tiles()[:MORE]
    picture = product.picture
    context = {
        "product": product,
        "store": store,
        "choices": choices,
        "chosen": chosen(choices, request.GET.get("variant", "")),
        "pictures": [hung.picture for hung in product.pictures.all()],
        "description_html": render_markdown(product.description),
        "tags": product.tags.all(),
        "trust": product_trust.one(product, request.user),
        "said": word_of_mouth(request.user, product),
        "others": others,
        "can_edit": can_edit_product(request.user, product),
        "is_for_sale": store.is_open and product.state == Product.State.PUBLISHED and not product.is_sold_out,
        "product_url": request.build_absolute_uri(product.get_absolute_url()),
        **sharing(request, product.name, plain_text(product.description) or store.tagline, picture),
    }
    return render(request, "catalog/product.html", context)


def chosen(choices: list[Variant], reference: str) -> Variant | None:
    """The choice that was asked for, else the first that can be bought, else the first."""
    asked = next((choice for choice in choices if choice.reference == reference), None)
    buyable = next((choice for choice in choices if choice.stock.can_sell(1)), None)
    return asked or buyable or next(iter(choices), None)
