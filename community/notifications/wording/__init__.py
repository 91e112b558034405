"""What a notification says: one sentence, perhaps an excerpt, where it leads, and why it came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notifications.joining import Joined
from community.notifications.models import Event, Kind
from community.notifications.wording import (
    groups,
    hails,
    keeping,
    messages,
    needs,
    orders,
    posts,
    reviews,
    together,
    trust,
)
from community.notifications.wording.parts import Words

__all__ = ["Words", "words_for", "words_for_several"]

_WORDS: dict[Kind, Callable[[Event, Joined, Any], Words]] = {
    Kind.ORDER_PLACED: orders.order_placed,
    Kind.ORDER_PAID: orders.order_paid,
    Kind.ORDER_SHIPPED: orders.order_shipped,
    Kind.ORDER_RECEIVED: orders.order_received,
    Kind.ORDER_CANCELLED: orders.order_cancelled,
    Kind.REVIEW: reviews.review,
    Kind.REVIEW_ANSWER: reviews.answer,
    Kind.COMMENT: posts.comment,
    Kind.REPLY: posts.reply,
    Kind.REACTION: posts.reaction,
    Kind.JOIN_REQUEST: groups.join_request,
    Kind.JOIN_ACCEPTED: groups.join_accepted,
    Kind.GROUP_OFFERED: groups.group_offered,
    Kind.GROUP_ROLE: groups.group_role,
    Kind.GROUP_POST: posts.news,
    Kind.STORE_POST: posts.news,
    Kind.PERSON_POST: posts.news,
    Kind.FOLLOWER: groups.follower,
    Kind.MODERATION: keeping.moderation,
    Kind.MENTION: posts.mention,
    Kind.MESSAGE: messages.message,
    Kind.ANNOUNCEMENT: posts.announcement,
    Kind.REPORT: keeping.report,
    Kind.APPEAL: keeping.moderation,
    Kind.ARCHIVE: keeping.archive,
    Kind.DRAFT: posts.draft,
    Kind.EVIDENCE: keeping.evidence,
    Kind.DUTY: keeping.duty,
    Kind.ENDORSED: trust.endorsed,
    Kind.NEED: needs.need,
    Kind.TOGETHER: together.together,
    Kind.HAIL: hails.call,
    Kind.OFFER: hails.offer,
    Kind.HAIL_ENDED: hails.ended,
    Kind.OUTCOME: hails.outcome,
}


def words_for(event: Event, joined: Joined, person: Any) -> Words:
    """What `person` reads of `event`, the latest of what `joined` its line. What it is about must be loaded."""
    return _WORDS[Kind(event.kind)](event, joined, person)


def words_for_several(number: int) -> Words:
    """What a person reads where quiet hours held back several lines, which now come as one."""
    text = ngettext("%(count)d thing while it was quiet", "%(count)d things while it was quiet", number)
    return Words(text % {"count": number}, reverse("bell"), _("You have quiet hours"))
