"""Write a hail: the words, whom it asks, tags for it; kept while one writes."""

from __future__ import annotations

import contextlib
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.discovery.whereabouts import here_of
from community.hail import drafting
from community.hail.ending import wave_off
from community.hail.errors import HailOver
from community.hail.forms import HailForm, initial_of, usual
from community.hail.hailing import MOST_TAGS, post_hail
from community.hail.models import Hail
from community.hail.policies import can_begin
from community.hail.tagging import suggested_tags
from community.posts.picturing import describe
from community.posts.views import photographing
from config.kit.errors import DomainError, fields_renamed
from config.kit.http import idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from content.pictures.models import Picture

# Where the words of a guest are kept while they sign in.
GUEST = "hail_typed"


@never_cache
@read_or_send
@allow(can_begin)
def write(request: HttpRequest) -> HttpResponse:
    """Say what one needs. With `again` it begins with the words of an old hail, which is waved off once this is sent,
    and leaves one's draft alone."""
    person: Any = request.user
    if request.method == "POST":
        form = HailForm(request.POST, request.FILES, person=person)
        if not person.is_authenticated:
            return _to_sign_in(request, form)
        answer, kept = _taken(request, form)
        if answer is not None:
            return answer
    else:
        form, kept = _begun(request)
    return render(request, "hail/write.html", _page(request, form, kept), status=400 if form.errors else 200)


def _to_sign_in(request: HttpRequest, form: HailForm) -> HttpResponse:
    """The words wait in the session, which stays the same when its guest signs in."""
    with contextlib.suppress(DomainError):
        request.session[GUEST] = drafting.checked(form.typed())
    return redirect_to_login(reverse("hail_new"), resolve_url(settings.LOGIN_URL))


def _begun(request: HttpRequest) -> tuple[HailForm, list[Picture]]:
    """The form as one finds it: an old hail's words, one's draft, or as one hailed last."""
    person: Any = request.user
    if again := _again(request):
        return HailForm(initial=initial_of(again), person=person), []
    draft = drafting.draft_of(person)
    if person.is_authenticated and (typed := request.session.pop(GUEST, None)):
        if draft is not None:
            # What was put by stays as it is until one types on.
            return HailForm(initial={**_usual(request), **typed}, person=person), []
        draft = drafting.keep_draft(person, typed=typed)
    if draft is None:
        return HailForm(initial=_usual(request), person=person), []
    pictures = [hung.picture for hung in draft.pictures.select_related("picture")]
    return HailForm(initial={**_usual(request), **draft.typed}, person=person), pictures


def _usual(request: HttpRequest) -> dict[str, Any]:
    """As one hailed last; a place that one gave to look around stands for one's own."""
    initial = usual(request.user) if request.user.is_authenticated else {}
    here = here_of(request.session)
    if here is not None and here.name and not initial.get("place_name"):
        initial["place_name"] = here.name
    return initial


def _again(request: HttpRequest) -> Hail | None:
    reference = request.POST.get("again") or request.GET.get("again", "")
    mine = Hail.objects.mine(request.user)
    return mine.filter(reference=reference).first() if reference.isalnum() else None


def _taken(request: HttpRequest, form: HailForm) -> tuple[HttpResponse | None, list[Picture]]:
    """The answer to what was sent, or None and the photos to keep; what was wrong stands in `form`, and in the draft
    stands what was typed."""
    person: Any = request.user
    do, _colon, which = request.POST.get("do", "").partition(":")
    key = idempotency_key(request)
    twin = Hail.objects.mine(person).filter(idempotency_key=key).first() if key and not do else None
    if twin is not None:
        return see_other(twin), []
    is_valid = form.is_valid()
    photos = photographing.taken_in(person, form, is_private=True)
    with refusals_to(form):
        if do in photographing.MOVES:
            photos = photos.moved(do, which)
        elif is_valid and not form.errors and not do:
            return see_other(_sent(request, form, photos, key)), []
    if _again(request) is None:
        with contextlib.suppress(DomainError):
            drafting.keep_draft(person, typed=form.typed(), pictures=photos.pictures)
    return None, photos.as_typed()


def _sent(request: HttpRequest, form: HailForm, photos: photographing.Photos, key: str) -> Hail:
    """Raises what `post_hail` raises, with the names of the form's fields."""
    given, again = form.cleaned_data, _again(request)
    renamed = fields_renamed(pictures="photos", alts="photos", place="place_name", tags="text")
    with transaction.atomic(), renamed:
        describe(photos.pictures, photos.alts)
        hail = post_hail(
            request.user,
            place=form.place(),
            groups=given["groups"],
            pictures=photos.pictures,
            tags=given["tags"][:MOST_TAGS],
            idempotency_key=key,
            ends_draft=again is None,
            **{name: given[name] for name in _PLAIN},
        )
        if again is not None:
            with contextlib.suppress(HailOver):
                wave_off(request.user, hail=again)
    return hail


_PLAIN = ("text", "budget", "needed_on", "hours", "audience", "radius", "place_name")


def _page(request: HttpRequest, form: HailForm, kept: list[Picture]) -> dict[str, Any]:
    chosen = [str(name) for name in form["tags"].value() or []]
    text = str(form["text"].value() or "")
    return {
        "form": form,
        "kept": kept,
        "key": idempotency_key(request) or new_reference(),
        "again": _again(request),
        "goes_on": bool(text) and not form.is_bound,
        "chosen": chosen,
        "suggested": suggested_tags(text, without=chosen) if text else [],
    }


@require_POST
@allow(signed_in)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed, while it is typed."""
    drafting.keep_draft(request.user, typed=HailForm(request.POST, person=request.user).typed())
    return HttpResponse(status=204)


@require_POST
@allow(signed_in)
def drop(request: HttpRequest) -> HttpResponse:
    """Begin anew with an empty page."""
    drafting.drop_draft(request.user)
    return see_other("hail_new")


@require_POST
@allow(anyone)
def tags(request: HttpRequest) -> HttpResponse:
    """Tags for what is typed: those that were chosen, and others to choose from. By POST, for words of a need do not
    belong into an address."""
    chosen = request.POST.getlist("tags")[:MOST_TAGS]
    suggested = suggested_tags(request.POST.get("text", "")[: drafting.MOST_CHARACTERS], without=chosen)
    return render(request, "hail/tags.html", {"chosen": chosen, "suggested": suggested})
