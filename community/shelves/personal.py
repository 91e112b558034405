"""What a person gave their word for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.shelves.models import ShelfItem, ShelfVoucher
from config.kit.personal import Row, erased, exported


@exported("shelf_words")
def vouchers(person: Any) -> Iterable[Row]:
    return ShelfVoucher.objects.filter(person=person).values("item__group__slug", "sentence", "created_at")


@erased
def forget_vouchers(person: Any) -> None:
    """What nobody vouches for any more leaves the shelf."""
    items = list(ShelfItem.objects.filter(vouchers__person=person).values_list("pk", flat=True))
    ShelfVoucher.objects.filter(person=person).delete()
    ShelfItem.objects.filter(pk__in=items, vouchers=None).delete()
