"""My things, and settings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.entry.passkeys import passkeys_of
from community.people.blocking import block, unblock
from community.people.forms import TimeZoneForm
from community.people.models import Block, Person, PersonMute
from community.people.muting import mute_person, unmute_person
from community.people.policies import can_block
from community.people.reaching import known_contacts
from community.people.settling import set_time_zone
from community.people.showing import blocked_by, muted_by, person_of
from community.people.summing import my_things
from config.kit.http import back_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say


@never_cache
@require_safe
@allow(signed_in)
def me(request: HttpRequest) -> HttpResponse:
    """Everything that is mine, one tap away."""
    return render(request, "people/me.html", my_things(request.user))


@never_cache
@require_safe
@allow(signed_in)
def settings(request: HttpRequest) -> HttpResponse:
    """How one comes in, what reaches one, language, time and looks."""
    person: Person = request.user
    context = {
        "contacts": {row.contact.kind: row for row in known_contacts(person)},
        "has_password": person.has_usable_password(),
        "passkey_count": passkeys_of(person).count(),
        "blocked_count": Block.objects.filter(person=person).count() + PersonMute.objects.filter(person=person).count(),
        "zone_form": TimeZoneForm(initial={"time_zone": person.time_zone}),
    }
    return render(request, "people/settings.html", context)


@require_POST
@allow(signed_in)
def time_zone(request: HttpRequest) -> HttpResponse:
    """The zone in which times are shown."""
    set_time_zone(request.user, time_zone=request.POST.get("time_zone", ""))
    say(request, _("Saved."))
    return see_other("settings")


@never_cache
@require_safe
@allow(signed_in)
def blocked(request: HttpRequest) -> HttpResponse:
    """Whom one has blocked, and whom one has muted."""
    blocks = Block.objects.filter(person=request.user).select_related("blocked", "blocked__photo").order_by("-id")
    mutes = PersonMute.objects.filter(person=request.user).select_related("muted", "muted__photo").order_by("-id")
    return render(request, "people/blocked.html", {"blocks": blocks, "mutes": mutes})


@require_POST
@allow(can_block, person_of)
def person_block(request: HttpRequest, person: Person) -> HttpResponse:
    """Have nothing to do with them any more."""
    block(request.user, other=person)
    text = _("Blocked. You and %(name)s no longer see each other.") % {"name": person.display_name}
    say(request, text, undo=reverse("person_unblock", args=[person.username]))
    return see_other("/")


@require_POST
@allow(signed_in, blocked_by)
def person_unblock(request: HttpRequest, person: Person) -> HttpResponse:
    """Take the block back."""
    unblock(request.user, other=person)
    say(request, _("%(name)s is no longer blocked.") % {"name": person.display_name})
    return back_to(request, person)


@require_POST
@allow(can_block, person_of)
def person_mute(request: HttpRequest, person: Person) -> HttpResponse:
    """Hear nothing of them any more; they are not told."""
    mute_person(request.user, other=person)
    text = _("Muted. What %(name)s says no longer comes to you; they are not told.") % {"name": person.display_name}
    say(request, text, undo=reverse("person_unmute", args=[person.username]))
    return back_to(request, person)


@require_POST
@allow(signed_in, muted_by)
def person_unmute(request: HttpRequest, person: Person) -> HttpResponse:
    """Hear them again."""
    unmute_person(request.user, other=person)
    say(request, _("%(name)s is no longer muted.") % {"name": person.display_name})
    return back_to(request, person)
