"""How much a person did in the last days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.attention.models import Spending
from config.kit.personal import Row, erased, exported


@exported("limits_used")
def spendings(person: Any) -> Iterable[Row]:
    return Spending.objects.filter(person=person).values("quota", "used", "most", "begins_at", "ends_at")


@erased
def forget_spendings(person: Any) -> None:
    Spending.objects.filter(person=person).delete()
