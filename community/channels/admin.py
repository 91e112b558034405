"""Channels and subscriptions for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.channels.models import Channel, Subscription
from community.groups.membering import lift_ban, remove_member
from config.kit.operating import HistoryAdmin, act


@admin.register(Channel)
class ChannelAdmin(HistoryAdmin):
    list_display = ["subject", "kind", "audience", "post_count"]
    list_filter = ["kind"]
    search_fields = ["group__name", "group__slug", "store__name", "store__slug", "person__name", "person__username"]
    list_select_related = ["group", "store", "person", "picks"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Channel]:
        active = Q(subscriptions__state=Subscription.State.ACTIVE)
        counts = {
            "heard_by": Count("subscriptions", filter=active, distinct=True),
            "said": Count("posts", distinct=True),
        }
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=_("Members"), ordering="heard_by")
    def audience(self, channel: Any) -> int:
        return channel.heard_by

    @admin.display(description=_("Posts"), ordering="said")
    def post_count(self, channel: Any) -> int:
        return channel.said


def remove(person: Any, *, subscription: Subscription, reason: str) -> None:
    remove_member(person, subscription=subscription, reason=reason)


def ban(person: Any, *, subscription: Subscription, reason: str) -> None:
    remove_member(person, subscription=subscription, reason=reason, ban=True)


def unban(person: Any, *, subscription: Subscription, reason: str) -> None:
    lift_ban(person, subscription=subscription, reason=reason)


@admin.register(Subscription)
class SubscriptionAdmin(HistoryAdmin):
    list_display = ["person", "channel", "role", "state", "level", "muted_until", "created_at"]
    list_filter = ["channel__kind", "role", "state", "level", "created_at"]
    search_fields = ["person__username", "person__name", "channel__group__name", "channel__store__name"]
    list_select_related = ["person", "channel__group__owner", "channel__store", "channel__person", "channel__picks"]
    date_hierarchy = "created_at"
    actions = [
        act(remove, name="remove_members", target="subscription", description=_("Remove the chosen from their groups")),
        act(ban, name="ban_members", target="subscription", description=_("Ban the chosen from their groups")),
        act(unban, name="lift_bans", target="subscription", description=_("Lift the bans of the chosen")),
    ]
