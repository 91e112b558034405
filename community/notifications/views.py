"""The bell: its lines, its badge, marking read, turning kinds off."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from community.notifications.models import Kind, Medium, Notification
from community.notifications.off import read_off_token, turn
from community.notifications.pacing import rhythm_of
from community.notifications.policies import can_read
from community.notifications.preferring import prefer
from community.notifications.reading import bell_page, lines_of, mark_read, with_events
from config.kit.http import back_to, read_or_send, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say


def notification_of(person: Any, reference: str) -> Notification:
    """A line of the person's bell with what it speaks of. Raises Http404."""
    return get_object_or_404(with_events(Notification.objects.visible_to(person)), reference=reference)


def kind_of(person: Any, kind: str) -> str:
    """A kind of notifications by its name. Raises Http404."""
    if kind not in Kind.values:
        raise Http404
    return kind


@never_cache
@require_safe
@allow(signed_in)
def bell(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first, by day."""
    page = bell_page(request.user, cursor=request.GET.get("cursor"))
    return render(request, "notifications/bell.html", {"page": page, "rhythm": rhythm_of(request.user)})


@never_cache
@require_safe
@allow(signed_in)
def badge(request: HttpRequest) -> HttpResponse:
    """The bell of the page's bar, as it is now; the live module puts it in place of the old one."""
    return render(request, "frame/bell.html")


@require_safe
@allow(can_read, notification_of)
def open_line(request: HttpRequest, notification: Notification) -> HttpResponse:
    """Mark the line read and go to what it speaks of."""
    line = next(iter(lines_of([notification], request.user)), None)
    if line is None:
        raise Http404
    mark_read(request.user, notifications=[notification])
    url = line.words.url
    # A cancelled order or a deleted store may have no page left; addresses of others are never made here.
    return redirect(url if url_has_allowed_host_and_scheme(url, None) else reverse("bell"))


@require_POST
@allow(can_read, notification_of)
def read(request: HttpRequest, notification: Notification) -> HttpResponse:
    """Mark one line read."""
    mark_read(request.user, notifications=[notification])
    return back_to(request, "bell")


@require_POST
@allow(signed_in)
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every line read."""
    mark_read(request.user)
    return back_to(request, "bell")


@require_POST
@allow(signed_in, kind_of)
def turn_off(request: HttpRequest, kind: str) -> HttpResponse:
    """No more of this kind in the bell; the toast takes it back."""
    prefer(request.user, kind=kind, medium=Medium.IN_APP, enabled=False)
    said = _("You are no longer told here when %(what)s.") % {"what": Kind(kind).label}
    say(request, said, undo=reverse("bell_kind_on", args=[kind]))
    return back_to(request, "bell")


@require_POST
@allow(signed_in, kind_of)
def turn_on(request: HttpRequest, kind: str) -> HttpResponse:
    """This kind in the bell again."""
    prefer(request.user, kind=kind, medium=Medium.IN_APP, enabled=True)
    say(request, _("You are told here again when %(what)s.") % {"what": Kind(kind).label})
    return back_to(request, "bell")


@csrf_exempt
@never_cache
@read_or_send
@allow(anyone)
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Have fewer mails from the mail itself, signed in or not; mail programs may POST here by themselves.

    The sealed token is the permission, so there is nothing for a forged request to gain.
    """
    stop = read_off_token(token)
    if stop is None:
        raise Http404
    if request.method == "POST":
        turn(stop, on="on" in request.GET)
        # A mail program asks once and follows no redirect (RFC 8058).
        if request.POST.get("List-Unsubscribe") != "One-Click":
            return see_other(request.path + ("" if "on" in request.GET else "?done"))
    is_done = request.method == "POST" or "done" in request.GET
    return render(request, "notifications/off.html", {"stop": stop, "token": token, "is_done": is_done})
