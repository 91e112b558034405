"""What a guest bought from this browser: their session remembers the references of the purchases."""

from __future__ import annotations

from django.http import HttpRequest

from shop.checkout.models import Purchase

KEY = "purchases"
MOST = 20


def remember(request: HttpRequest, purchase: Purchase) -> None:
    """Keep a guest's purchase within reach of this browser."""
    known = [reference for reference in request.session.get(KEY, []) if reference != purchase.reference]
    request.session[KEY] = [purchase.reference, *known][:MOST]


def remembered(request: HttpRequest) -> list[str]:
    """The references, the newest first."""
    return list(request.session.get(KEY, []))
