"""Which hosts no card is made of: rooms above say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from content.cards.models import OutsidePage
from content.pictures.models import Picture

Refusal = Callable[[str], bool]

_refusals: list[Refusal] = []


def refuses_host(refusal: Refusal) -> Refusal:
    """Register who refuses hosts: `refusal(host) -> bool`."""
    _refusals.append(refusal)
    return refusal


def is_refused(host: str) -> bool:
    return any(refusal(host) for refusal in _refusals)


def forget_host(host: str) -> int:
    """Forget what pages of `host`, and of hosts under it, said of themselves. How many there were."""
    pages = OutsidePage.objects.filter(Q(host=host) | Q(host__endswith=f".{host}"))
    Picture.objects.filter(pk__in=list(pages.exclude(picture=None).values_list("picture_id", flat=True))).delete()
    return pages.update(title="", description="", site_name="", final_url="", failure="blocked")


def forget_page(person: Any, *, page: OutsidePage, reason: str = "") -> None:
    """Forget what a page said of itself: its card shows the host alone. For operators."""
    Picture.objects.filter(outside_pages=page).delete()
    OutsidePage.objects.filter(pk=page.pk).update(title="", description="", site_name="", final_url="")
