"""Pictures in the API: put one up, then name it by its reference elsewhere."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle, UserRateThrottle

from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture


class PictureSizeSerializer(serializers.Serializer):
    width = serializers.IntegerField()
    url = serializers.URLField()


class PictureSerializer(serializers.ModelSerializer):
    """A picture and where each of its sizes is."""

    sizes = serializers.SerializerMethodField()

    class Meta:
        model = Picture
        fields = ["reference", "alt", "width", "height", "is_private", "sizes"]
        read_only_fields = fields

    @extend_schema_field(PictureSizeSerializer(many=True))
    def get_sizes(self, picture: Picture) -> list[dict[str, Any]]:
        request = self.context.get("request")
        paths = {width: reverse("picture", args=[picture.reference, width]) for width in picture.widths}
        return [
            {"width": width, "url": request.build_absolute_uri(path) if request else path}
            for width, path in paths.items()
        ]


class PictureUploadSerializer(serializers.Serializer):
    picture = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG, WebP, HEIC, AVIF, GIF or BMP.")
    alt = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    is_private = serializers.BooleanField(required=False, default=False)


class UploadThrottle(UserRateThrottle):
    """Each photo is seconds of decoding: fewer a minute than calls that only ask for words."""

    scope = "pictures"
    rate = "30/min"


class PictureViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """Pictures that one put up or may see."""

    rules = {"retrieve": anyone, "create": signed_in}
    serializer_class = PictureSerializer
    parser_classes = [MultiPartParser]
    queryset = Picture.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_throttles(self) -> list[BaseThrottle]:
        return [*super().get_throttles(), *([UploadThrottle()] if self.action == "create" else [])]

    def get_queryset(self) -> QuerySet[Picture]:
        return Picture.objects.visible_to(self.request.user)

    @extend_schema(request={"multipart/form-data": PictureUploadSerializer}, responses={201: PictureSerializer})
    def create(self, request: Request) -> Response:
        """Put up a photo: it is turned upright, freed of its metadata and kept as WebP in several sizes."""
        data = self.validated(PictureUploadSerializer)
        picture = take_picture(self.actor(), file=data["picture"], alt=data["alt"], is_private=data["is_private"])
        return Response(self.get_serializer(picture).data, status=status.HTTP_201_CREATED)


def register(router: Any) -> None:
    router.register("pictures", PictureViewSet, basename="api-picture")
