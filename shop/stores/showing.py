"""What every page of a storefront shows: the store's head, its sections, how to share it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString, mark_safe

from content.text.markdown import plain_text
from shop.catalog.models import Product
from shop.stores.models import Store
from shop.stores.places import store_actions, store_header
from shop.stores.policies import can_edit_store, owns_store


def store_of(person: Any, slug: str) -> Store:
    """The store at that address, if the person may see it. Raises Http404."""
    seen = Store.objects.visible_to(person).select_related("owner", "owner__photo", "photo")
    return get_object_or_404(seen, slug=slug)


def storefront(request: HttpRequest, store: Store, *, section: str) -> dict[str, Any]:
    """Context of `stores/frame.html`. `section` is "goods", "news", "reviews", "knows" or "about".

    Five queries at most.
    """
    viewer = request.user
    return {
        "store": store,
        "section": section,
        "is_owner": owns_store(viewer, store),
        "can_edit": can_edit_store(viewer, store),
        "goods_count": Product.objects.published().filter(store=store).count(),
        "store_actions": store_actions.one(store, viewer),
        "store_header": store_header.one(store, viewer),
        "store_url": request.build_absolute_uri(store.get_absolute_url()),
        **sharing(request, store.name, store.tagline or plain_text(store.story), store.photo),
    }


def sharing(request: HttpRequest, title: str, description: str, picture: Any) -> dict[str, Any]:
    """What chats and search engines show of a page."""
    return {
        "og_title": title,
        "description": description,
        "og_image": request.build_absolute_uri(picture.url(640)) if picture else "",
    }


def qr_file(address: str) -> bytes:
    """The address as a QR code: an SVG file."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=10, border=4, light="#fff", dark="#000")
    return out.getvalue()


def qr_inline(address: str) -> SafeString:
    """The address as a QR code: an `<svg>` for a page, as large as its place."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, border=2, light="#fff", dark="#000", svgclass=None, lineclass=None))
