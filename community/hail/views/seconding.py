"""A hail as the members of its groups read it, and their "me too"."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.groupbuys.showing import open_in
from community.groups.models import Group
from community.groups.policies import is_member
from community.groups.showing import front, group_of
from community.groups.views.front import frame
from community.hail import asking, policies
from community.hail.models import Hail
from community.hail.seconding import second, unsecond
from config.kit.http import back_to
from config.kit.policies import allow
from config.kit.toasts import say


@never_cache
@require_safe
@allow(is_member, group_of)
def group_needs(request: HttpRequest, group: Group) -> HttpResponse:
    """What the group's members need now."""
    needs, cursor = asking.needs_page(request.user, group, request.GET.get("cursor"))
    buys = [] if request.GET.get("cursor") else open_in(request.user, group)
    context = frame(request, front(request.user, group), section="needs")
    context |= {"needs": needs, "cursor": cursor, "buys": buys}
    return render(request, "hail/needs.html", context)


def read(request: HttpRequest, hail: Hail) -> HttpResponse:
    """The page of a hail for whoever may read it and did not hail. Raises Http404."""
    hail = asking.read_by(request.user, hail.reference)
    groups = asking.groups_of(request.user, hail) if hail.is_open else []
    context = {
        "need": asking.asked_of(request.user, hail),
        "groups": groups,
        "can_second": bool(groups),
        "back": reverse("group_needs", args=[groups[0].slug]) if groups else "/",
    }
    return render(request, "hail/read.html", context)


@require_POST
@allow(policies.can_second, asking.seen_in_group)
def me_too(request: HttpRequest, hail: Hail) -> HttpResponse:
    """Want it too: `quantity` pieces, one where nothing is said. Again changes how many."""
    said = request.POST.get("quantity", "") or "1"
    second(request.user, hail=hail, quantity=int(said) if re.fullmatch(r"\d{1,6}", said, re.ASCII) else 0)
    undo = reverse("hail_unsecond", args=[hail.reference])
    say(request, _("You want it too. Whoever asked learns how many do, and not who."), undo=undo)
    return back_to(request, hail)


@require_POST
@allow(policies.can_second, asking.seen_in_group)
def me_no_more(request: HttpRequest, hail: Hail) -> HttpResponse:
    unsecond(request.user, hail=hail)
    say(request, _("You do not want it any more."), undo=reverse("hail_second", args=[hail.reference]))
    return back_to(request, hail)
