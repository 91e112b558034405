"""The public page of a person, and how they write it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.brand.showing import about
from community.brand.views import shared
from community.brand.visiting import note_arrival
from community.feeds.channels import channel_page
from community.moderation.restricting import What, kept_from
from community.people.forms import ProfileForm
from community.people.models import Person
from community.people.profile import write_profile
from community.people.showing import belongings, calling_card, person_of
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say


@require_safe
@allow(anyone, person_of)
def person(request: HttpRequest, person: Person) -> HttpResponse:
    """The calling card, and what they have and say."""
    note_arrival(request, person)
    context = calling_card(person, request.user) | belongings(person, request.user) | shared(request, person)
    if request.GET.get("tab") == "posts":
        context |= {
            "page": channel_page(context["channel"], request.user, request.GET.get("cursor")),
            "refused": kept_from(request.user, What.POST) if person == request.user else None,
        }
        return render(request, "people/posts.html", context | {"tab_name": "posts", "key": new_reference()})
    return render(request, "people/about.html", context | about(person, request.user) | {"tab_name": "about"})


@never_cache
@read_or_send
@allow(signed_in)
def profile_edit(request: HttpRequest) -> HttpResponse:
    """What one says of oneself, on one page."""
    me: Person = request.user
    form = ProfileForm.of(me, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            write_profile(me, **form.changes(), without_photo="without_photo" in request.POST)
            say(request, _("Saved."))
            return see_other(me)
        me.refresh_from_db()
    return render(request, "people/edit.html", {"form": form}, status=422 if form.errors else 200)
