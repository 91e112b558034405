"""What the API's viewsets have in common."""

from __future__ import annotations

from typing import Any

from rest_framework import mixins, viewsets

from config.kit.policies import Rule


class GenericViewSet(viewsets.GenericViewSet):
    """A viewset that reads through `visible_to` and acts through verbs.

    `rules` maps each action to its rule. `queryset` is narrowed in `get_queryset`.
    """

    rules: dict[str, Rule] = {}

    def actor(self) -> Any:
        return self.request.user

    def idempotency_key(self) -> str:
        return self.request.headers.get("Idempotency-Key", "")[:64]


class ReadOnlyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """List and retrieve."""
