"""Put a store or a product on a list with why, say it otherwise, take it off, and put the list in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.moderation.restricting import What, refusal
from community.picks.models import Pick, PickList
from community.picks.policies import can_edit_list, can_edit_pick, can_unpick, seller_id_of
from community.picks.telling import note_news
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import one_line
from config.kit.unwanted import check_words
from shop.catalog.models import Product
from shop.stores.models import Store

WHY_LENGTH, COMMISSION_LENGTH = 200, 80
MOST_PICKS = 60


class OwnGoods(Invalid):
    """A pick is the word of somebody who has nothing to gain, or says what: a seller's own goods have their store."""

    code = "own_goods"
    message = _("These are your own goods: they stand in your store. A pick is a word for somebody else's.")


class ListFull(Conflict):
    code = "list_full"
    message = _("This list is full. Fewer, well chosen, help more: take one off first.")


@transaction.atomic
def pick(
    person: Any, *, picks: PickList, subject: Store | Product, why: str, is_paid: bool = False, commission: str = ""
) -> Pick:
    """Put a store or a product on one's list with why. Whoever gets something for it says so (`is_paid`), and what
    (`commission`). Those who follow the list are told of it later, gathered.

    Picking again changes what one said. Raises NotAllowed, Restricted, OwnGoods, ListFull, QuotaReached, and Invalid
    at "why" or "commission".
    """
    if not can_edit_list(person, picks):
        raise refusal(person, What.POST)
    if not _is_seen(person, subject):
        raise NotAllowed
    if seller_id_of(subject) == person.pk:
        raise OwnGoods
    kept = PickList.objects.select_for_update().get(pk=picks.pk)
    if not kept.stands:
        raise NotAllowed
    what: dict[str, Any] = {"store" if isinstance(subject, Store) else "product": subject}
    standing = Pick.objects.filter(list=kept, withdrawn_at=None)
    before = standing.filter(**what).select_related("list").first()
    if before is not None:
        return edit_pick(person, pick=before, why=why, is_paid=is_paid, commission=commission)
    words = _checked(why, is_paid, commission)
    check_words(words)
    spend(person, Quota.PICKS)
    if standing.count() >= MOST_PICKS:
        raise ListFull
    last = standing.aggregate(last=Max("position"))["last"]
    made = Pick.objects.create(list=picks, position=0 if last is None else last + 1, is_paid=is_paid, **what, **words)
    _touch(picks)
    note_news(picks)
    return made


@transaction.atomic
def edit_pick(
    person: Any, *, pick: Pick, why: str | None = None, is_paid: bool | None = None, commission: str | None = None
) -> Pick:
    """Say otherwise why it stands there, or what one gets for it; None leaves as it is.

    Raises NotAllowed, Restricted, and Invalid at "why" or "commission".
    """
    if not can_edit_pick(person, pick):
        raise refusal(person, What.POST)
    is_paid = pick.is_paid if is_paid is None else is_paid
    stated = pick.commission if commission is None else commission
    words = _checked(pick.why if why is None else why, is_paid, stated if is_paid else "")
    check_words(words, kept=pick)
    pick.why, pick.commission, pick.is_paid = words["why"], words["commission"], is_paid
    pick.save(update_fields=["why", "commission", "is_paid"])
    _touch(pick.list)
    return pick


@transaction.atomic
def unpick(person: Any, *, pick: Pick) -> Pick:
    """Take it off one's list. What went bad while it stood still counts. Twice changes nothing. Raises NotAllowed."""
    if not can_unpick(person, pick):
        raise NotAllowed
    Pick.objects.filter(pk=pick.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    pick.refresh_from_db(fields=["withdrawn_at"])
    return pick


@transaction.atomic
def put_back(person: Any, *, pick: Pick) -> Pick:
    """Let it stand on the list again, as if it had never been taken off: the undo of a slip.

    Where it was picked anew meanwhile, that one stands. Raises NotAllowed, Restricted, ListFull.
    """
    if not can_edit_pick(person, pick):
        raise refusal(person, What.POST)
    kept = PickList.objects.select_for_update().get(pk=pick.list_id)
    standing = Pick.objects.filter(list=kept, withdrawn_at=None)
    anew = standing.filter(store=pick.store_id, product=pick.product_id).first()
    if anew is not None:
        return anew
    if standing.count() >= MOST_PICKS:
        raise ListFull
    Pick.objects.filter(pk=pick.pk).update(withdrawn_at=None)
    pick.refresh_from_db(fields=["withdrawn_at"])
    return pick


@transaction.atomic
def reorder(person: Any, *, picks: PickList, order: Sequence[str]) -> list[Pick]:
    """Put the picks with these references first, in this order; the others follow as they stood.

    Returns all as they stand now. Raises NotAllowed, Restricted, and Invalid at "order" for one that is not there.
    """
    if not can_edit_list(person, picks):
        raise refusal(person, What.POST)
    PickList.objects.select_for_update().get(pk=picks.pk)
    standing = {row.reference: row for row in Pick.objects.filter(list=picks, withdrawn_at=None)}
    wanted = list(dict.fromkeys(order))
    if not set(wanted) <= standing.keys():
        raise Invalid(_("One of these stands on the list no more."), field="order", code="not_there")
    rows = [standing.pop(reference) for reference in wanted] + list(standing.values())
    for position, row in enumerate(rows):
        row.position = position
    Pick.objects.bulk_update(rows, ["position"])
    return rows


def _checked(why: str, is_paid: bool, commission: str) -> dict[str, str]:
    if commission and not is_paid:
        raise Invalid(_("Say that you get something for it, or leave this empty."), field="is_paid", code="not_paid")
    return {
        "why": one_line(why, field="why", most=WHY_LENGTH),
        "commission": one_line(commission, field="commission", most=COMMISSION_LENGTH, required=False),
    }


def _touch(picks: PickList) -> None:
    PickList.objects.filter(pk=picks.pk).update(changed_at=timezone.now())


def _is_seen(person: Any, subject: Store | Product) -> bool:
    if isinstance(subject, Store):
        return Store.objects.visible_to(person).exclude(state=Store.State.CLOSED).filter(pk=subject.pk).exists()
    return Product.objects.visible_to(person).published().filter(pk=subject.pk).exists()
