"""What a person was about to buy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from shop.bag.models import Bag, BagLine


@exported("bag")
def bag(person: Any) -> Iterable[Row]:
    return BagLine.objects.filter(bag__person=person).values(
        "variant__product__store__slug", "variant__product__slug", "variant__name", "quantity", "added_at"
    )


@erased
def forget_bag(person: Any) -> None:
    Bag.objects.filter(person=person).delete()
