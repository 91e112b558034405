"""Groups in the API: found, edit, join, ask, invite, keep."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.models import Subscription
from community.groups import editing, founding, inviting, joining, membering, policies, showing
from community.groups.models import Group, Invitation
from community.groups.serializing import (
    GroupFoundSerializer,
    GroupSerializer,
    GroupWriteSerializer,
    HeirSerializer,
    InvitationFrontSerializer,
    InvitationSerializer,
    InvitationWriteSerializer,
    MemberSerializer,
    MembershipSerializer,
    NoteSerializer,
    RemovalSerializer,
    RoleSerializer,
    write_fields,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in

USERNAME = OpenApiParameter("username", OpenApiTypes.STR, OpenApiParameter.PATH)
NAMED = r"(?P<username>[-a-z0-9_]{1,40})"


class GroupFilter(django_filters.FilterSet):
    access = django_filters.ChoiceFilter(choices=Group.Access.choices)
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Part of the name.")
    mine = django_filters.BooleanFilter(method="only_mine", help_text="Groups one is a member of.")

    def only_mine(self, groups: QuerySet[Group], name: str, value: bool) -> QuerySet[Group]:
        mine = Group.objects.joined_by(self.request.user).values("pk")
        return groups.filter(pk__in=mine) if value else groups.exclude(pk__in=mine)


class GroupViewSet(GenericViewSet):
    """Groups whose front one may see."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": policies.can_found,
        "partial_update": policies.can_edit_group,
        "close": policies.can_close_group,
        "hand_over": policies.can_edit_group,
        "join": signed_in,
        "leave": signed_in,
        "members": policies.can_see_members,
        "set_role": policies.can_edit_group,
        "remove_member": policies.can_keep_members,
        "requests": policies.can_answer_requests,
        "accept": policies.can_answer_requests,
        "decline": policies.can_answer_requests,
        "invitations": policies.can_invite,
        "invite": policies.can_invite,
    }
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    queryset = Group.objects.none()
    lookup_field = "slug"
    lookup_value_regex = r"[-a-zA-Z0-9_]{1,60}"

    def get_queryset(self) -> QuerySet[Group]:
        seen = Group.objects.visible_to(self.request.user).filter(closed_at=None)
        return showing.counted(seen).select_related("photo", "owner")

    def shown(self, group: Group, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.group_of(self.actor(), group.slug)
        data = self.get_serializer(showing.front(self.actor(), fresh)).data
        return Response(data, status=status_code)

    def validated(self, serializer_class: Any, **options: Any) -> dict[str, Any]:
        given = serializer_class(data=self.request.data, **options)
        given.is_valid(raise_exception=True)
        return given.validated_data

    @extend_schema(responses=GroupSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Groups whose front one may see, newest first."""
        groups = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        fronts = showing.fronts(self.actor(), groups)
        return self.get_paginated_response(self.get_serializer(fronts, many=True).data)

    def retrieve(self, request: Request, slug: str) -> Response:
        """One group's front."""
        return self.shown(self.get_object())

    @extend_schema(request=GroupFoundSerializer, responses={201: GroupSerializer})
    def create(self, request: Request) -> Response:
        """Start a group."""
        data = write_fields(self.actor(), self.validated(GroupFoundSerializer))
        return self.shown(founding.found_group(self.actor(), **data), status.HTTP_201_CREATED)

    @extend_schema(request=GroupWriteSerializer, responses=GroupSerializer)
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change what the group says and who may join."""
        group = self.get_object()
        data = write_fields(self.actor(), self.validated(GroupWriteSerializer, partial=True))
        return self.shown(editing.edit_group(self.actor(), group=group, **data))

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, slug: str) -> Response:
        """Close the group for good."""
        editing.close_group(self.actor(), group=self.get_object(), reason=str(request.data.get("reason", "")))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=HeirSerializer, responses=GroupSerializer)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, slug: str) -> Response:
        """Give the group to a member."""
        group = self.get_object()
        heir = self.member(group, self.validated(HeirSerializer)["to"])
        return self.shown(editing.hand_over(self.actor(), group=group, to=heir.person))

    @extend_schema(request=NoteSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, slug: str) -> Response:
        """Join a public group, or ask to join."""
        made = joining.join_group(self.actor(), group=self.get_object(), **self.validated(NoteSerializer))
        return Response(MembershipSerializer(made).data)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, slug: str) -> Response:
        """Leave the group, or take one's request back."""
        joining.leave_group(self.actor(), group=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=MemberSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def members(self, request: Request, slug: str) -> Response:
        """Who is in, for members."""
        rows = self.paginate_queryset(showing.members_of(self.actor(), self.get_object()))
        return self.get_paginated_response(MemberSerializer(rows, many=True).data)

    @extend_schema(parameters=[USERNAME], request=RoleSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/role")
    def set_role(self, request: Request, slug: str, username: str) -> Response:
        """Make a member a moderator, or a member again."""
        row = self.member(self.get_object(), username)
        changed = membering.set_role(self.actor(), subscription=row, **self.validated(RoleSerializer))
        return Response(MembershipSerializer(changed).data)

    @extend_schema(parameters=[USERNAME], request=RemovalSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path=f"members/{NAMED}/remove")
    def remove_member(self, request: Request, slug: str, username: str) -> Response:
        """Put a member out, and perhaps ban them, with a reason."""
        row = self.member(self.get_object(), username)
        membering.remove_member(self.actor(), subscription=row, **self.validated(RemovalSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

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

    @extend_schema(parameters=[USERNAME], request=None, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path=f"requests/{NAMED}/decline")
    def decline(self, request: Request, slug: str, username: str) -> Response:
        """Not let someone in."""
        row = _one(showing.requests_of(self.actor(), self.get_object()), username)
        return Response(MembershipSerializer(joining.decline_request(self.actor(), subscription=row)).data)

    @extend_schema(responses=InvitationSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def invitations(self, request: Request, slug: str) -> Response:
        """Links that let people in."""
        rows = self.paginate_queryset(showing.open_invitations(self.get_object(), self.actor()))
        data = InvitationSerializer(rows, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(data)

    @extend_schema(request=InvitationWriteSerializer, responses={201: InvitationSerializer})
    @invitations.mapping.post
    def invite(self, request: Request, slug: str) -> Response:
        """Make one more link."""
        group = self.get_object()
        made = inviting.invite(self.actor(), group=group, **self.validated(InvitationWriteSerializer))
        data = InvitationSerializer(made, context=self.get_serializer_context()).data
        return Response(data, status=status.HTTP_201_CREATED)


def _one(rows: QuerySet[Subscription], username: str) -> Subscription:
    return get_object_or_404(rows.select_related("person", "channel__group"), person__username=username)


class InvitationViewSet(GenericViewSet):
    """Invitations, for whoever holds the reference."""

    rules = {"retrieve": anyone, "join": signed_in, "destroy": policies.can_revoke}
    serializer_class = InvitationFrontSerializer
    queryset = Invitation.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Invitation]:
        seen = Invitation.objects.visible_to(self.request.user).filter(group__closed_at=None)
        return seen.select_related("group__photo", "group__owner", "created_by")

    def retrieve(self, request: Request, reference: str) -> Response:
        """The front of the group. A spent invitation tells nothing of it."""
        invitation = self.get_object()
        if not invitation.is_usable:
            raise inviting.InvitationSpent
        group = showing.counted(Group.objects.filter(pk=invitation.group_id)).select_related("photo", "owner").get()
        shown = {
            "reference": invitation.reference,
            "created_by": invitation.created_by,
            "group": showing.front(self.actor(), group),
        }
        return Response(self.get_serializer(shown).data)

    @extend_schema(request=None, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, reference: str) -> Response:
        """Become a member."""
        made = inviting.join_by_invitation(self.actor(), invitation=self.get_object())
        return Response(MembershipSerializer(made).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """End the invitation."""
        inviting.revoke_invitation(self.actor(), invitation=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("groups", GroupViewSet, basename="api-group")
    router.register("invitations", InvitationViewSet, basename="api-invitation")
