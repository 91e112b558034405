"""Who endorses whom about what: on a person's pages, and one's own to give and withdraw."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.endorsements import policies, showing
from community.endorsements.backing import backing_of
from community.endorsements.endorsing import endorse as give
from community.endorsements.forms import EndorseForm
from community.endorsements.models import Endorsement
from community.endorsements.topics import suggested
from community.endorsements.withdrawing import reinstate as stand_again
from community.endorsements.withdrawing import withdraw as take_back
from community.moderation.restricting import What, kept_from
from community.people.models import Person
from community.people.showing import person_of
from config.kit import cursors
from config.kit.errors import fields_renamed
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say


@require_safe
@allow(anyone, person_of)
def person_endorsements(request: HttpRequest, person: Person) -> HttpResponse:
    """Who endorses the person: by topic, or all about the topic that `topic` names."""
    slug = request.GET.get("topic", "")
    topic = showing.topic_of(person, slug, request.user) if slug and "\x00" not in slug else None
    context: dict[str, Any] = {
        "person": person,
        "topic": topic,
        "may_endorse": policies.can_endorse(request.user, person),
        "is_me": request.user.pk == person.pk,
    }
    if topic is None:
        context["topics"] = showing.by_topic(person, request.user)
    else:
        context["topics"] = showing.topics_about(person, request.user)
        found = showing.page_about(person, topic, request.user, request.GET.get("cursor"))
        context["rows"], context["cursor"] = found
    return render(request, "endorsements/person.html", context)


@never_cache
@read_or_send
@allow(policies.can_endorse, person_of)
def endorse(request: HttpRequest, person: Person) -> HttpResponse:
    """Say what one trusts them about, in a sentence; what one says already is said otherwise.

    htmx gets the sheet that a profile opens, everyone else a page.
    """
    said = showing.mine_about(request.user, person)
    names = [tag.name for tag in suggested(person, request.user)]
    names += [name for name in said if name not in names]
    form = EndorseForm(request.POST or None, topics=names, initial=_initial(request, names, said))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form), fields_renamed(**form.names):
            made = give(request.user, about=person, topic=form.chosen, sentence=form.cleaned_data["sentence"])
            words = {"name": person.display_name, "topic": made.topic.name}
            undo = "" if made.topic.name in said else reverse("endorsement_withdraw", args=[made.reference])
            say(request, _("Your word for %(name)s about %(topic)s stands.") % words, undo=undo)
            return see_other(person)
    places = showing.places_of(request.user)
    stop = showing.what_stops(places)
    context = {
        "form": form,
        "person": person,
        "backing": backing_of(request.user, person),
        "places": places,
        "stop": stop,
        # What stands already may be said otherwise when nothing new may be said.
        "can_send": not stop or bool(said) or request.method == "POST",
        "kept_from": kept_from(request.user, What.POST),
    }
    in_sheet = bool(request.headers.get("HX-Request"))
    template = "endorsements/sheet.html" if in_sheet else "endorsements/endorse.html"
    return render(request, template, context, status=400 if form.errors else 200)


def _initial(request: HttpRequest, names: list[str], said: dict[str, Endorsement]) -> dict[str, str]:
    """The topic that the address names, else the first that nothing is said about yet."""
    slug = request.GET.get("topic", "")
    asked = next((name for name, row in said.items() if row.topic.slug == slug), "")
    fresh = next((name for name in names if name not in said), names[0] if names else "")
    return {"topic": asked or fresh, "sentence": said[asked].sentence if asked else ""}


@never_cache
@require_safe
@allow(signed_in)
def mine(request: HttpRequest) -> HttpResponse:
    """Whom one endorses and how many places are left, or who endorses oneself."""
    me, is_received = request.user, request.GET.get("tab") == "received"
    rows = showing.received_by(me) if is_received else showing.given_by(me)
    found, cursor = cursors.newest_page(rows, request.GET.get("cursor"), showing.PAGE)
    places = showing.places_of(me)
    context = {"rows": found, "cursor": cursor, "is_received": is_received, "places": places}
    context["stop"] = showing.what_stops(places)
    return render(request, "endorsements/mine.html", context)


@require_POST
@allow(policies.can_withdraw, showing.own_of)
def withdraw(request: HttpRequest, endorsement: Endorsement) -> HttpResponse:
    """At once, with a way back for a while."""
    take_back(request.user, endorsement=endorsement)
    undo = reverse("endorsement_reinstate", args=[endorsement.reference])
    say(request, _("Withdrawn. Your word counts no more."), undo=undo)
    return back_to(request, "my_endorsements")


@require_POST
@allow(policies.can_withdraw, showing.own_of)
def reinstate(request: HttpRequest, endorsement: Endorsement) -> HttpResponse:
    """It stands again as before."""
    if endorsement.withdrawn_at is not None:
        stand_again(request.user, endorsement=endorsement)
    say(request, _("Your word stands again."))
    return back_to(request, "my_endorsements")
