"""The page on which people choose the devices that they are told on."""

from __future__ import annotations

import base64

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.devices import registering
from community.devices.models import PushSubscription
from community.devices.policies import can_manage
from community.devices.pushing import public_key
from community.devices.receivers import SESSION_KEY
from config.kit.http import see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


def device_of(person, reference: str) -> PushSubscription:
    """A device of the person. Raises Http404."""
    return get_object_or_404(PushSubscription.objects.visible_to(person), reference=reference)


def shown_key() -> str:
    """The site's public key as scripts take it."""
    return base64.urlsafe_b64encode(public_key()).decode().rstrip("=")


@never_cache
@require_safe
@allow(signed_in)
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is told at once, and the button that adds this browser."""
    kept = PushSubscription.objects.visible_to(request.user)
    here = request.session.get(SESSION_KEY, "")
    return render(request, "devices/devices.html", {"devices": kept, "here": here, "key": shown_key()})


@require_POST
@allow(signed_in)
def device_add(request: HttpRequest) -> HttpResponse:
    """Tell the person on the browser whose keys the form carries, in place of what it was in this session before."""
    sent = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    name = registering.name_from(request.headers.get("User-Agent", ""))
    before = PushSubscription.objects.visible_to(request.user).filter(reference=request.session.get(SESSION_KEY, ""))
    device = registering.register_device(request.user, **sent, name=name, instead=before.first())
    # Kept in the session, which signing out ends, and with it the device.
    request.session[SESSION_KEY] = device.reference
    say(request, _("This device is told from now on."))
    return see_other("devices")


@require_POST
@allow(can_manage, device_of)
def device_off(request: HttpRequest, device: PushSubscription) -> HttpResponse:
    """Tell the device nothing more."""
    registering.forget_device(request.user, device=device)
    if request.session.get(SESSION_KEY) == device.reference:
        del request.session[SESSION_KEY]
    say(request, _("This device is told nothing more."))
    return see_other("devices")


@require_POST
@allow(can_manage, device_of)
def device_previews(request: HttpRequest, device: PushSubscription) -> HttpResponse:
    """Show on its lock screen what was written, or only who and where."""
    registering.allow_previews(request.user, device=device, allowed="on" in request.POST)
    say(request, _("Saved."))
    return see_other("devices")
