"""One's hails, one of them with what was answered, and what one does about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.calling.waves import call_more
from community.hail import policies, wording
from community.hail.asking import only_called, read_by
from community.hail.ending import wave_off
from community.hail.models import Hail
from community.hail.showing import hail_list, own_hail
from community.hail.views import seconding
from community.hail.widening import widen
from community.offers.showing import hail_shown
from config.kit.http import see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say

# With fewer there is nothing to compare.
COMPARED = 2


@never_cache
@require_safe
@allow(signed_in)
def mine(request: HttpRequest) -> HttpResponse:
    """What one hailed for: what stands first, then what is over."""
    return render(request, "hail/mine.html", {"page": hail_list(request.user, request.GET.get("cursor"))})


@never_cache
@require_safe
@allow(policies.can_see, read_by)
def hail(request: HttpRequest, hail: Hail) -> HttpResponse:
    """A hail: with its answers for its hailer; its own words, and nothing of who hails, for whoever reads it."""
    if not policies.is_hailer(request.user, hail):
        return see_other(called) if (called := only_called(request.user, hail)) else seconding.read(request, hail)
    shown = hail_shown(hail, request.user)
    context: dict[str, Any] = {
        "shown": shown,
        "hail": hail,
        "asked": wording.asked(hail, shown.groups),
        "left": wording.left(hail.expires_at),
        "wider": [(choice, wording.wider_words(choice)) for choice in shown.wider],
        "compares": request.GET.get("view") == "compare" and len(shown.offers) >= COMPARED,
    }
    return render(request, "hail/hail.html", context)


@require_POST
@allow(policies.is_hailer, own_hail)
def off(request: HttpRequest, hail: Hail) -> HttpResponse:
    """Nobody is needed any more. The page then says so, and offers to hail again."""
    wave_off(request.user, hail=hail)
    return see_other(hail)


@require_POST
@allow(policies.is_hailer, own_hail)
def wide(request: HttpRequest, hail: Hail) -> HttpResponse:
    """Let `audience` answer too."""
    radius = request.POST.get("radius", "")
    metres = int(radius) if radius.isascii() and radius.isdigit() and len(radius) < 7 else None
    widen(request.user, hail=hail, audience=request.POST.get("audience", ""), radius=metres)
    say(request, _("More people are asked now."))
    return see_other(hail)


@require_POST
@allow(policies.is_hailer, own_hail)
def more(request: HttpRequest, hail: Hail) -> HttpResponse:
    """Have the next ones called."""
    call_more(request.user, hail=hail)
    say(request, _("The next ones are being called."))
    return see_other(hail)
