"""Conversations in the API, named by the reference of the order or of the call."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import own_pictures
from community.conversations import policies, saying
from community.conversations.finding import any_subject, guests_message, guests_subject
from community.conversations.listing import inbox
from community.conversations.models import Conversation, Message
from community.conversations.reporting import report_message
from community.conversations.showing import whole_thread
from community.conversations.subjects import Subject
from community.moderation.models import Report
from community.moderation.reporting import NOTE_LENGTH
from config.kit import cursors
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in
from content.pictures.api import PictureSerializer
from shop.orders.models import Order

REFERENCE = r"[0-9a-z]{16}"
CURSOR = OpenApiParameter("cursor", str, description="From the `next` or `earlier` of the page before.")


class LastMessageSerializer(serializers.Serializer):
    """The beginning of what was written last."""

    text = serializers.CharField(source="excerpt", help_text="In the client's language where there are no words.")
    is_mine = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="last.created_at")


class AboutSerializer(serializers.Serializer):
    """What is written about: an order, or the call of a store to a hail."""

    kind = serializers.ChoiceField(source="subject.kind", choices=Conversation.Kind.choices)
    order = serializers.CharField(source="subject.about.order.reference", allow_null=True, help_text="Its reference.")
    call = serializers.CharField(source="subject.about.call.reference", allow_null=True, help_text="Its reference.")


class ConversationSerializer(AboutSerializer):
    """What was written about an order or a hail of which one is a side; `name` is the other's. Who hails has none."""

    store = serializers.CharField(source="subject.store.slug")
    side = serializers.ChoiceField(choices=["buyer", "seller"])
    name = serializers.CharField(source="other")
    unread = serializers.BooleanField(help_text="Whether the other wrote something that one has not read.")
    last = LastMessageSerializer(source="*")
    created_at = serializers.DateTimeField(source="conversation.created_at")


@extend_schema_serializer(many=False)
class ConversationPageSerializer(serializers.Serializer):
    """`next` is null on the last page."""

    next = serializers.URLField(allow_null=True)
    results = ConversationSerializer(many=True)


class MessageSerializer(serializers.Serializer):
    """A message; `side` says who wrote it, `is_read` whether the other side has seen what one wrote oneself.

    Of one that a moderator has hidden neither words nor pictures are there.
    """

    reference = serializers.CharField(source="message.reference")
    side = serializers.ChoiceField(source="message.side", choices=["buyer", "seller"])
    name = serializers.CharField()
    text = serializers.CharField()
    pictures = serializers.SerializerMethodField()
    is_mine = serializers.BooleanField()
    is_read = serializers.BooleanField()
    is_hidden = serializers.BooleanField(source="message.is_hidden")
    created_at = serializers.DateTimeField(source="message.created_at")

    def get_pictures(self, bubble: Any) -> PictureSerializer(many=True):  # type: ignore[valid-type]
        return PictureSerializer([picture for _path, picture in bubble.pictures], many=True, context=self.context).data


@extend_schema_serializer(many=False)
class ThreadSerializer(AboutSerializer):
    """A page of a conversation, oldest first. `earlier` is the address of what came before; `closed` says why one
    cannot write now, empty where one can."""

    earlier = serializers.URLField(allow_null=True, source="earlier_url")
    unread = serializers.IntegerField()
    closed = serializers.CharField()
    messages = MessageSerializer(many=True, source="bubbles")


class SaySerializer(serializers.Serializer):
    """`pictures` are references of one's own pictures that hang nowhere yet; they become private to the two."""

    text = serializers.CharField(max_length=saying.TEXT_LENGTH, required=False, allow_blank=True, default="")
    pictures = serializers.ListField(
        child=serializers.CharField(max_length=16), max_length=saying.MOST_PICTURES, required=False, default=list
    )


class ReadSerializer(serializers.Serializer):
    read = serializers.IntegerField(help_text="How many messages were new.")


