"""Take something off a group's shelf, whatever its members say, and put it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.shelves.models import ShelfItem
from community.shelves.policies import can_take_down
from config.kit.errors import Conflict, NotAllowed

Verb = ModerationAction.Verb


class NotThere(Conflict):
    code = "not_on_shelf"
    message = _("This stands on the shelf no more.")


class NotTakenDown(Conflict):
    code = "not_taken_down"
    message = _("This stands on the shelf already.")


@transaction.atomic
def take_down(person: Any, *, item: ShelfItem, reason: str) -> ShelfItem:
    """Take it off the shelf; the reason is logged and told to whoever put it there.

    Nobody puts it up again until it is put back. Raises NotAllowed, NotThere, Invalid at "reason".
    """
    if not can_take_down(person, item):
        raise NotAllowed
    reason = checked_reason(reason)
    standing = ShelfItem.objects.filter(pk=item.pk, taken_down_at=None)
    if not standing.update(taken_down_at=timezone.now(), taken_down_reason=reason):
        raise NotThere
    _log(person, Verb.TAKE_OFF_SHELF, item, reason)
    return item


@transaction.atomic
def put_back(person: Any, *, item: ShelfItem, reason: str) -> ShelfItem:
    """Let it stand on the shelf again, with the words that members have for it.

    Raises NotAllowed, NotTakenDown, Invalid at "reason".
    """
    if not can_take_down(person, item):
        raise NotAllowed
    reason = checked_reason(reason)
    gone = ShelfItem.objects.filter(pk=item.pk, taken_down_at__isnull=False)
    if not gone.update(taken_down_at=None, taken_down_reason=""):
        raise NotTakenDown
    _log(person, Verb.PUT_ON_SHELF, item, reason)
    return item


def _log(person: Any, verb: str, item: ShelfItem, reason: str) -> None:
    first = item.vouchers.select_related("person").first()
    owner = first.person if first is not None and first.person_id != person.pk else None
    log_action(actor=person, verb=verb, target=item, owner=owner, group=item.group, reason=reason)
    item.refresh_from_db(fields=["taken_down_at", "taken_down_reason"])
