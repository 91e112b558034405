"""Looking around: stores, what is near, and the search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.discovery import whereabouts
from community.discovery.asking import normalised
from community.discovery.nearby import CHOICES, UnknownPlace, chosen_distance, find_place, near_cards, place_names
from community.discovery.rings import rings
from community.discovery.searching import search as find
from community.discovery.stores import busiest_tags, stores_page
from config.kit.http import read_or_send, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say


@require_safe
@allow(anyone)
def stores(request: HttpRequest) -> HttpResponse:
    """Open stores, those whom the reader may trust most first, perhaps only those with goods of one kind."""
    tag = normalised(request.GET.get("tag", ""))
    page = stores_page(request.user, tag=tag, cursor=request.GET.get("cursor"))
    return render(request, "discovery/stores.html", {"page": page, "tag": tag})


@never_cache
@read_or_send
@allow(anyone)
def near(request: HttpRequest) -> HttpResponse:
    """Stores around where the reader says to be.

    The place travels in the body of a form and stays in the session: not in an address, a log or a table of ours.
    """
    if request.method == "POST":
        return _say_where(request)
    return _near(request, request.GET.get("within"))


def _say_where(request: HttpRequest) -> HttpResponse:
    within = request.POST.get("within", "")
    try:
        here = find_place(request.user, request.POST.get("at", ""))
    except UnknownPlace as error:
        return _near(request, within, typed=request.POST.get("at", "")[:80], error=str(error))
    whereabouts.keep(request.session, here, chosen_distance(within))
    return see_other("near_posts" if request.POST.get("said") else "near")


def _near(request: HttpRequest, within: str | None, typed: str = "", error: str = "") -> HttpResponse:
    metres = chosen_distance(within) if within else whereabouts.within_of(request.session)
    here = whereabouts.here_of(request.session)
    context: dict[str, Any] = {"choices": CHOICES, "metres": metres, "here": here, "typed": typed, "error": error}
    context["names"] = place_names(request.user)
    if here and not error:
        context["cards"] = near_cards(request.user, here.place, metres)
        context["rings"] = rings(here.place, metres, context["cards"])
    return render(request, "discovery/near.html", context, status=422 if error else 200)


@require_POST
@allow(anyone)
def forget(request: HttpRequest) -> HttpResponse:
    """Forget where the reader said to be."""
    whereabouts.forget(request.session)
    say(request, _("Your place is forgotten."))
    return see_other("near")


@require_safe
@allow(anyone)
def search(request: HttpRequest) -> HttpResponse:
    """Stores, goods, people, picks and groups by words."""
    asked, kind = normalised(request.GET.get("q", "")), request.GET.get("kind", "")
    found = find(request.user, asked, kind=kind)
    context = {"asked": asked, "kind": kind, "found": found, "tags": [] if asked else list(busiest_tags(request.user))}
    return render(request, "discovery/search.html", context)