class ThreadViewSet(GenericViewSet, ABC):
    """What the two sides of an order, or of a hail, write to each other."""

    rules = {
        "messages": policies.is_side,
        "say": policies.is_side,
        "read": policies.is_side,
    }
    serializer_class = ThreadSerializer
    pagination_class = None
    filter_backends: list[Any] = []
    queryset = Order.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    @abstractmethod
    def subject(self) -> Subject:
        """What the address names. Raises Http404."""

    def get_object(self) -> Subject:
        found = self.subject()
        self.check_object_permissions(self.request, found)
        return found

    @extend_schema(parameters=[CURSOR], responses=ThreadSerializer)
    @action(detail=True, methods=["get"])
    def messages(self, request: Request, reference: str, **_: str) -> Response:
        """What was written about it, the last of it."""
        thread = whole_thread(self.get_object(), self.actor(), self.cursor())
        shown = {name: getattr(thread, name) for name in ("subject", "unread", "closed", "bubbles")}
        shown["earlier_url"] = self.onward(thread.earlier)
        return Response(ThreadSerializer(shown, context=self.get_serializer_context()).data)

    @extend_schema(request=SaySerializer, responses={201: MessageSerializer})
    @messages.mapping.post
    def say(self, request: Request, reference: str, **_: str) -> Response:
        """Write to the other side. With the same Idempotency-Key the same message comes back."""
        subject, given = self.get_object(), self.validated(SaySerializer)
        side, key = subject.side_of(self.actor()), self.idempotency_key()
        made = saying.said_before(subject, side, key) if side else None
        if made is None:
            pictures = own_pictures(self.actor(), given["pictures"], field="pictures")
            said = {"text": given["text"], "pictures": pictures, "idempotency_key": key}
            made = saying.say(self.actor(), **subject.about, **said)
        return Response(self.shown(subject, made), status=status.HTTP_201_CREATED)

    def shown(self, subject: Subject, message: Message) -> Any:
        """The message as its sender sees it."""
        bubbles = whole_thread(subject, self.actor(), cursors.encode(message.pk + 1)).bubbles
        return MessageSerializer(bubbles[-1], context=self.get_serializer_context()).data

    @extend_schema(request=None, responses=ReadSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, reference: str, **_: str) -> Response:
        """One has read all that the other side wrote."""
        return Response({"read": saying.read(self.actor(), **self.get_object().about)})


class ConversationViewSet(ThreadViewSet):
    """The same of all one's orders and hails, and of those to which a store of one's was called, by the reference of
    the order or the call; what is wrong with a message is told at `reports/`, as message:<reference>."""

    rules = ThreadViewSet.rules | {"list": signed_in}

    def subject(self) -> Subject:
        if not self.actor().is_authenticated:
            raise Http404
        return any_subject(self.actor(), self.kwargs["reference"])

    @extend_schema(operation_id="conversations_list", parameters=[CURSOR], responses=ConversationPageSerializer)
    def list(self, request: Request) -> Response:
        """One's conversations, those in which was written last first."""
        rows, cursor = inbox(self.actor(), self.cursor())
        return Response(ConversationPageSerializer({"next": self.onward(cursor), "results": rows}).data)


class MessageReportSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(choices=Report.Reason.choices)
    note = serializers.CharField(max_length=NOTE_LENGTH, required=False, allow_blank=True, default="")


class GuestConversationViewSet(ThreadViewSet):
    """The same through the purchase, which is all that a buyer without an account has.

    Such a buyer gets a photo at /purchases/<purchase>/orders/<order>/photos/<picture>/.
    """

    rules = ThreadViewSet.rules | {"report": policies.can_report}

    def subject(self) -> Subject:
        return guests_subject(self.actor(), self.kwargs["purchase"], self.kwargs["reference"])

    @extend_schema(
        parameters=[OpenApiParameter("message", str, OpenApiParameter.PATH)],
        request=MessageReportSerializer,
        responses={204: None},
    )
    @action(detail=True, methods=["post"], url_path=rf"messages/(?P<message>{REFERENCE})/report")
    def report(self, request: Request, purchase: str, reference: str, message: str) -> Response:
        """Tell the moderators about a message that one got. Telling again changes the one report."""
        found = guests_message(self.actor(), purchase, reference, message)
        self.check_object_permissions(request, found)
        report_message(self.actor(), message=found, **self.validated(MessageReportSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register(
        rf"purchases/(?P<purchase>{REFERENCE})/orders", GuestConversationViewSet, basename="api-purchase-order"
    )
    router.register("conversations", ConversationViewSet, basename="api-conversation")
