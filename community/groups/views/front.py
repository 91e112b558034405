"""The directory of groups, a group from outside and inside, joining and leaving."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.attention.screening import held_rows
from community.channels.channels import channel_key, channel_of
from community.feeds.channels import channel_page, pinned_items
from community.groupbuys.showing import standing_in
from community.groups import joining, showing
from community.groups.forms import GroupForm, JoinForm
from community.groups.founding import found_group
from community.groups.handing import open_offer
from community.groups.models import Group
from community.groups.policies import can_edit_group, can_found, is_member
from community.groups.succession import heir_of
from community.hail.asking import FEW, needs_of, needs_page
from community.shelves.showing import shelf_of
from config.kit.errors import DomainError
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say
from content.pictures.ingesting import take_picture
from content.text.markdown import plain_text, render_markdown


@require_safe
@allow(anyone)
def directory(request: HttpRequest) -> HttpResponse:
    mine, others, cursor = showing.directory(request.user, request.GET.get("cursor"))
    return render(request, "groups/directory.html", {"mine": mine, "others": others, "cursor": cursor})


@read_or_send
@allow(can_found)
def new(request: HttpRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, request.FILES or None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            group = found_group(request.user, **given(request, form))
            say(request, _("Your group is open. Invite the first people."))
            return see_other(group)
    return render(request, "groups/new.html", {"form": form}, status=400 if form.errors else 200)


def given(request: HttpRequest, form: GroupForm) -> dict[str, Any]:
    """What the form holds, as the verbs take it; a chosen photo is taken in. Raises Invalid at "photo"."""
    data = {name: value for name, value in form.cleaned_data.items() if name != "photo"}
    if form.cleaned_data["photo"]:
        try:
            data["photo"] = take_picture(request.user, file=form.cleaned_data["photo"], is_private=True)
        except DomainError as error:
            error.field = "photo"
            raise
    return data


@require_safe
@allow(anyone, showing.group_of)
def group(request: HttpRequest, found: Group) -> HttpResponse:
    """Inside for members, with what is said; for all others the front, under which a public group shows its posts."""
    front = showing.front(request.user, found)
    context = frame(request, front, section="posts")
    if not front.is_member and not front.is_public:
        return render(request, "groups/outside.html", context)
    channel = channel_of(found)
    cursor = request.GET.get("cursor")
    offer = open_offer(found) if front.is_member and not cursor else None
    context |= {
        "page": channel_page(channel, request.user, cursor),
        "pinned": [] if cursor else pinned_items(channel, request.user),
        "waiting": showing.requests_of(request.user, found).count() if front.is_moderator else 0,
        "held": held_rows(request.user).filter(channel=channel).count() if front.is_moderator else 0,
        "offer": offer if offer and offer.to_id == request.user.pk else None,
        "shelf": [] if cursor else shelf_of(request.user, found),
        "needs": needs_page(request.user, found, size=FEW)[0] if front.is_member and not cursor else [],
    }
    return render(request, "groups/inside.html", context)


@require_safe
@allow(anyone, showing.group_of)
def about(request: HttpRequest, found: Group) -> HttpResponse:
    """What the group is about and its rules."""
    front = showing.front(request.user, found)
    return render(request, "groups/about.html", frame(request, front, section="about"))


def _need_count(person: Any, group: Group) -> int:
    """What stands on the page of its needs. Two queries."""
    return needs_of(person, group).count() + standing_in(person, group).count()


def frame(request: HttpRequest, front: showing.Front, *, section: str) -> dict[str, Any]:
    """What every page of a group shows around itself."""
    found = front.group
    return {
        "front": front,
        "group": found,
        "section": section,
        "need_count": _need_count(request.user, found) if front.is_member else 0,
        "rules": render_markdown(found.rules, 3),
        "join_form": JoinForm(front=front),
        "key": new_reference(),
        "channel": channel_key(found),
        "group_url": request.build_absolute_uri(found.get_absolute_url()),
        "og_title": found.name,
        "description": found.about or plain_text(found.rules),
        "og_image": request.build_absolute_uri(found.photo.url(640)) if found.photo and front.is_public else "",
    }


@read_or_send
@allow(signed_in, showing.group_of)
def join(request: HttpRequest, found: Group) -> HttpResponse:
    """Join, or ask to; where there are rules or questions, by a form that asks for them."""
    front = showing.front(request.user, found)
    form = JoinForm(request.POST if request.method == "POST" else None, front=front)
    if request.method != "POST" and (front.is_member or front.is_asking):
        return see_other(found)
    if form.is_valid():
        with refusals_to(form):
            subscription = joining.join_group(request.user, group=found, **form.given())
            take_back = reverse("group_leave", args=[found.slug])
            welcome = _("Welcome to %(name)s.") if subscription.is_active else _("You asked to join %(name)s.")
            say(request, welcome % {"name": found.name}, undo="" if subscription.is_active else take_back)
            return see_other(found)
    context = frame(request, front, section="posts") | {"join_form": form}
    return render(request, "groups/join.html", context, status=400 if form.errors else 200)


@read_or_send
@allow(signed_in, showing.group_of)
def leave(request: HttpRequest, found: Group) -> HttpResponse:
    """Leave with one tap; the owner first reads whose the group will be."""
    is_owner = can_edit_group(request.user, found)
    if request.method != "POST" or (is_owner and not request.POST.get("passing_on")):
        heir = heir_of(found) if is_owner else None
        return render(request, "groups/leave.html", {"group": found, "is_owner": is_owner, "heir": heir})
    joining.leave_group(request.user, group=found, passing_on=is_owner)
    undo = reverse("group_join", args=[found.slug]) if found.access == Group.Access.PUBLIC and not is_owner else ""
    say(request, _("You have left %(name)s.") % {"name": found.name}, undo=undo)
    return see_other("groups" if is_owner or found.access == Group.Access.HIDDEN else found)


@require_POST
@allow(is_member, showing.group_of)
def agree(request: HttpRequest, found: Group) -> HttpResponse:
    """Agree to the version of the rules that is in the field `version`."""
    version = request.POST.get("version", "")
    joining.accept_rules(request.user, group=found, version=int(version) if re.fullmatch(r"\d{1,9}", version) else 0)
    say(request, _("Thank you."))
    return back_to(request, found)
