"""Archives of one's own data, in the API. An account is closed on its page alone, where its person is asked."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from community.entry.session import is_confirmed
from community.privacy.archiving import ask_for_archive
from community.privacy.models import Archive
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in


class ArchiveSerializer(serializers.ModelSerializer):
    """An archive of one's own data. It can be fetched while `is_ready`."""

    is_ready = serializers.BooleanField(read_only=True)
    kept_until = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Archive
        fields = ["reference", "asked_at", "is_ready", "kept_until", "size"]
        read_only_fields = fields


class NotConfirmed(NotAllowed):
    """A browser that was left open is not its person; a program's key was had by showing who one is."""

    code = "not_confirmed"
    message = _("Please confirm first that it is you.")


class ArchiveViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """One's own archives, newest first."""

    rules = {"list": signed_in, "retrieve": signed_in, "create": signed_in, "file": signed_in}
    serializer_class = ArchiveSerializer
    queryset = Archive.objects.none()
    lookup_field = "reference"
    lookup_value_regex = "[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Archive]:
        return Archive.objects.visible_to(self.request.user)

    @extend_schema(request=None, responses={202: ArchiveSerializer})
    def create(self, request: Request) -> Response:
        """Have one's data put together; while that is under way, it is the same archive."""
        archive = ask_for_archive(self.actor())
        return Response(self.get_serializer(archive).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY)})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, reference: str = "") -> FileResponse:
        """The ZIP file. With a browser's session only after its person has shown that it is them."""
        archive: Archive = self.get_object()
        if not archive.is_ready or not default_storage.exists(archive.file_name):
            raise NotFound
        if request.auth is None and not is_confirmed(request._request):
            raise NotConfirmed
        return FileResponse(default_storage.open(archive.file_name), as_attachment=True, content_type="application/zip")


def register(router: Any) -> None:
    router.register("archives", ArchiveViewSet, basename="api-archive")
