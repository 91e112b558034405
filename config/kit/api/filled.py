"""Members of the API's answers that a room above fills: asked once for all objects of a list."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from config.kit.slots import Slot


class FilledList(serializers.ListSerializer):
    """A list whose members rooms above fill: the `list_serializer_class` of serializers with a `FilledField`, or with
    such a serializer inside."""

    rows: list[Any]
    found: dict[FilledField, dict[int, Any]]

    def to_representation(self, data: Any) -> Any:
        self.rows, self.found = list(data), {}
        return super().to_representation(self.rows)


class FilledField(serializers.Field):
    """What the first room that fills `slot` says of the object, null where none does."""

    def __init__(self, slot: Slot, *, source: str = "*", **options: Any) -> None:
        self.slot = slot
        super().__init__(source=source, read_only=True, allow_null=True, **options)

    def __deepcopy__(self, memo: Any) -> FilledField:
        # A slot is one for all; DRF's own copy would make another of it, which nobody fills.
        return type(self)(*self._args, **self._kwargs)  # type: ignore[attr-defined]

    def to_representation(self, value: Any) -> Any:
        steps: list[Any] = []
        node: Any = self
        while node.parent is not None and not isinstance(node.parent, serializers.ListSerializer):
            steps.append(node)
            node = node.parent
        if not isinstance(node.parent, FilledList):
            return self._asked([value]).get(value.pk)
        whole = node.parent
        if self not in whole.found:
            rows = whole.rows
            for step in reversed(steps):
                rows = [found for row in rows if (found := step.get_attribute(row)) is not None]
            whole.found[self] = self._asked(rows)
        return whole.found[self].get(value.pk)

    def _asked(self, rows: list[Any]) -> dict[int, Any]:
        found = self.slot.collect(rows, self.context["request"].user)
        return {pk: said[0] for pk, said in found.items()}
