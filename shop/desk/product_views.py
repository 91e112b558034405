"""Writing a product at the desk, and moving it on and off the shelf."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.kit import toasts
from config.kit.http import back_to, idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.references import new_reference
from shop.catalog.editing import edit_product
from shop.catalog.models import Product
from shop.catalog.policies import can_add_product, can_edit_product, can_take_off_shelf
from shop.catalog.publishing import add_product, put_on_shelf, take_off_shelf
from shop.catalog.views import product_of
from shop.desk.frame import desk_frame
from shop.desk.sheet import Sheet
from shop.stores.models import Store
from shop.stores.showing import store_of


@read_or_send
@allow(can_add_product, store_of)
def new(request: HttpRequest, store: Store) -> HttpResponse:
    """Add a product."""
    if request.method != "POST":
        return _sheet(request, store, Sheet.blank(store))
    sheet = Sheet.sent(request, store)
    if not sheet.rearranged(request) and sheet.is_valid():
        with refusals_to(sheet.form):
            publish = request.POST.get("shelf") != "off"
            given = sheet.arguments() | {"publish": publish, "idempotency_key": idempotency_key(request)}
            product = add_product(request.user, store=store, **given)
            toasts.say(request, _("It is on the shelf.") if publish else _("Kept. Only you can see it."))
            return see_other(product if publish else reverse("desk_products", args=[store.slug]))
    return _sheet(request, store, sheet)


@read_or_send
@allow(can_edit_product, product_of)
def edit(request: HttpRequest, product: Product) -> HttpResponse:
    """Change a product."""
    store = product.store
    if request.method != "POST":
        return _sheet(request, store, Sheet.of(product), product=product)
    sheet = Sheet.sent(request, store)
    if not sheet.rearranged(request) and sheet.is_valid():
        with refusals_to(sheet.form):
            edit_product(request.user, product=product, **sheet.arguments())
            toasts.say(request, _("Saved."))
            return see_other(reverse("desk_products", args=[store.slug]))
    return _sheet(request, store, sheet, product=product)


def _sheet(request: HttpRequest, store: Store, sheet: Sheet, **extra: Any) -> HttpResponse:
    is_wrong = sheet.form.errors or sheet.photo_errors or any(row.errors for row in sheet.choices)
    frame = desk_frame(request.user, tab="products", store=store)
    context = frame | {"sheet": sheet, "key": idempotency_key(request) or new_reference()} | extra
    return render(request, "desk/product.html", context, status=422 if is_wrong else 200)


@require_POST
@allow(can_edit_product, product_of)
def shelve(request: HttpRequest, product: Product) -> HttpResponse:
    """Put the product on the shelf."""
    put_on_shelf(request.user, product=product)
    toasts.say(request, _("It is on the shelf."), undo=_way("desk_unshelve", product))
    return back_to(request, reverse("desk_products", args=[product.store.slug]))


@require_POST
@allow(can_take_off_shelf, product_of)
def unshelve(request: HttpRequest, product: Product) -> HttpResponse:
    """Take the product off the shelf."""
    take_off_shelf(request.user, product=product)
    toasts.say(request, _("It is off the shelf."), undo=_way("desk_shelve", product))
    return back_to(request, reverse("desk_products", args=[product.store.slug]))


def _way(name: str, product: Product) -> str:
    return reverse(name, args=[product.store.slug, product.slug])
