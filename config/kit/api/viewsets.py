"""What the API's viewsets have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.request import Request

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

    def idempotency_key(self) -> str:
        return clean_key(self.request.headers.get("Idempotency-Key", ""))


class ReadOnlyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """List and retrieve."""
