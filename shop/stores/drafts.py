"""Drafts of stores: what was typed is kept as it was typed, right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.lines import one_line
from config.kit.money import parse_money
from content.pictures.models import Picture
from shop.catalog.wording import NAME_LENGTH as PRODUCT_NAME_LENGTH
from shop.stores.models import StoreDraft

# As long as the browser remembers its draft.
KEPT = timedelta(days=90)
CHUNK = 100
WORDS = ("product_name", "price", "store_name", "place_name", "contact")


def save_draft(person: Any, *, draft: StoreDraft | None, picture: Picture | None = None, **typed: Any) -> StoreDraft:
    """Keep what was typed in `draft`, or in a new one. Unknown names are left out, words cut to what a column holds.

    `typed` has any of WORDS, and `lat` and `lon` together in micro-degrees or None. `picture` stays if None is given.
    """
    draft = draft or StoreDraft()
    if person.is_authenticated:
        draft.person = person
    for name in WORDS:
        if name in typed:
            most = StoreDraft._meta.get_field(name).max_length
            setattr(draft, name, str(typed[name]).replace("\x00", "")[:most])
    if "lat" in typed and "lon" in typed:
        draft.lat, draft.lon = typed["lat"], typed["lon"]
    replaced = draft.picture if picture is not None else None
    if picture is not None:
        draft.picture = picture
    draft.save()
    if replaced is not None and replaced != picture and replaced.owner_id is None:
        replaced.delete()
    return draft


def forget_old_drafts() -> int:
    """Delete drafts that nobody came back to, with the photos of guests in them. Returns how many, CHUNK at most."""
    old = StoreDraft.objects.filter(store=None, updated_at__lt=timezone.now() - KEPT).order_by("pk")
    drafts = list(old.select_related("picture")[:CHUNK])
    for draft in drafts:
        draft.delete()
        if draft.picture is not None and draft.picture.owner_id is None:
            draft.picture.delete()
    return len(drafts)


def find_draft(reference: str) -> StoreDraft | None:
    """The draft of that reference, finished or not. Whoever holds the reference may write in it."""
    if "\x00" in reference:
        return None
    return StoreDraft.objects.select_related("picture", "store").filter(reference=reference).first()


def faults(draft: StoreDraft, step: int) -> list[Invalid]:
    """What is still wrong on step 1 (goods) or 2 (store); nothing for the others, whose words others judge."""
    found = []
    for check in _CHECKS.get(step, ()):
        try:
            check(draft)
        except Invalid as error:
            found.append(error)
    return found


def first_unfinished_step(draft: StoreDraft | None) -> int:
    """1, 2, or 3 where goods and store are as they must be."""
    if draft is None:
        return 1
    return next((step for step in _CHECKS if faults(draft, step)), 3)


def _price(draft: StoreDraft) -> None:
    if not parse_money(draft.price, settings.CURRENCY).minor:
        raise Invalid(_("Please give a price above 0."), field="price", code="price_zero")


_CHECKS: dict[int, tuple[Callable[[StoreDraft], Any], ...]] = {
    1: (
        lambda draft: one_line(draft.product_name, field="product_name", most=PRODUCT_NAME_LENGTH),
        _price,
    ),
    2: (
        lambda draft: one_line(draft.store_name, field="store_name", most=40),
        lambda draft: one_line(draft.place_name, field="place_name", most=60, required=False),
    ),
}
