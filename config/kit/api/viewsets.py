"""What the API's viewsets have in common."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.request import Request

from config.kit import cursors
from config.kit.http import clean_key
from config.kit.policies import Rule


class TooLarge(exceptions.APIException):
    """More is sent than words can be."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("That is more than can be sent at once.")


class GenericViewSet(viewsets.GenericViewSet):
    """A viewset that reads through `visible_to` and acts through verbs.

    `rules` maps each action to its rule. `queryset` is narrowed in `get_queryset`.
    """

    rules: dict[str, Rule] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Also refuses what is too large to be read: the parsers of JSON and forms would take all of it into memory.

        Photos come in parts, which Django bounds and puts into files. Raises TooLarge.
        """
        super().initial(request, *args, **kwargs)
        in_parts = (request.content_type or "").lower().startswith("multipart/")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not in_parts and length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge

    def actor(self) -> Any:
        return self.request.user

    def validated(self, serializer_class: Any, **options: Any) -> dict[str, Any]:
        """What the request's body says, as the serializer reads it. Raises ValidationError."""
        return self._read(serializer_class, self.request.data, options)

    def asked(self, serializer_class: Any) -> dict[str, Any]:
        """What the address asks for after its `?`, as the serializer reads it. Raises ValidationError."""
        return self._read(serializer_class, self.request.query_params, {})

    def _read(self, serializer_class: Any, data: Any, options: dict[str, Any]) -> dict[str, Any]:
        given = serializer_class(data=data, context=self.get_serializer_context(), **options)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def cursor(self) -> str | None:
        """The cursor in the address. Raises BadCursor for one that is not ours: a program is told of its mistake."""
        cursor = self.request.query_params.get("cursor")
        if cursor:
            cursors.decode(cursor)
        return cursor

    def onward(self, cursor: str | None, **asked: Any) -> str | None:
        """The address of the page at `cursor`, with what else was asked; None where there is no further page."""
        if not cursor:
            return None
        query = urlencode({**{name: value for name, value in asked.items() if value != ""}, "cursor": cursor})
        return self.request.build_absolute_uri(f"{self.request.path}?{query}")

    def idempotency_key(self) -> str:
        return clean_key(self.request.headers.get("Idempotency-Key", ""))


class ReadOnlyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """List and retrieve."""
