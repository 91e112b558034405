"""What reaches one: which kinds of notifications, and from which sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.notifications.matrix import matrix, wanted_in
from community.notifications.preferring import prefer_all
from community.notifications.sources import sources_page
from config.kit.http import see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allow(signed_in)
def notifications(request: HttpRequest) -> HttpResponse:
    """Each kind of notification by each medium, on or off."""
    if request.method == "POST":
        prefer_all(request.user, wanted=wanted_in(request.POST, request.user))
        say(request, _("Saved."))
        return see_other("settings_notifications")
    return render(request, "notifications/settings.html", {"sections": matrix(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD"])
@allow(signed_in)
def sources(request: HttpRequest) -> HttpResponse:
    """Groups one is in, stores and people one follows: how loud each of them is."""
    page = sources_page(request.user, cursor=request.GET.get("cursor"))
    return render(request, "notifications/sources.html", {"page": page})
