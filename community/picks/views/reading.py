"""Lists of picks, as their readers see them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe

from community.channels.showing import relation
from community.people.models import Person
from community.picks import showing
from community.picks.models import PickList
from community.picks.policies import can_edit_list, can_pick, owns_list
from config.kit.policies import allow, anyone
from shop.stores.showing import qr_file, qr_inline, sharing


@require_safe
@allow(anyone, showing.person_of)
def person_picks(request: HttpRequest, person: Person) -> HttpResponse:
    """All lists of a person; to oneself also what counts against one's word."""
    is_me = request.user == person
    line = _("Stores and goods that %(name)s chose, and why") % {"name": person}
    context = {
        "person": person,
        "lists": showing.lists_of(person, request.user),
        "is_me": is_me,
        "can_pick": is_me and can_pick(request.user),
        "against": showing.counted_against(person) if is_me else [],
        **sharing(request, _("Picks of %(name)s") % {"name": person}, line, person.photo),
    }
    return render(request, "picks/person.html", context)


def list_context(request: HttpRequest, picks: PickList) -> dict[str, Any]:
    """What every page of a list shows around itself."""
    address = request.build_absolute_uri(picks.get_absolute_url())
    line = picks.about or _("%(topic)s, chosen by %(name)s") % {"topic": picks.topic, "name": picks.person}
    return {
        "picks": picks,
        "person": picks.person,
        "list_url": address,
        "line": line,
        "is_mine": owns_list(request.user, picks),
    }


@require_safe
@allow(anyone, showing.list_of)
def pick_list(request: HttpRequest, picks: PickList) -> HttpResponse:
    """What stands on the list, and why."""
    things, context = showing.picked_on(picks, request.user), list_context(request, picks)
    pictures = [thing.picture for thing in things if thing.picture and not thing.is_off]
    context |= {
        "things": things,
        "relation": relation(request.user, picks),
        "can_edit": context["is_mine"] and can_edit_list(request.user, picks),
        **sharing(request, f"{picks.title} · {picks.person}", context["line"], next(iter(pictures), None)),
    }
    return render(request, "picks/list.html", context)


@require_safe
@allow(anyone, showing.list_of)
def share(request: HttpRequest, picks: PickList) -> HttpResponse:
    """The link, the device's share sheet, and a poster to print."""
    context = list_context(request, picks)
    context |= {
        "qr": qr_inline(context["list_url"]),
        "front": next(iter(showing.fronts(PickList.objects.filter(pk=picks.pk), request.user))),
        **sharing(request, f"{picks.title} · {picks.person}", context["line"], None),
    }
    return render(request, "picks/share.html", context)


@require_GET
@allow(anyone, showing.list_of)
@cache_control(max_age=3600)
def qr(request: HttpRequest, picks: PickList) -> HttpResponse:
    """The list's address as a QR code, as a file."""
    address = request.build_absolute_uri(picks.get_absolute_url())
    return HttpResponse(qr_file(address), content_type="image/svg+xml")
