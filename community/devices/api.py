"""Devices that are told at once, in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.devices import registering
from community.devices.models import ENDPOINT_LENGTH, PushSubscription
from community.devices.policies import can_manage
from community.devices.views import shown_key
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in


class DeviceSerializer(serializers.ModelSerializer):
    """A browser that is told by web push."""

    class Meta:
        model = PushSubscription
        fields = ["reference", "name", "previews", "created_at", "reached_at"]
        read_only_fields = ["reference", "name", "created_at", "reached_at"]


class KeysSerializer(serializers.Serializer):
    p256dh = serializers.CharField(max_length=100)
    auth = serializers.CharField(max_length=30)


class NewDeviceSerializer(serializers.Serializer):
    """What `PushSubscription.toJSON()` of the browser gives, and perhaps a name."""

    endpoint = serializers.URLField(max_length=ENDPOINT_LENGTH)
    keys = KeysSerializer()
    name = serializers.CharField(max_length=registering.NAME_LENGTH, required=False)


class PushKeySerializer(serializers.Serializer):
    """What browsers call the application server key: base64 for addresses."""

    key = serializers.CharField()


class DeviceViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, GenericViewSet):
    """Browsers on which one is told at once."""

    rules = {
        "list": signed_in,
        "create": signed_in,
        "partial_update": can_manage,
        "destroy": can_manage,
        "key": anyone,
    }
    serializer_class = DeviceSerializer
    queryset = PushSubscription.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[PushSubscription]:
        return PushSubscription.objects.visible_to(self.request.user)

    @extend_schema(request=NewDeviceSerializer, responses={201: DeviceSerializer})
    def create(self, request: Request) -> Response:
        """Have a browser told; the same endpoint again is kept up to date."""
        sent = self.validated(NewDeviceSerializer)
        name = sent.get("name") or registering.name_from(request.headers.get("User-Agent", ""))
        device = registering.register_device(self.actor(), endpoint=sent["endpoint"], **sent["keys"], name=name)
        return Response(DeviceSerializer(device).data, status=201)

    @extend_schema(request=DeviceSerializer, responses=DeviceSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Choose whether its lock screen may show what was written."""
        device = self.get_object()
        given = self.validated(DeviceSerializer, instance=device, partial=True)
        allowed = given.get("previews", device.previews)
        registering.allow_previews(self.actor(), device=device, allowed=allowed)
        return Response(DeviceSerializer(device).data)

    def perform_destroy(self, instance: PushSubscription) -> None:
        registering.forget_device(self.actor(), device=instance)

    @extend_schema(responses=PushKeySerializer)
    @action(detail=False, methods=["get"])
    def key(self, request: Request) -> Response:
        """The site's public key, with which browsers subscribe."""
        return Response({"key": shown_key()})


def register(router: Any) -> None:
    router.register("devices", DeviceViewSet, basename="api-device")
