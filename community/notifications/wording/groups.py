"""What is said of groups, their members, and followers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.channels.models import Channel
from community.notifications.joining import Joined
from community.notifications.models import Event
from community.notifications.wording.parts import EXCERPT, Words, name_of
from content.text.markdown import shortened


def join_request(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to join %(group)s.")
    if joined.people > 1:
        text = ngettext(
            "%(name)s and %(others)d other would like to join %(group)s.",
            "%(name)s and %(others)d others would like to join %(group)s.",
            joined.others,
        )
    url = reverse("group_requests", args=[group.slug])
    names = {"name": name_of(event.actor), "group": group, "others": joined.others}
    return Words(text % names, url, _("You look after this group"), shortened(event.subscription.note, EXCERPT))


def join_accepted(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("You are now in %(group)s.") % {"group": group}
    return Words(text, group.get_absolute_url(), _("You asked to join"), icon="users", tone="jade")


def group_offered(event: Event, joined: Joined, person: Any) -> Words:
    group = event.subscription.channel.group
    text = _("%(name)s would like to hand %(group)s over to you.") % {"name": name_of(event.actor), "group": group}
    return Words(text, group.get_absolute_url(), _("You are in this group"))


def group_role(event: Event, joined: Joined, person: Any) -> Words:
    group, role = event.subscription.channel.group, event.subscription.role
    if role == event.subscription.Role.OWNER:
        text, why = _("%(group)s is yours to look after now."), _("By the group's rule, or because you accepted")
    else:
        text, why = _("You are a moderator of %(group)s now."), _("Its owner named you")
    return Words(text % {"group": group}, group.get_absolute_url(), why, icon="users", tone="jade")


def follower(event: Event, joined: Joined, person: Any) -> Words:
    channel = event.subscription.channel
    names = {"name": name_of(event.actor), "others": joined.others, "store": channel.store, "picks": channel.picks}
    if channel.kind == Channel.Kind.STORE:
        one, why = _("%(name)s follows %(store)s."), _("It is your store")
        many = ngettext(
            "%(name)s and %(others)d other follow %(store)s.",
            "%(name)s and %(others)d others follow %(store)s.",
            joined.others,
        )
    elif channel.kind == Channel.Kind.PICKS:
        one, why = _("%(name)s follows your list %(picks)s."), _("It is your list")
        many = ngettext(
            "%(name)s and %(others)d other follow your list %(picks)s.",
            "%(name)s and %(others)d others follow your list %(picks)s.",
            joined.others,
        )
    else:
        one, why = _("%(name)s follows you."), _("It is about you")
        many = ngettext(
            "%(name)s and %(others)d other follow you.", "%(name)s and %(others)d others follow you.", joined.others
        )
    return Words((many if joined.people > 1 else one) % names, event.actor.get_absolute_url(), why)
