"""A group's shelf: seen by whoever reads the group, filled by its members, kept by those who keep the group."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.channels.channels import channel_of
from community.channels.policies import can_read
from community.groups import showing as groups
from community.groups.models import Group
from community.groups.views.front import frame
from community.moderation.forms import ReasonForm
from community.shelves import policies, showing, taking_down, vouching
from community.shelves.forms import SentenceForm, VouchForm
from community.shelves.models import ShelfItem
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say

MOST_GROUPS = 100


def can_see_shelf(person: Any, group: Group) -> bool:
    """Whoever reads what is said in the group."""
    return can_read(person, channel_of(group))


@require_safe
@allow(can_see_shelf, groups.group_of)
def shelf(request: HttpRequest, group: Group) -> HttpResponse:
    front = groups.front(request.user, group)
    things, cursor = showing.shelf_page(request.user, group, request.GET.get("cursor"))
    context = frame(request, front, section="shelf") | {
        "things": things,
        "cursor": cursor,
        "gone": [] if request.GET.get("cursor") else showing.taken_down(request.user, group),
        "can_take_down": front.is_moderator or policies.can_take_down(request.user, ShelfItem(group=group)),
    }
    return render(request, "shelves/shelf.html", context)


@read_or_send
@allow(policies.can_vouch_for, showing.item_of)
def vouch_for(request: HttpRequest, item: ShelfItem) -> HttpResponse:
    """Add one's word to what stands on the shelf, or say it otherwise."""
    mine = item.vouchers.filter(person=request.user.pk).first()
    form = SentenceForm(request.POST or None, initial={"sentence": mine.sentence if mine else ""})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            said = form.cleaned_data["sentence"]
            vouching.vouch(request.user, group=item.group, subject=item.subject, sentence=said)
            return _put(request, item.group, item.subject)
    thing = showing.shelved([item], request.user)[0]
    context = {"form": form, "thing": thing, "group": item.group, "back": _shelf_url(item.group)}
    return render(request, "shelves/vouch.html", context, status=400 if form.errors else 200)


@read_or_send
@allow(signed_in)
def vouch(request: HttpRequest) -> HttpResponse:
    """Put the store or product that the address names on the shelf of one of one's groups."""
    named = {name: request.GET.get(name, "") for name in ("product", "store")}
    subject = showing.subject_named(request.user, **named)
    if subject is None:
        raise Http404
    mine = list(Group.objects.joined_by(request.user).order_by("name")[:MOST_GROUPS])
    form = VouchForm(request.POST or None, groups=mine)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            group = form.groups[form.cleaned_data["group"]]
            vouching.vouch(request.user, group=group, subject=subject, sentence=form.cleaned_data["sentence"])
            return _put(request, group, subject)
    thing = showing.Shelved(ShelfItem(store=subject) if named["store"] else ShelfItem(product=subject))
    context = {"form": form, "thing": thing, "mine": mine, "back": subject.get_absolute_url()}
    return render(request, "shelves/vouch.html", context, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_take_back, showing.item_of)
def withdraw(request: HttpRequest, item: ShelfItem) -> HttpResponse:
    vouching.take_back(request.user, item=item)
    say(request, _("You no longer vouch for %(name)s.") % {"name": item.subject})
    return see_other(_shelf_url(item.group))


@read_or_send
@allow(policies.can_take_down, showing.item_of)
def take_down(request: HttpRequest, item: ShelfItem) -> HttpResponse:
    return _with_reason(request, item, taking_down.take_down, _("It is off the shelf."), is_back=False)


@read_or_send
@allow(policies.can_take_down, showing.taken_down_item)
def put_back(request: HttpRequest, item: ShelfItem) -> HttpResponse:
    return _with_reason(request, item, taking_down.put_back, _("It is on the shelf again."), is_back=True)


def _with_reason(request: HttpRequest, item: ShelfItem, verb: Any, said: str, *, is_back: bool) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            verb(request.user, item=item, reason=form.cleaned_data["reason"])
            say(request, said)
            return see_other(_shelf_url(item.group))
    thing = showing.Shelved(item)
    context = {"form": form, "thing": thing, "group": item.group, "back": _shelf_url(item.group), "is_back": is_back}
    return render(request, "shelves/take_down.html", context, status=400 if form.errors else 200)


def _put(request: HttpRequest, group: Group, subject: Any) -> HttpResponse:
    words = {"name": subject, "group": group.name}
    say(request, _("%(name)s stands on the shelf of %(group)s with your word.") % words)
    return see_other(_shelf_url(group))


def _shelf_url(group: Group) -> str:
    return reverse("group_shelf", args=[group.slug])
