"""Report what the other side of an order wrote; whoever bought without an account, too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.conversations.models import Conversation, Message
from community.conversations.policies import author_of, can_report
from community.moderation.models import Report
from community.moderation.reporting import checked, report, write_report
from community.moderation.settling import AlreadySettled
from config.kit.errors import NotAllowed, TooMany
from shop.orders.models import Order

# A guest has no quota; this holds for each of their orders.
MOST_OF_A_GUEST = 10
GUESTS_WINDOW = timedelta(days=1)


class GuestReportsTooMuch(TooMany):
    code = "quota_reports"
    field = "reason"
    message = _("That is 10 reports about one order within a day. A person reads every report; please wait for them.")


@transaction.atomic
def report_message(person: Any, *, message: Message, reason: str, note: str = "") -> Report:
    """Tell the staff about a message that one got. A guest must hold its purchase, which is the caller's to know.

    Raises NotAllowed, Invalid at "reason" or "note", QuotaReached; for a guest GuestReportsTooMuch, and AlreadySettled
    for what was looked at once.
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
    if before is None and made.filter(created_at__gte=timezone.now() - GUESTS_WINDOW).count() >= MOST_OF_A_GUEST:
        raise GuestReportsTooMuch
    return write_report(None, target=message, about=author_of(message), reason=reason, note=note)


def guests_reports(orders: Iterable[Order]) -> QuerySet[Report]:
    """What guests reported of what was written about their orders."""
    kind = ContentType.objects.get_for_model(Message)
    written = Message.objects.filter(conversation__order__in=list(orders))
    return Report.objects.filter(reporter=None, target_type=kind, target_id__in=written.values("pk"))
