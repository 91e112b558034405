"""The storefront."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config.kit import cursors
from config.kit.policies import allow, anyone
from content.text.markdown import render_markdown
from shop.catalog.models import Product
from shop.stores.models import Store
from shop.stores.showing import qr_file, qr_inline, store_of, storefront

GOODS_A_PAGE = 24
POSTER_PICTURES = 4


@require_safe
@allow(anyone, store_of)
def goods(request: HttpRequest, store: Store) -> HttpResponse:
    """What the store sells, newest first."""
    shelf = Product.objects.published().filter(store=store).for_tiles()
    products, more = cursors.newest_page(shelf, request.GET.get("cursor"), GOODS_A_PAGE)
    context = storefront(request, store, section="goods")
    return render(request, "stores/goods.html", context | {"products": products, "next_cursor": more})


@require_safe
@allow(anyone, store_of)
def knows(request: HttpRequest, store: Store) -> HttpResponse:
    """What the seller knows: for whom each product is, for whom not, how to use it, compared with what."""
    products = Product.objects.published().filter(store=store).knowing().for_tiles()[:100]
    articles = store.owner.articles.published()[:20]
    context = storefront(request, store, section="knows")
    return render(request, "stores/knows.html", context | {"products": products, "articles": articles})


@require_safe
@allow(anyone, store_of)
def about(request: HttpRequest, store: Store) -> HttpResponse:
    """Whose store it is, its story, where it is and how goods leave it."""
    context = storefront(request, store, section="about")
    return render(request, "stores/about.html", context | {"story": render_markdown(store.story)})


@require_safe
@allow(anyone, store_of)
def share(request: HttpRequest, store: Store) -> HttpResponse:
    """The link, the device's share sheet, and a poster to print."""
    context = storefront(request, store, section="share")
    products = Product.objects.published().filter(store=store).for_tiles()[:POSTER_PICTURES]
    context |= {"qr": qr_inline(context["store_url"]), "products": products, "is_new": "new" in request.GET}
    return render(request, "stores/share.html", context)


@require_safe
@allow(anyone, store_of)
@cache_control(max_age=3600)
def qr(request: HttpRequest, store: Store) -> HttpResponse:
    """The store's address as a QR code, as a file."""
    address = request.build_absolute_uri(store.get_absolute_url())
    response = HttpResponse(qr_file(address), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{store.slug}.svg"'
    return response
