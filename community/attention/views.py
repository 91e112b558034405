"""How much one may say today and why, and every other limit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.attention import showing
from community.attention.allowances import NEWCOMER
from community.attention.growing import KEPT_TO, growth_of
from community.channels.channels import channel_of
from community.channels.models import Channel
from community.channels.showing import readable_channel
from config.kit.errors import NotAllowed
from config.kit.policies import allow, signed_in


def asked(request: HttpRequest) -> Channel:
    """The channel that `channel` names, one's own without it. Raises Http404, NotAllowed."""
    key = request.GET.get("channel", "")
    channel = readable_channel(request.user, key) if key else channel_of(request.user)
    if not showing.has_budget(request.user, channel):
        raise NotAllowed
    return channel


@never_cache
@require_safe
@allow(signed_in)
def budget(request: HttpRequest) -> HttpResponse:
    """Today's budget in a channel, step by step, and how one's words were received there."""
    return render(request, "attention/budget.html", showing.budget_shown(request.user, asked(request)))


@never_cache
@require_safe
@allow(signed_in)
def line(request: HttpRequest) -> HttpResponse:
    """The same in a line under a composer, with a sheet that explains; fetched when one begins to write."""
    context = showing.budget_shown(request.user, asked(request))
    # Whoever comes here without a script wants the page.
    template = "attention/line.html" if request.headers.get("HX-Request") else "attention/budget.html"
    return render(request, template, context)


@never_cache
@require_safe
@allow(signed_in)
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit: what it is, how much is left, why, when it begins anew, and what would raise it."""
    growth = growth_of(request.user)
    context = {"standings": showing.standings(request.user, growth), "growth": growth, "kept_to": KEPT_TO}
    return render(request, "attention/limits.html", context | {"days": NEWCOMER.days})
