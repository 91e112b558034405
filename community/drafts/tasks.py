"""What workers do about drafts: an id in, a claimed row; done twice it does nothing twice."""

from __future__ import annotations

from celery import shared_task
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.drafts import drafting, publishing
from community.drafts.models import Draft
from config.kit.claims import MAX_ATTEMPTS, claim, retry_later, sweeper, swept_by


@shared_task
def publish_draft(draft_id: int) -> None:
    """Publish a draft whose time has come."""
    draft = claim(Draft, draft_id)
    if draft is None:
        return
    try:
        publishing.publish_due(draft)
    except Exception:
        retry_later(draft)
        raise


@sweeper
def give_up() -> None:
    """Give back to their authors what could not be published however often it was tried."""
    for draft in Draft.objects.filter(state=Draft.State.SCHEDULED, attempts__gte=MAX_ATTEMPTS).select_related("author"):
        with override(draft.author.language or None):
            publishing.fail(draft, _("Something went wrong on our side. Please try again."))


@sweeper
def forget() -> None:
    drafting.forget_dropped()


swept_by(Draft, publish_draft)
