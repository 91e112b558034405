"""The calling card to send, save and print; and what its owner sees of their page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.brand.choosing import choose_shown
from community.brand.drawing import HEIGHT, WIDTH, card_of, picture_of
from community.brand.forms import ShownForm
from community.brand.owning import what_owners_see
from community.brand.viewing import all_eyes, chosen, seen_through
from community.people.models import Person
from community.people.showing import person_of
from config.kit.http import see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say
from content.text.markdown import plain_text
from shop.stores.showing import qr_file, qr_inline, sharing

# Seconds for which a browser keeps a card or a code without asking again.
KEPT = 3600


def shared(request: HttpRequest, person: Person) -> dict:
    """What chats show of a person's pages: the card, or the photo where no typeface can draw it."""
    context = sharing(request, person.display_name, person.headline or plain_text(person.story), person.photo)
    card = card_of(person)
    if card.can_be_drawn:
        picture = f"{reverse('person_card_picture', args=[person.username])}?v={card.version}"
        size = {"card_width": WIDTH, "card_height": HEIGHT}
        context |= {"og_image": request.build_absolute_uri(picture), "card_picture": picture} | size
    return context | {"person_url": request.build_absolute_uri(person.get_absolute_url())}


@require_safe
@allow(anyone, person_of)
def person_card(request: HttpRequest, person: Person) -> HttpResponse:
    """The card as a picture and its code, to send, save or print."""
    context = shared(request, person)
    size = {"card_width": WIDTH, "card_height": HEIGHT}
    return render(
        request, "brand/card.html", context | size | {"person": person, "qr": qr_inline(card_of(person).link)}
    )


@require_safe
@allow(anyone, person_of)
@cache_control(max_age=KEPT)
def person_card_picture(request: HttpRequest, person: Person) -> HttpResponse:
    """The card as a PNG. Raises Http404 where this machine has no typeface for its words."""
    card = card_of(person)
    if not card.can_be_drawn:
        raise Http404
    etag = f'"{card.version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(picture_of(card), content_type="image/png")
    response["ETag"] = etag
    return response


@require_GET
@allow(anyone, person_of)
@cache_control(max_age=KEPT)
def person_qr(request: HttpRequest, person: Person) -> HttpResponse:
    """The QR code alone, as a file."""
    return HttpResponse(qr_file(card_of(person).link), content_type="image/svg+xml")


@never_cache
@require_safe
@allow(signed_in)
def brand(request: HttpRequest) -> HttpResponse:
    """What visitors see, where they came from, what is thin, and what is shown."""
    return render(request, "brand/mine.html", what_owners_see(request.user) | shared(request, request.user))


@never_cache
@require_safe
@allow(signed_in)
def brand_seen(request: HttpRequest) -> HttpResponse:
    """One's own page as others see it: `?by=guest`, `follower` or `group:<slug>`."""
    me: Person = request.user
    eyes = all_eyes(me)
    through = chosen(eyes, request.GET.get("by", ""))
    context = seen_through(through, me) | shared(request, me)
    return render(request, "brand/seen.html", context | {"eyes": eyes, "through": through, "tab_name": "about"})


@require_POST
@allow(signed_in)
def brand_shown(request: HttpRequest) -> HttpResponse:
    """Choose what the page shows."""
    form = ShownForm.of(request.user, request.POST)
    if form.is_valid():
        choose_shown(request.user, **form.choices())
        say(request, _("Saved."))
        return see_other("brand")
    context = what_owners_see(request.user) | shared(request, request.user) | {"form": form}
    return render(request, "brand/mine.html", context, status=422)
