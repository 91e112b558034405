"""Take an act back by the verb that is its opposite: on appeal, or because a moderator sees it otherwise now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.conversations.hiding import restore_message
from community.drafts.holding import take_refusal_back
from community.endorsements.hiding import restore_endorsement
from community.groups.editing import reopen_group
from community.groups.inviting import open_invitation
from community.groups.membering import give_role_back, readmit_member, restore_role
from community.hail.hiding import restore_hail
from community.moderation import acting
from community.moderation.models import ModerationAction
from community.moderation.policies import can_take_back, is_standing
from community.moderation.restricting import lift_limit
from community.moderation.warning import unwarn_person
from community.offers.hiding import restore_offer
from community.people.suspending import restore_person
from community.picks.hiding import restore_picks
from community.shelves.taking_down import put_back
from community.trust.freezing import unfreeze
from community.trust.verifying import verify_again
from config.kit.errors import Conflict, NotAllowed
from content.articles.writing import restore_article
from shop.catalog.hiding import restore_product
from shop.reviews.hiding import restore_answer, restore_review
from shop.stores.closing import reopen_store

Verb = ModerationAction.Verb


class AlreadyTakenBack(Conflict):
    code = "already_taken_back"
    message = _("This does not stand any more.")


def _by_target(verb: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The verb, given what the act was done to."""

    def undo(person: Any, action: ModerationAction, reason: str) -> None:
        if action.target is None:
            raise AlreadyTakenBack
        verb(person, **{name: action.target}, reason=reason)

    return undo


def _by_action(verb: Callable[..., Any]) -> Callable[..., Any]:
    def undo(person: Any, action: ModerationAction, reason: str) -> None:
        verb(person, action=action, reason=reason)

    return undo


def _readmit(person: Any, action: ModerationAction, reason: str) -> None:
    if action.target is None:
        raise AlreadyTakenBack
    was_moderator = action.before == ModerationAction.MODERATOR
    as_member = was_moderator or action.before == "active" or action.verb == Verb.DECLINE_REQUEST
    row = readmit_member(person, subscription=action.target, reason=reason, as_member=as_member)
    if was_moderator:
        restore_role(row)


_OPPOSITES: dict[str, Callable[[Any, ModerationAction, str], None]] = {
    Verb.HIDE_POST: _by_target(acting.restore_post, "post"),
    Verb.HIDE_COMMENT: _by_target(acting.restore_comment, "comment"),
    Verb.HIDE_MESSAGE: _by_target(restore_message, "message"),
    Verb.HIDE_PRODUCT: _by_target(restore_product, "product"),
    Verb.HIDE_REVIEW: _by_target(restore_review, "review"),
    Verb.HIDE_ANSWER: _by_target(restore_answer, "answer"),
    Verb.CLOSE_STORE: _by_target(reopen_store, "store"),
    Verb.HIDE_ARTICLE: _by_target(restore_article, "article"),
    Verb.CLOSE_GROUP: _by_target(reopen_group, "group"),
    Verb.SUSPEND_PERSON: _by_target(restore_person, "target"),
    Verb.BAN_PERSON: _by_target(restore_person, "target"),
    Verb.REMOVE_MEMBER: _readmit,
    Verb.BAN_MEMBER: _readmit,
    Verb.DECLINE_REQUEST: _readmit,
    Verb.TAKE_ROLE: _by_action(give_role_back),
    Verb.REFUSE_POST: _by_action(take_refusal_back),
    Verb.END_INVITATION: _by_target(open_invitation, "invitation"),
    Verb.TAKE_OFF_SHELF: _by_target(put_back, "item"),
    Verb.HIDE_ENDORSEMENT: _by_target(restore_endorsement, "endorsement"),
    Verb.HIDE_PICKS: _by_target(restore_picks, "target"),
    Verb.HIDE_HAIL: _by_target(restore_hail, "hail"),
    Verb.HIDE_OFFER: _by_target(restore_offer, "offer"),
    Verb.WARN_PERSON: _by_action(unwarn_person),
    Verb.LIMIT_PERSON: _by_action(lift_limit),
    Verb.FREEZE_PERSON: _by_target(unfreeze, "target"),
    Verb.UNVERIFY_PERSON: _by_target(verify_again, "verification"),
}


@transaction.atomic
def take_back(person: Any, *, action: ModerationAction, reason: str) -> ModerationAction:
    """Undo what `action` did. Returns the act that did so.

    Raises NotAllowed, AlreadyTakenBack, Invalid at "reason", and what the verb raises.
    """
    if not can_take_back(person, action):
        raise NotAllowed
    if not is_standing(action):
        raise AlreadyTakenBack
    _OPPOSITES[action.verb](person, action, reason)
    undone = ModerationAction.objects.filter(undoes=action).first()
    if undone is None:
        raise AlreadyTakenBack
    return undone
