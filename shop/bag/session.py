"""Whose bag a request is about: the person's own, or the guest's whose reference the session remembers."""

from __future__ import annotations

from django.http import HttpRequest

from shop.bag.filling import bag_of
from shop.bag.models import Bag

KEY = "bag"


def remembered(request: HttpRequest) -> str:
    """The reference of the guest's bag; "" if none."""
    return str(request.session.get(KEY, ""))


def forget(request: HttpRequest) -> None:
    """From now on this session has no guest's bag."""
    request.session.pop(KEY, None)


def bag_for(request: HttpRequest) -> Bag | None:
    """The bag of whoever asks; None where they have none yet."""
    return bag_of(request.user, remembered(request))


def own_bag(request: HttpRequest) -> Bag:
    """The same, made where there is none yet; a guest's is remembered in their session."""
    bag = bag_of(request.user, remembered(request), create=True)
    if bag.person_id is None and remembered(request) != bag.reference:
        request.session[KEY] = bag.reference
    return bag
