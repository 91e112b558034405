"""Report what the other side wrote; whoever bought without an account, too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from community.attention.quotas import Quota
from community.conversations.guests import count_of_guest
from community.conversations.models import Conversation, Message
from community.conversations.policies import author_of, can_report
from community.moderation.models import Report
from community.moderation.reporting import checked, report, write_report
from community.moderation.settling import AlreadySettled
from config.kit.errors import NotAllowed
from shop.orders.models import Order

# A guest has no quota; this holds for each of their orders.
MOST_OF_A_GUEST = 10
GUESTS_WINDOW = timedelta(days=1)


@transaction.atomic
def report_message(person: Any, *, message: Message, reason: str, note: str = "") -> Report:
    """Tell the staff about a message that one got. A guest must hold its purchase, which is the caller's to know.

    Raises NotAllowed, Invalid at "reason" or "note", QuotaReached, and for a guest AlreadySettled where it was looked
    at once.
    """
    if not can_report(person, message):
        raise NotAllowed
    if person.is_authenticated:
        return report(person, target=message, reason=reason, note=note)
    reason, note = checked(reason, note)
    # Of two reports at once one is counted before the other asks.
    Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
    made = guests_reports([message.order])
    before = made.filter(target_id=message.pk).first()
    if before is not None and before.settled_at is not None:
        raise AlreadySettled
    if before is None:
        count_of_guest(Quota.REPORTS, made, most=MOST_OF_A_GUEST, window=GUESTS_WINDOW)
    return write_report(None, target=message, about=author_of(message), reason=reason, note=note)


def guests_reports(orders: Iterable[Order]) -> QuerySet[Report]:
    """What guests reported of what was written about their orders."""
    kind = ContentType.objects.get_for_model(Message)
    written = Message.objects.filter(conversation__order__in=list(orders))
    return Report.objects.filter(reporter=None, target_type=kind, target_id__in=written.values("pk"))
