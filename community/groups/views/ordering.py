"""What keeps a group in order: who is banned and why, and what is made known to everyone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.channels.models import Subscription
from community.groups import announcing, membering, policies, showing
from community.groups.models import Group
from community.moderation.forms import ReasonForm
from community.posts.models import Post
from community.posts.showing import post_of
from config.kit.http import back_to, clean_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say


@require_safe
@allow(policies.can_keep_members, showing.group_of)
def bans(request: HttpRequest, group: Group) -> HttpResponse:
    """Who is banned. `who` is the username of somebody to ban: a member, or one who has left or asks to be let in."""
    who = clean_key(request.GET.get("who", "")).strip().removeprefix("@")
    if who and showing.kept_by(request.user, group).filter(person__username=who).exists():
        return see_other(reverse("group_member", args=[group.slug, who]) + "?act=ban")
    rows, cursor = showing.bans_page(request.user, group, request.GET.get("cursor"))
    return render(request, "groups/bans.html", {"group": group, "rows": rows, "cursor": cursor, "who": who})


def banned_of(person: Any, slug: str, username: str) -> Subscription:
    """Someone who is banned, for those who may lift it. Raises Http404."""
    group = showing.group_of(person, slug)
    if not policies.can_keep_members(person, group):
        raise Http404
    return get_object_or_404(showing.bans_of(person, group), person__username=username)


@read_or_send
@allow(policies.can_remove, banned_of)
def ban(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """Lift the ban, with a reason that the person is told."""
    group, form = subscription.channel.group, ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            membering.lift_ban(request.user, subscription=subscription, reason=form.cleaned_data["reason"])
            say(request, _("%(name)s may come back.") % {"name": subscription.person})
            return see_other(reverse("group_bans", args=[group.slug]))
    context = {"group": group, "row": showing.with_reasons([subscription])[0], "form": form}
    return render(request, "groups/ban.html", context, status=400 if form.errors else 200)


@require_POST
@allow(policies.can_announce, post_of)
def announce(request: HttpRequest, post: Post) -> HttpResponse:
    announcing.announce(request.user, post=post)
    say(request, _("All members are told of it."))
    return back_to(request, post)


@require_POST
@allow(policies.can_announce, post_of)
def unannounce(request: HttpRequest, post: Post) -> HttpResponse:
    announcing.unannounce(request.user, post=post)
    say(request, _("It is a post like others again."))
    return back_to(request, post)
