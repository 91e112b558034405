"""Whom to follow, from where the reader stands; each waved off in one tap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.channels.views import named_channel
from community.suggestions.dismissing import recall, wave_off
from community.suggestions.suggesting import suggestions
from config.kit.http import see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


@never_cache
@require_safe
@allow(signed_in)
def whom_to_follow(request: HttpRequest) -> HttpResponse:
    """People, lists of picks and stores, each with the path that leads to it."""
    return render(request, "suggestions/page.html", {"found": suggestions(request.user)})


@require_POST
@allow(signed_in)
def dismiss(request: HttpRequest) -> HttpResponse:
    """The form's `channel` is not suggested again."""
    channel = named_channel(request)
    wave_off(request.user, channel=channel)
    back = f"{reverse('suggestion_recall')}?channel={request.POST.get('channel') or request.GET.get('channel', '')}"
    say(request, _("%(name)s is not suggested to you any more.") % {"name": channel.subject}, undo=back)
    if request.headers.get("HX-Request"):
        return render(request, "suggestions/gone.html")
    return see_other("whom_to_follow")


@require_POST
@allow(signed_in)
def take_back(request: HttpRequest) -> HttpResponse:
    channel = named_channel(request)
    recall(request.user, channel=channel)
    say(request, _("%(name)s may be suggested to you again.") % {"name": channel.subject})
    return see_other("whom_to_follow")
