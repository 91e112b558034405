"""Counting all that a store has, on one page."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.kit import toasts
from config.kit.http import read_or_send, see_other
from config.kit.policies import allow
from shop.catalog.models import Variant
from shop.desk.figures import LOW, low_variants
from shop.desk.frame import desk_frame
from shop.stock.counting import MAX_STOCK, count
from shop.stores.models import Store
from shop.stores.policies import can_edit_store
from shop.stores.showing import store_of

ROWS = 200


class CountForm(forms.Form):
    """How many there are of one choice; empty for what is made to order."""

    available = forms.IntegerField(
        min_value=0,
        max_value=MAX_STOCK,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    was = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(self, data: dict[str, str] | None, *, variant: Variant):
        self.variant = variant
        now = str(variant.stock.available) if variant.stock.is_tracked else ""
        super().__init__(data, prefix=variant.reference, initial={"available": now, "was": now})
        name = f"{variant.product.name} {variant.name}".strip()
        attrs = {"aria-label": _("How many of %(name)s") % {"name": name}, "placeholder": _("no limit")}
        self.fields["available"].widget.attrs |= attrs

    @property
    def is_changed(self) -> bool:
        available = self.cleaned_data["available"]
        return ("" if available is None else str(available)) != self.cleaned_data["was"]


@read_or_send
@allow(can_edit_store, store_of)
def stock(request: HttpRequest, store: Store) -> HttpResponse:
    """Every choice that is offered, with how many there are; with `low`, only those that run out."""
    only_low = "low" in request.GET
    variants = low_variants(store) if only_low else Variant.objects.active().filter(product__store=store)
    rows = variants.select_related("product__store", "stock").order_by("-product_id", "position", "pk")[:ROWS]
    data = request.POST if request.method == "POST" else None
    counts = [CountForm(data if _is_sent(data, variant) else None, variant=variant) for variant in rows]
    if data is not None and all(form.is_valid() for form in counts if form.is_bound):
        return _counted(request, store, [form for form in counts if form.is_bound and form.is_changed])
    status = 422 if any(form.errors for form in counts) else 200
    frame = desk_frame(request.user, tab="stock", store=store)
    context = {"counts": counts, "only_low": only_low, "low": LOW, "store": store}
    return render(request, "desk/stock.html", frame | context, status=status)


def _is_sent(data: dict[str, str] | None, variant: Variant) -> bool:
    return data is not None and f"{variant.reference}-available" in data


def _counted(request: HttpRequest, store: Store, changed: list[CountForm]) -> HttpResponse:
    with transaction.atomic():
        for form in changed:
            count(request.user, item=form.variant.stock, available=form.cleaned_data["available"])
    said = ngettext("%(count)d count kept.", "%(count)d counts kept.", len(changed)) % {"count": len(changed)}
    toasts.say(request, said if changed else _("Nothing had changed."))
    return see_other(request.get_full_path())
