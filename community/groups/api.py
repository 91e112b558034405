"""Groups in the API: found, edit, join, ask, invite, keep."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.groups import editing, founding, inviting, joining, policies, showing
from community.groups.keeping_api import KeepingActions
from community.groups.models import Group, Invitation
from community.groups.serializing import (
    AgreeSerializer,
    CloseSerializer,
    GroupFoundSerializer,
    GroupSerializer,
    GroupWriteSerializer,
    InvitationFrontSerializer,
    InvitationSerializer,
    InvitationWriteSerializer,
    JoinSerializer,
    LeaveSerializer,
    MembershipSerializer,
    write_fields,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in

REASON = OpenApiParameter("reason", str, description="Needed where somebody else made it.")


class GroupFilter(django_filters.FilterSet):
    access = django_filters.ChoiceFilter(choices=Group.Access.choices)
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Part of the name.")
    mine = django_filters.BooleanFilter(method="only_mine", help_text="Groups one is a member of.")

    def only_mine(self, groups: QuerySet[Group], name: str, value: bool) -> QuerySet[Group]:
        mine = Group.objects.joined_by(self.request.user).values("pk")
        return groups.filter(pk__in=mine) if value else groups.exclude(pk__in=mine)


class GroupViewSet(KeepingActions, GenericViewSet):
    """Groups whose front one may see."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": policies.can_found,
        "partial_update": policies.can_edit_group,
        "close": policies.can_close_group,
        "join": signed_in,
        "agree": policies.is_member,
        "leave": signed_in,
        "invitations": policies.can_invite,
        "invite": policies.can_invite,
        **KeepingActions.rules,
    }
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    queryset = Group.objects.none()
    lookup_field = "slug"
    lookup_value_regex = r"[-a-zA-Z0-9_]{1,60}"

    def get_queryset(self) -> QuerySet[Group]:
        seen = Group.objects.visible_to(self.request.user).filter(closed_at=None)
        return showing.fronted(self.actor(), seen)

    def shown(self, group: Group, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.group_of(self.actor(), group.slug)
        data = self.get_serializer(showing.front(self.actor(), fresh)).data
        return Response(data, status=status_code)

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

    @extend_schema(request=CloseSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, slug: str) -> Response:
        """Close the group for good."""
        group = self.get_object()
        editing.close_group(self.actor(), group=group, **self.validated(CloseSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=JoinSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, slug: str) -> Response:
        """Join a public group, or ask to join, agreeing to its rules and answering its questions."""
        made = joining.join_group(self.actor(), group=self.get_object(), **self.validated(JoinSerializer))
        return Response(MembershipSerializer(made).data)

    @extend_schema(request=AgreeSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"], url_path="rules/agree")
    def agree(self, request: Request, slug: str) -> Response:
        """Agree, as a member, to the rules as they are now."""
        version = self.validated(AgreeSerializer)["rules"] or 0
        row = joining.accept_rules(self.actor(), group=self.get_object(), version=version)
        return Response(MembershipSerializer(row).data)

    @extend_schema(request=LeaveSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, slug: str) -> Response:
        """Leave the group, or take one's request back."""
        joining.leave_group(self.actor(), group=self.get_object(), **self.validated(LeaveSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

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
        group = showing.fronted(self.actor(), Group.objects.filter(pk=invitation.group_id)).get()
        shown = {
            "reference": invitation.reference,
            "created_by": invitation.created_by,
            "group": showing.front(self.actor(), group),
        }
        return Response(self.get_serializer(shown).data)

    @extend_schema(request=AgreeSerializer, responses=MembershipSerializer)
    @action(detail=True, methods=["post"])
    def join(self, request: Request, reference: str) -> Response:
        """Become a member, agreeing to the rules where there are any."""
        agreed = self.validated(AgreeSerializer)
        made = inviting.join_by_invitation(self.actor(), invitation=self.get_object(), **agreed)
        return Response(MembershipSerializer(made).data)

    @extend_schema(parameters=[REASON], responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """End the invitation; another's with a reason that they are told."""
        reason = request.query_params.get("reason", "")
        inviting.revoke_invitation(self.actor(), invitation=self.get_object(), reason=reason)
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("groups", GroupViewSet, basename="api-group")
    router.register("invitations", InvitationViewSet, basename="api-invitation")
