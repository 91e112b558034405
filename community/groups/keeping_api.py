"""Keeping a group through the API: members, requests, bans, announcements, and whose it is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.models import Subscription
from community.groups import announcing, handing, joining, membering, policies, showing
from community.groups.models import Group, HandOver
from community.groups.serializing import (
    AnnouncementSerializer,
    BanSerializer,
    HandOverSerializer,
    HeirSerializer,
    LimitSerializer,
    MemberSerializer,
    MembershipSerializer,
    RemovalSerializer,
    RoleSerializer,
)
from community.moderation.acts import act_on_member
from community.posts.models import Post
from community.posts.serializing import ActReasonSerializer
from community.posts.showing import post_of
from config.kit.http import clean_key
from config.kit.policies import Rule, signed_in

USERNAME = OpenApiParameter("username", OpenApiTypes.STR, OpenApiParameter.PATH)
NAMED = r"(?P<username>[-a-z0-9_]{1,40})"
REFERENCE = OpenApiParameter("reference", OpenApiTypes.STR, OpenApiParameter.PATH)
NAME = OpenApiParameter("q", OpenApiTypes.STR, description="Part of a name.")


class KeepingActions:
    """Actions of the viewset of groups for those who are in, and for those who keep order."""

    rules: dict[str, Rule] = {
        "members": policies.can_see_members,
        "set_role": policies.can_edit_group,
        "remove_member": policies.can_keep_members,
        "warn": policies.can_keep_members,
        "limit": policies.can_keep_members,
        "requests": policies.can_answer_requests,
        "accept": policies.can_answer_requests,
        "decline": policies.can_answer_requests,
        "bans": policies.can_keep_members,
        "lift": policies.can_keep_members,
        "hand_over": policies.can_edit_group,
        "withdraw_offer": policies.can_edit_group,
        "accept_offer": signed_in,
        "decline_offer": signed_in,
        "announce": policies.is_moderator,
        "unannounce": policies.is_moderator,
    }
    # The viewset's own.
    actor: Any
    get_object: Any
    validated: Any
    paginate_queryset: Any
    get_paginated_response: Any

    @extend_schema(parameters=[NAME], responses=MemberSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def members(self, request: Request, slug: str) -> Response:
        """Who is in, for members, the longest there first."""
        name = clean_key(request.query_params.get("q", "")).strip()
        rows = self.paginate_queryset(showing.named(showing.members_of(self.actor(), self.get_object()), name))
        return self.get_paginated_response(MemberSerializer(rows, many=True).data)

    @extend_schema(parameters=[USERNAME], request=RoleSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/role")
    def set_role(self, request: Request, slug: str, username: str) -> Response:
        """Make a member a moderator, or, with a reason, a member again."""
        row = self.member(self.get_object(), username)
        changed = membering.set_role(self.actor(), subscription=row, **self.validated(RoleSerializer))
        return Response(MembershipSerializer(changed).data)

    @extend_schema(parameters=[USERNAME], request=RemovalSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/remove")
    def remove_member(self, request: Request, slug: str, username: str) -> Response:
        """Put a member out, and perhaps ban them, with a reason; also one who asks to be let in or has left."""
        row = self.kept(username)
        membering.remove_member(self.actor(), subscription=row, **self.validated(RemovalSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[USERNAME], request=ActReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/warn")
    def warn(self, request: Request, slug: str, username: str) -> Response:
        """Warn a member, with a reason."""
        row = self.kept(username)
        act_on_member(self.actor(), subscription=row, act="warn", **self.validated(ActReasonSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[USERNAME], request=LimitSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/limit")
    def limit(self, request: Request, slug: str, username: str) -> Response:
        """Keep a member from some things in the group, for some days or until it is lifted, with a reason."""
        row = self.kept(username)
        act_on_member(self.actor(), subscription=row, act="limit", **self.validated(LimitSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def kept(self, username: str) -> Subscription:
        return _one(showing.kept_by(self.actor(), self.get_object()), username)

    def member(self, group: Group, username: str) -> Subscription:
        return _one(showing.members_of(self.actor(), group), username)

    @extend_schema(responses=MembershipSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def requests(self, request: Request, slug: str) -> Response:
        """Who asks to be let in."""
        rows = self.paginate_queryset(showing.requests_of(self.actor(), self.get_object()))
        return self.get_paginated_response(MembershipSerializer(rows, many=True).data)

    @extend_schema(parameters=[USERNAME], request=None, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path=f"requests/{NAMED}/accept")
    def accept(self, request: Request, slug: str, username: str) -> Response:
        """Let someone in."""
        row = _one(showing.requests_of(self.actor(), self.get_object()), username)
        return Response(MembershipSerializer(joining.accept_request(self.actor(), subscription=row)).data)

    @extend_schema(parameters=[USERNAME], request=ActReasonSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path=f"requests/{NAMED}/decline")
    def decline(self, request: Request, slug: str, username: str) -> Response:
        """Not let someone in, with a reason."""
        row = _one(showing.requests_of(self.actor(), self.get_object()), username)
        made = joining.decline_request(self.actor(), subscription=row, **self.validated(ActReasonSerializer))
        return Response(MembershipSerializer(made).data)

    @extend_schema(responses=BanSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def bans(self, request: Request, slug: str) -> Response:
        """Who is banned, by whom and why."""
        rows = self.paginate_queryset(showing.bans_of(self.actor(), self.get_object()))
        return self.get_paginated_response(BanSerializer(showing.with_reasons(rows), many=True).data)

    @extend_schema(parameters=[USERNAME], request=ActReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path=f"bans/{NAMED}/lift")
    def lift(self, request: Request, slug: str, username: str) -> Response:
        """Let someone come back as anyone may, with a reason."""
        row = _one(showing.bans_of(self.actor(), self.get_object()), username)
        membering.lift_ban(self.actor(), subscription=row, **self.validated(ActReasonSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=HeirSerializer, responses={201: HandOverSerializer})
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, slug: str) -> Response:
        """Offer the group to a member; it becomes theirs when they accept."""
        group = self.get_object()
        heir = self.member(group, self.validated(HeirSerializer)["to"])
        made = handing.offer_group(self.actor(), group=group, to=heir.person)
        return Response(HandOverSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    @hand_over.mapping.delete
    def withdraw_offer(self, request: Request, slug: str) -> Response:
        """Take the offer back before it is answered."""
        handing.withdraw_offer(self.actor(), hand_over=self.offer())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=HandOverSerializer)
    @action(detail=True, methods=["post"], url_path="hand-over/accept")
    def accept_offer(self, request: Request, slug: str) -> Response:
        """Become the owner of the group that one was offered."""
        offer = self.offer()
        handing.accept_group(self.actor(), hand_over=offer)
        return Response(HandOverSerializer(offer).data)

    @extend_schema(request=None, responses=HandOverSerializer)
    @action(detail=True, methods=["post"], url_path="hand-over/decline")
    def decline_offer(self, request: Request, slug: str) -> Response:
        """Leave the group to its owner."""
        return Response(HandOverSerializer(handing.decline_group(self.actor(), hand_over=self.offer())).data)

    def offer(self) -> HandOver:
        """The open offer, for the two whom it concerns. Raises Http404."""
        found = handing.open_offer(self.get_object())
        if found is None or self.actor().pk not in (found.to_id, found.offered_by_id):
            raise Http404
        return found

    @extend_schema(request=AnnouncementSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="announcements")
    def announce(self, request: Request, slug: str) -> Response:
        """Make a post of the group known to all its members; once a day."""
        post = self.post_in(self.get_object(), self.validated(AnnouncementSerializer)["post"])
        announcing.announce(self.actor(), post=post)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[REFERENCE], responses={204: None})
    @action(detail=True, methods=["delete"], url_path=r"announcements/(?P<reference>[0-9a-z]{16})")
    def unannounce(self, request: Request, slug: str, reference: str) -> Response:
        """Let the post be one like others again."""
        announcing.unannounce(self.actor(), post=self.post_in(self.get_object(), reference))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def post_in(self, group: Group, reference: str) -> Post:
        """The post with that reference, in that group. Raises Http404."""
        found = post_of(self.actor(), clean_key(reference))
        if found.channel.group_id != group.pk:
            raise Http404
        return found


def _one(rows: QuerySet[Subscription], username: str) -> Subscription:
    return get_object_or_404(rows.select_related("person", "channel__group"), person__username=username)
