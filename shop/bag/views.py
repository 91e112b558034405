"""The bag's page and the buttons on it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config.kit.errors import DomainError
from config.kit.http import HttpResponseSeeOther, back_to, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say
from shop.bag.filling import put_in, set_quantity
from shop.bag.forms import PutForm, read, variant_of
from shop.bag.models import Bag
from shop.bag.reading import contents_of
from shop.bag.selling import MOST
from shop.bag.session import bag_for, own_bag
from shop.catalog.models import Variant


@require_GET
@allow(anyone)
def bag(request: HttpRequest) -> HttpResponse:
    """What one means to buy, by store."""
    return render(request, "bag/bag.html", {"contents": contents_of(bag_for(request))})


@require_POST
@allow(anyone)
def bag_put(request: HttpRequest) -> HttpResponse:
    """Put something in the bag, or with `then=checkout` go and buy it at once, past the bag."""
    asked = read(PutForm(request.POST))
    variant, quantity = variant_of(request.user, asked["variant"]), asked["quantity"] or 1
    if asked["then"] == "checkout":
        query = urlencode({"variant": variant.reference, "quantity": quantity})
        return HttpResponseSeeOther(f"{reverse('checkout')}?{query}")
    bag = own_bag(request)
    before = _held(bag, variant)
    put_in(bag, variant=variant, quantity=quantity)
    say(request, _("It is in the bag."), undo=reverse("bag_undo", args=[variant.reference, before]))
    return back_to(request, "bag") if request.POST.get("next") else see_other("bag")


@require_POST
@allow(anyone)
def bag_set(request: HttpRequest) -> HttpResponse:
    """Have as many as `quantity` says of a line; 0 takes it out, with the way back."""
    asked = read(PutForm(request.POST))
    bag, quantity = bag_for(request), asked["quantity"] or 0
    line = bag and bag.lines.filter(variant__reference=asked["variant"]).select_related("variant__product").first()
    if bag and line:
        try:
            set_quantity(bag, variant=line.variant, quantity=quantity)
        except DomainError as error:
            say(request, str(error))
        else:
            if not quantity:
                undo = reverse("bag_undo", args=[line.variant.reference, line.quantity])
                say(request, _("“%(name)s” is out of the bag.") % {"name": line.variant}, undo=undo)
    return _changed(request, bag)


@require_POST
@allow(anyone)
def bag_undo(request: HttpRequest, reference: str, quantity: int) -> HttpResponse:
    """Take back the last change: have as many of the variant as there were."""
    bag = own_bag(request) if quantity else bag_for(request)
    if bag:
        # What is taken out may be something that can no longer be seen.
        variant = variant_of(request.user, reference) if quantity else get_object_or_404(Variant, reference=reference)
        set_quantity(bag, variant=variant, quantity=min(quantity, MOST))
    return back_to(request, "bag")


def _changed(request: HttpRequest, bag: Bag | None) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "bag/changed.html", {"contents": contents_of(bag)})
    return see_other("bag")


def _held(bag: Bag, variant: Variant) -> int:
    line = bag.lines.filter(variant=variant).first()
    return line.quantity if line else 0
