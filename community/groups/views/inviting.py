"""Invitations: made and ended by members, followed by whoever holds the link or the code."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.groups import inviting as verbs
from community.groups import policies, showing
from community.groups.forms import InvitationForm, JoinForm
from community.groups.models import Group, Invitation
from community.moderation.forms import ReasonForm
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say
from content.text.markdown import render_markdown
from shop.stores.showing import qr_file, qr_inline


@read_or_send
@allow(policies.can_invite, showing.group_of)
def invitations(request: HttpRequest, group: Group) -> HttpResponse:
    """The links that let people in, and one more."""
    # Into a hidden group one invites one by one, unless one says otherwise.
    first = {"uses": "1", "days": "7"} if group.access == Group.Access.HIDDEN else {"uses": "", "days": ""}
    form = InvitationForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            verbs.invite(request.user, group=group, **form.limits())
            say(request, _("The link is ready. Send it, or print its code."))
            return see_other(reverse("group_invitations", args=[group.slug]))
    shown, cursor = showing.invitations_page(group, request.user, request.GET.get("cursor"))
    rows = [
        {
            "invitation": invitation,
            "url": request.build_absolute_uri(invitation.get_absolute_url()),
            "can_revoke": policies.can_revoke(request.user, invitation),
        }
        for invitation in shown
    ]
    context = {"group": group, "form": form, "rows": rows, "cursor": cursor}
    return render(request, "groups/invitations.html", context, status=400 if form.errors else 200)


def invitation_of(person: Any, reference: str) -> Invitation:
    """The invitation with that reference, unless its group has banned the person. Raises Http404."""
    rows = Invitation.objects.visible_to(person).select_related("group__photo", "group__owner", "created_by")
    return get_object_or_404(rows, reference=reference, group__closed_at=None)


def kept_invitation(person: Any, reference: str) -> Invitation:
    """The same, for those in the group. Raises Http404."""
    found = invitation_of(person, reference)
    if not policies.is_member(person, found.group):
        raise Http404
    return found


@require_safe
@allow(anyone, invitation_of)
def invitation(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The front of the group with one button; a spent invitation tells nothing of the group."""
    if not found.is_usable:
        return render(request, "groups/invitation_spent.html", status=410)
    front = front_behind(request.user, found)
    if front.is_member:
        return see_other(front.group)
    return render(request, "groups/invitation.html", before_the_door(found, front, JoinForm(front=front, invited=True)))


def front_behind(person: Any, found: Invitation) -> showing.Front:
    """The front of the group, for whoever holds the invitation."""
    return showing.front(person, showing.fronted(person, Group.objects.filter(pk=found.group_id)).get())


def before_the_door(found: Invitation, front: showing.Front, form: JoinForm) -> dict[str, Any]:
    rules = render_markdown(front.group.rules, 3)
    return {"invitation": found, "front": front, "group": front.group, "rules": rules, "join_form": form}


@require_POST
@allow(signed_in, invitation_of)
def accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Come in, agreeing to the rules where there are any; a form that lacks that comes back."""
    front = front_behind(request.user, found)
    form = JoinForm(request.POST, front=front, invited=True)
    if front.is_member:
        return see_other(front.group)
    if not found.is_usable:
        raise verbs.InvitationSpent
    if form.is_valid():
        verbs.join_by_invitation(request.user, invitation=found, **form.given())
        say(request, _("Welcome to %(name)s.") % {"name": found.group.name})
        return see_other(found.group)
    return render(request, "groups/invitation.html", before_the_door(found, front, form), status=400)


@read_or_send
@allow(policies.can_revoke, kept_invitation)
def revoke(request: HttpRequest, found: Invitation) -> HttpResponse:
    """End it: one's own in one tap, another's with a reason that they are told."""
    is_own, up = found.created_by_id == request.user.pk, reverse("group_invitations", args=[found.group.slug])
    form = ReasonForm(request.POST if request.method == "POST" and not is_own else None)
    if request.method == "POST" and (is_own or form.is_valid()):
        with refusals_to(form):
            verbs.revoke_invitation(request.user, invitation=found, reason=form.data.get("reason", ""))
            say(request, _("This link no longer works."))
            return see_other(up)
    context = {"invitation": found, "group": found.group, "form": form, "is_own": is_own, "back": up}
    return render(request, "groups/revoke.html", context, status=400 if form.errors else 200)


@require_safe
@allow(anyone, invitation_of)
def qr(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The link as a QR code: an SVG file."""
    address = request.build_absolute_uri(found.get_absolute_url())
    response = HttpResponse(qr_file(address), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@allow(policies.can_see_invitation, kept_invitation)
def poster(request: HttpRequest, found: Invitation) -> HttpResponse:
    """A sheet to print: the group's name and the code."""
    url = request.build_absolute_uri(found.get_absolute_url())
    context = {"invitation": found, "group": found.group, "url": url, "qr": qr_inline(url)}
    return render(request, "groups/poster.html", context)
