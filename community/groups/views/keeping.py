"""What those who keep a group do: settings, who is in, who waits, closing and handing over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.channels.models import Subscription
from community.groups import editing, handing, joining, membering, policies, showing
from community.groups.forms import GroupForm
from community.groups.models import Group, HandOver
from community.groups.succession import heir_of
from community.groups.views.front import frame, given
from community.moderation.acts import act_on_member, acts_on_member
from community.moderation.forms import ActForm
from config.kit.http import clean_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say

State = Subscription.State


@read_or_send
@allow(policies.can_edit_group, showing.group_of)
def settings(request: HttpRequest, group: Group) -> HttpResponse:
    form = GroupForm(request.POST, request.FILES) if request.method == "POST" else GroupForm.of(group)
    if form.is_bound and form.is_valid():
        with refusals_to(form):
            editing.edit_group(request.user, group=group, **given(request, form))
            say(request, _("Saved."))
            return see_other(group)
    context = {"group": group, "form": form, "offer": handing.open_offer(group), "heir": heir_of(group)}
    return render(request, "groups/settings.html", context, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_edit_group, showing.group_of)
def hand_over(request: HttpRequest, group: Group) -> HttpResponse:
    """Offer it to the member whose username is in the field `to`."""
    name = clean_key(request.POST.get("to", ""))
    heir = showing.members_of(request.user, group).filter(person__username=name).first()
    if heir is None:
        raise handing.NotAMember
    handing.offer_group(request.user, group=group, to=heir.person)
    say(request, _("%(name)s has been asked. Until they accept, the group is yours.") % {"name": heir.person})
    return see_other(reverse("group_settings", args=[group.slug]))


def offer_of(person: Any, slug: str) -> HandOver:
    """The open offer of the group, for the two whom it concerns. Raises Http404."""
    offer = handing.open_offer(showing.group_of(person, slug))
    if offer is None or person.pk not in (offer.to_id, offer.offered_by_id):
        raise Http404
    return offer


@require_POST
@allow(policies.can_answer_offer, offer_of)
def take_over(request: HttpRequest, offer: HandOver) -> HttpResponse:
    handing.accept_group(request.user, hand_over=offer)
    say(request, _("%(name)s is yours now. Look after it well.") % {"name": offer.group.name})
    return see_other(offer.group)


@require_POST
@allow(policies.can_answer_offer, offer_of)
def decline_offer(request: HttpRequest, offer: HandOver) -> HttpResponse:
    handing.decline_group(request.user, hand_over=offer)
    say(request, _("The group stays as it is."))
    return see_other(offer.group)


@require_POST
@allow(policies.can_withdraw_offer, offer_of)
def withdraw_offer(request: HttpRequest, offer: HandOver) -> HttpResponse:
    handing.withdraw_offer(request.user, hand_over=offer)
    say(request, _("The group stays yours."))
    return see_other(reverse("group_settings", args=[offer.group.slug]))


@require_POST
@allow(policies.can_edit_group, showing.group_of)
def close(request: HttpRequest, group: Group) -> HttpResponse:
    editing.close_group(request.user, group=group)
    say(request, _("%(name)s is closed.") % {"name": group.name})
    return see_other("groups")


@require_safe
@allow(policies.can_see_members, showing.group_of)
def members(request: HttpRequest, group: Group) -> HttpResponse:
    front = showing.front(request.user, group)
    name = clean_key(request.GET.get("q", "")).strip()
    keepers, others, cursor = showing.members_page(request.user, front, request.GET.get("cursor"), name)
    found = {"keepers": keepers, "others": others, "cursor": cursor, "name": name}
    return render(request, "groups/members.html", frame(request, front, section="members") | found)


def member_of(person: Any, slug: str, username: str) -> Subscription:
    """A member of a group whose members the person may see; for those who keep it also who asks to be let in, or has
    left. Raises Http404."""
    group = showing.group_of(person, slug)
    rows = showing.members_of(person, group).select_related("channel__group", "person")
    seen = rows.filter(person__username=username).first()
    return seen or get_object_or_404(showing.kept_by(person, group), person__username=username)


def request_of(person: Any, slug: str, username: str) -> Subscription:
    """Someone who asks to be let in, for those who may answer. Raises Http404."""
    group = showing.group_of(person, slug)
    if not policies.can_answer_requests(person, group):
        raise Http404
    return get_object_or_404(showing.requests_of(person, group), person__username=username)


def can_keep_member(person: Any, subscription: Subscription) -> bool:
    return policies.can_set_role(person, subscription) or policies.can_remove(person, subscription)


@read_or_send
@allow(can_keep_member, member_of)
def member(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """Name a moderator; or, with a reason, warn, limit, put out, ban, and what else is offered: `act` chooses."""
    group, up = subscription.channel.group, _up(subscription)
    offered = acts_on_member(request.user, subscription)
    name = request.POST.get("act") or request.GET.get("act", "")
    act = next((one for one in offered if one.name == name), None)
    given = request.POST if request.method == "POST" else None
    form = ActForm(act, request.user, about=subscription.person, group=group, data=given) if act else None
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_to(form):
            act_on_member(request.user, subscription=subscription, act=name, **form.choices)
            say(request, _("Done, and told."))
            return see_other(up)
    context = {"group": group, "member": subscription, "acts": offered, "act": act, "form": form, "back": up}
    if subscription.is_active:
        is_member = subscription.role == Subscription.Role.MEMBER
        context["can_name"] = is_member and policies.can_set_role(request.user, subscription)
        context["can_offer"] = policies.is_owner(request.user, group) and handing.open_offer(group) is None
    return render(request, "groups/member.html", context, status=400 if request.method == "POST" else 200)


def _up(subscription: Subscription) -> str:
    """The list on which they stand: members, who waits, or, for who has left, the bans."""
    lists = {State.ACTIVE: "group_members", State.PENDING: "group_requests"}
    name = lists.get(State(subscription.state), "group_bans")
    return reverse(name, args=[subscription.channel.group.slug])


@require_POST
@allow(policies.can_set_role, member_of)
def role(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """Make a member a moderator. To make them a member again is an act with a reason, on their page."""
    membering.set_role(request.user, subscription=subscription, role=Subscription.Role.MODERATOR)
    say(request, _("%(name)s is a moderator now.") % {"name": subscription.person})
    return see_other(reverse("group_members", args=[subscription.channel.group.slug]))


@require_safe
@allow(policies.can_answer_requests, showing.group_of)
def requests(request: HttpRequest, group: Group) -> HttpResponse:
    waiting, cursor = showing.requests_page(request.user, group, request.GET.get("cursor"))
    return render(request, "groups/requests.html", {"group": group, "waiting": waiting, "cursor": cursor})


@require_POST
@allow(policies.can_answer_requests_of, request_of)
def accept(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    joining.accept_request(request.user, subscription=subscription)
    say(request, _("%(name)s is in.") % {"name": subscription.person})
    return see_other(reverse("group_requests", args=[subscription.channel.group.slug]))
