"""Orders on the seller's desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from config.kit.policies import allow
from shop.desk.frame import desk_frame
from shop.orders import policies
from shop.orders.listing import sellers_page
from shop.orders.models import Order


@never_cache
@require_GET
@allow(policies.can_sell)
def desk_orders(request: HttpRequest) -> HttpResponse:
    """What was bought from the store that one is at (`store`, or the newest): first what is to be shipped."""
    frame = desk_frame(request.user, tab="orders", slug=request.GET.get("store", ""))
    sold = Order.objects.sold_by(request.user).filter(store=frame["desk"].store)
    page = sellers_page(sold, tab=request.GET.get("tab", ""), cursor=request.GET.get("cursor"))
    return render(request, "orders/desk_orders.html", {"page": page, **frame})
