"""What a person gave their word for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.groups.personal import group_is_seen
from community.shelves.models import ShelfItem, ShelfVoucher
from config.kit.personal import Column, Topic, erased, exported


def _subject(voucher: ShelfVoucher) -> str:
    """What stands on the shelf: "store:tea", "product:tea/longjing"."""
    item = voucher.item
    if item.product_id is not None:
        return f"product:{item.product.store.slug}/{item.product.slug}"
    return f"store:{item.store.slug}"


@exported(
    Topic.PEOPLE,
    "shelf_words",
    title=_("What I vouch for"),
    columns={
        "group": Column(_("Group"), lambda voucher: voucher.item.group.slug if voucher.group_is_seen else ""),
        "item": Column(_("What"), _subject),
        "sentence": _("My words"),
        "created_at": _("When"),
    },
)
def vouchers(person: Any) -> QuerySet[ShelfVoucher]:
    rows = ShelfVoucher.objects.filter(person=person)
    rows = rows.select_related("item__group", "item__store", "item__product__store")
    return rows.annotate(group_is_seen=group_is_seen(person, "item__group"))


@erased
def forget_vouchers(person: Any) -> None:
    """What nobody vouches for any more leaves the shelf."""
    items = list(ShelfItem.objects.filter(vouchers__person=person).values_list("pk", flat=True))
    ShelfVoucher.objects.filter(person=person).delete()
    ShelfItem.objects.filter(pk__in=items, vouchers=None).delete()
