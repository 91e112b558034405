"""Vouch for a store or a product on a group's shelf, and take one's word back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.groups.models import Group
from community.moderation.filtering import refuse_unwanted
from community.moderation.restricting import What, refusal, restriction_on
from community.shelves.models import ShelfItem, ShelfVoucher
from community.shelves.policies import can_vouch, seller_id_of
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import one_line
from shop.catalog.models import Product
from shop.stores.models import Store

SENTENCE_LENGTH = 140


class OwnGoods(Invalid):
    code = "own_goods"
    message = gettext_lazy("These are your own goods. Let those vouch who bought them.")


class TakenDown(Conflict):
    """Whoever keeps the group took it off the shelf, and said why."""

    code = "taken_down"

    def __init__(self, item: ShelfItem) -> None:
        super().__init__(_("This was taken off the shelf: %(reason)s") % {"reason": item.taken_down_reason})


@transaction.atomic
def vouch(person: Any, *, group: Group, subject: Store | Product, sentence: str) -> ShelfVoucher:
    """Put a store or a product on the group's shelf with a sentence of one's own, or add to what stands there.

    Vouching again changes one's sentence. Raises NotAllowed, Restricted, OwnGoods, TakenDown, Invalid at "sentence".
    """
    if not can_vouch(person, group) or not _is_seen(person, subject):
        raise NotAllowed
    if restriction_on(person, What.POST, group):
        raise refusal(person, What.POST, group)
    if seller_id_of(subject) == person.pk:
        raise OwnGoods
    sentence = one_line(sentence, field="sentence", most=SENTENCE_LENGTH)
    refuse_unwanted(sentence, group=group, field="sentence", strictly=True)
    what: dict[str, Any] = {"store" if isinstance(subject, Store) else "product": subject}
    item, _made = ShelfItem.objects.get_or_create(group=group, **what)
    item = ShelfItem.objects.select_for_update().get(pk=item.pk)
    if item.taken_down_at is not None:
        raise TakenDown(item)
    voucher, _made = ShelfVoucher.objects.update_or_create(item=item, person=person, defaults={"sentence": sentence})
    return voucher


@transaction.atomic
def take_back(person: Any, *, item: ShelfItem) -> None:
    """Take one's word back; where no other stands, the shelf shows it no more. Taking it back twice changes nothing."""
    if person.is_authenticated:
        ShelfVoucher.objects.filter(item=item, person=person).delete()


def _is_seen(person: Any, subject: Store | Product) -> bool:
    if isinstance(subject, Store):
        return Store.objects.visible_to(person).filter(pk=subject.pk).exists()
    return Product.objects.visible_to(person).published().filter(pk=subject.pk).exists()
