"""The public page of a person, and how they write it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_safe

from community.feeds.channels import channel_page
from community.moderation.restricting import What, kept_from
from community.people.forms import ProfileForm
from community.people.models import Person
from community.people.profile import write_profile
from community.people.showing import articles_of, belongings, calling_card, person_of
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say
from content.text.markdown import plain_text, render_markdown
from shop.stores.showing import qr_file, qr_inline, sharing


def _shared(request: HttpRequest, person: Person) -> dict:
    line = person.headline or plain_text(person.story)
    return {
        **sharing(request, person.display_name, line, person.photo),
        "person_url": request.build_absolute_uri(person.get_absolute_url()),
    }


@require_safe
@allow(anyone, person_of)
def person(request: HttpRequest, person: Person) -> HttpResponse:
    """The calling card, and what they have and say."""
    context = calling_card(person, request.user) | belongings(person, request.user) | _shared(request, person)
    if request.GET.get("tab") == "posts":
        context |= {
            "page": channel_page(context["channel"], request.user, request.GET.get("cursor")),
            "refused": kept_from(request.user, What.POST) if person == request.user else None,
        }
        return render(request, "people/posts.html", context | {"tab_name": "posts", "key": new_reference()})
    context |= {"articles": articles_of(person, request.user), "story": render_markdown(person.story)}
    return render(request, "people/about.html", context | {"tab_name": "about"})


@require_safe
@allow(anyone, person_of)
def person_share(request: HttpRequest, person: Person) -> HttpResponse:
    """Link and QR code of a person, to send or to print."""
    context = _shared(request, person)
    return render(request, "people/share.html", context | {"person": person, "qr": qr_inline(context["person_url"])})


@require_GET
@allow(anyone, person_of)
@cache_control(max_age=3600)
def person_qr(request: HttpRequest, person: Person) -> HttpResponse:
    """The QR code alone, as a file."""
    return HttpResponse(qr_file(request.build_absolute_uri(person.get_absolute_url())), content_type="image/svg+xml")


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
