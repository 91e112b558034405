"""Follow, unfollow, silence and hear again: one tap each, and one tap back."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.channels import following, silencing
from community.channels.channels import channel_key
from community.channels.models import Channel
from community.channels.showing import relation, seen_channel
from config.kit.http import back_to
from config.kit.policies import allow, signed_in
from config.kit.toasts import say

SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}


@require_POST
@allow(signed_in)
def follow(request: HttpRequest) -> HttpResponse:
    channel = named_channel(request)
    following.follow(request.user, channel=channel)
    return answer(request, channel, _("You follow %(name)s."), undo="unfollow")


@require_POST
@allow(signed_in)
def unfollow(request: HttpRequest) -> HttpResponse:
    channel = named_channel(request)
    following.unfollow(request.user, channel=channel)
    return answer(request, channel, _("You no longer follow %(name)s."), undo="follow")


@require_POST
@allow(signed_in)
def mute(request: HttpRequest) -> HttpResponse:
    """For good, or for the span that `for` names."""
    channel = named_channel(request)
    span = SPANS.get(request.GET.get("for", ""))
    silencing.mute(request.user, channel=channel, until=timezone.now() + span if span else None)
    return answer(request, channel, _("%(name)s is silent on your home page now."), undo="unmute")


@require_POST
@allow(signed_in)
def unmute(request: HttpRequest) -> HttpResponse:
    channel = named_channel(request)
    silencing.unmute(request.user, channel=channel)
    return answer(request, channel, _("%(name)s is back on your home page."), undo="mute")


@require_POST
@allow(signed_in)
def set_level(request: HttpRequest) -> HttpResponse:
    """Which posts of the channel one is told of: the field `level`."""
    channel = named_channel(request)
    silencing.set_level(request.user, channel=channel, level=request.POST.get("level", ""))
    return answer(request, channel, _("Saved."))


def named_channel(request: HttpRequest) -> Channel:
    """The channel that the form's `channel` names or, for an undo, the address. Raises Http404."""
    key = request.POST.get("channel") or request.GET.get("channel", "")
    return seen_channel(request.user, key)


def answer(request: HttpRequest, channel: Channel, said: str, undo: str = "") -> HttpResponse:
    """Say what was done and how to take it back; htmx gets the buttons as they are now, all others their page."""
    back = f"{reverse(undo)}?{urlencode({'channel': channel_key(channel.subject)})}" if undo else ""
    say(request, said % {"name": channel.subject}, undo=back)
    if request.headers.get("HX-Request"):
        return render(request, "channels/answer.html", {"relation": relation(request.user, channel.subject)})
    return back_to(request, channel)
