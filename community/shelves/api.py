"""Groups' shelves in the API: what stands there, one's word for it, and taking it down."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.groups.models import Group
from community.groups.showing import group_of
from community.posts.serializing import ActReasonSerializer
from community.shelves import policies, showing, taking_down, vouching
from community.shelves.models import ShelfItem
from community.shelves.serializing import (
    MOST,
    SentenceSerializer,
    ShelfAskedSerializer,
    ShelfPageSerializer,
    ShelvedSerializer,
    VouchSerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import anyone, signed_in

SLUG = OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH)
PAGED = [
    OpenApiParameter("cursor", str, description="From the `next` of the page before."),
    OpenApiParameter("page_size", int, description=f"At most {MOST}."),
]


class ShelfViewSet(GenericViewSet):
    """What stands on the shelf of a group that one may read."""

    rules = {
        "list": anyone,
        "create": signed_in,
        "vouch": policies.can_vouch_for,
        "withdraw": policies.can_take_back,
        "take_down": policies.can_take_down,
        "put_back": signed_in,
    }
    serializer_class = ShelvedSerializer
    queryset = ShelfItem.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def group(self) -> Group:
        return group_of(self.actor(), self.kwargs["slug"])

    def get_queryset(self) -> QuerySet[ShelfItem]:
        if "slug" not in self.kwargs:
            return ShelfItem.objects.none()
        return showing.named(ShelfItem.objects.visible_to(self.actor()).filter(group=self.group()))

    def shown(self, item: ShelfItem, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.item_of(self.actor(), item.group.slug, item.reference)
        data = self.get_serializer(showing.shelved([fresh], self.actor())[0]).data
        return Response(data, status=status_code)

    @extend_schema(parameters=[SLUG, *PAGED], responses=ShelfPageSerializer)
    def list(self, request: Request, slug: str) -> Response:
        """What stands on the shelf: first what is by those whom one may trust most, with places kept for newcomers."""
        asked = self.asked(ShelfAskedSerializer)
        things, cursor = showing.shelf_page(self.actor(), self.group(), self.cursor(), asked["page_size"])
        data = {"next": self.onward(cursor, **asked), "results": things}
        return Response(ShelfPageSerializer(data, context=self.get_serializer_context()).data)

    @extend_schema(parameters=[SLUG], request=VouchSerializer, responses={201: ShelvedSerializer})
    def create(self, request: Request, slug: str) -> Response:
        """Put a store or a product on the shelf with one's word, or change that word."""
        data, group = self.validated(VouchSerializer), self.group()
        named = {name: data[name] for name in ("store", "product") if data[name]}
        subject = showing.subject_named(self.actor(), **named) if len(named) == 1 else None
        if subject is None:
            raise Invalid(field="product" if data["product"] else "store", code="not_found")
        made = vouching.vouch(self.actor(), group=group, subject=subject, sentence=data["sentence"])
        return self.shown(made.item, status.HTTP_201_CREATED)

    @extend_schema(parameters=[SLUG], request=SentenceSerializer, responses=ShelvedSerializer)
    @action(detail=True, methods=["put"], url_path="word")
    def vouch(self, request: Request, slug: str, reference: str) -> Response:
        """Vouch for what stands there too, or say it otherwise."""
        item, given = self.get_object(), self.validated(SentenceSerializer)
        vouching.vouch(self.actor(), group=item.group, subject=item.subject, **given)
        return self.shown(item)

    @extend_schema(parameters=[SLUG], responses={204: None})
    @vouch.mapping.delete
    def withdraw(self, request: Request, slug: str, reference: str) -> Response:
        """Take one's word back."""
        vouching.take_back(self.actor(), item=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[SLUG], request=ActReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-down")
    def take_down(self, request: Request, slug: str, reference: str) -> Response:
        """Take it off the shelf, with a reason."""
        item, given = self.get_object(), self.validated(ActReasonSerializer)
        taking_down.take_down(self.actor(), item=item, **given)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[SLUG], request=ActReasonSerializer, responses=ShelvedSerializer)
    @action(detail=True, methods=["post"], url_path="put-back")
    def put_back(self, request: Request, slug: str, reference: str) -> Response:
        """Let it stand there again, with a reason."""
        item = showing.taken_down_item(self.actor(), slug, reference)
        taking_down.put_back(self.actor(), item=item, **self.validated(ActReasonSerializer))
        thing = showing.shelved([item], self.actor())[0]
        return Response(self.get_serializer(thing).data)


def register(router: Any) -> None:
    router.register(r"groups/(?P<slug>[-a-zA-Z0-9_]{1,60})/shelf", ShelfViewSet, basename="api-shelf")
