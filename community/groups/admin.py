"""Groups and invitations for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.groups.editing import close_group
from community.groups.inviting import revoke_invitation
from community.groups.models import Group, HandOver, Invitation
from community.groups.showing import counted
from config.kit.operating import HistoryAdmin, act


@admin.register(Group)
class GroupAdmin(HistoryAdmin):
    list_display = ["name", "slug", "access", "owner", "members", "place_name", "created_at", "closed_at"]
    list_display_links = ["name", "slug"]
    list_filter = ["access", "created_at", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "slug", "about", "owner__username", "owner__name"]
    list_select_related = ["owner"]
    date_hierarchy = "created_at"
    actions = [act(close_group, name="close_groups", target="group", description=_("Close the chosen groups"))]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return counted(super().get_queryset(request))

    @admin.display(description=_("Members"), ordering="member_count")
    def members(self, group: Any) -> int:
        return group.member_count


def revoke(person: Any, *, invitation: Invitation, reason: str) -> None:
    revoke_invitation(person, invitation=invitation, reason=reason)


@admin.register(HandOver)
class HandOverAdmin(HistoryAdmin):
    list_display = ["group", "offered_by", "to", "state", "created_at", "ended_at"]
    list_filter = ["state", "created_at"]
    search_fields = ["group__name", "group__slug", "to__username", "to__name"]
    list_select_related = ["group", "offered_by", "to"]


@admin.register(Invitation)
class InvitationAdmin(HistoryAdmin):
    list_display = ["group", "created_by", "uses", "max_uses", "expires_at", "revoked_at", "created_at"]
    list_filter = ["created_at", ("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "group__name", "group__slug", "created_by__username", "created_by__name"]
    list_select_related = ["group", "created_by"]
    actions = [act(revoke, name="revoke", target="invitation", description=_("End the chosen invitations"))]
