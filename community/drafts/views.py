"""One's drafts: a list; throwing away and back; taking the time back. Going on with one is the composer's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.drafts import drafting
from community.drafts.models import Draft
from community.drafts.policies import can_change, is_own_draft
from community.drafts.showing import DraftShown, page_of
from config.kit.http import see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say

NAMES = ("author", "channel__group", "channel__store", "channel__person")


def own_draft(person: Any, reference: str) -> Draft:
    """One's own draft that is neither published nor thrown away. Raises Http404."""
    return get_object_or_404(Draft.objects.visible_to(person).select_related(*NAMES), reference=reference)


def own_dropped(person: Any, reference: str) -> Draft:
    """One's own draft that one threw away. Raises Http404."""
    mine = Draft.objects.none()
    if person.is_authenticated:
        mine = Draft.objects.filter(author=person, state=Draft.State.DROPPED).select_related(*NAMES)
    return get_object_or_404(mine, reference=reference)


@require_safe
@allow(signed_in)
def drafts(request: HttpRequest) -> HttpResponse:
    """What one has not published, those with a time first."""
    shown: list[DraftShown] = page_of(request.user)
    return render(request, "drafts/list.html", {"drafts": shown})


@require_POST
@allow(is_own_draft, own_draft)
def drop(request: HttpRequest, draft: Draft) -> HttpResponse:
    drafting.drop(request.user, draft=draft)
    say(request, _("Thrown away."), undo=reverse("draft_back", args=[draft.reference]))
    return see_other("drafts")


@require_POST
@allow(signed_in, own_dropped)
def take_back(request: HttpRequest, draft: Draft) -> HttpResponse:
    drafting.take_back(request.user, draft=draft)
    say(request, _("The draft is back."))
    return see_other("drafts")


@require_POST
@allow(can_change, own_draft)
def unschedule(request: HttpRequest, draft: Draft) -> HttpResponse:
    drafting.unschedule(request.user, draft=draft)
    say(request, _("It will not be posted; it is a draft again."))
    return see_other("drafts")
