"""The log of what moderators did: one row an act, told to whom it concerns."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from community.events import moderated
from community.moderation.models import REASON_LENGTH, ModerationAction
from config.kit.lines import one_line

Verb = ModerationAction.Verb

# Which acts each act takes back.
TAKES_BACK: dict[str, tuple[str, ...]] = {
    Verb.RESTORE_POST: (Verb.HIDE_POST,),
    Verb.RESTORE_COMMENT: (Verb.HIDE_COMMENT,),
    Verb.RESTORE_MESSAGE: (Verb.HIDE_MESSAGE,),
    Verb.RESTORE_PRODUCT: (Verb.HIDE_PRODUCT,),
    Verb.RESTORE_REVIEW: (Verb.HIDE_REVIEW,),
    Verb.RESTORE_ANSWER: (Verb.HIDE_ANSWER,),
    Verb.REOPEN_STORE: (Verb.CLOSE_STORE,),
    Verb.RESTORE_ARTICLE: (Verb.HIDE_ARTICLE,),
    Verb.RESTORE_PERSON: (Verb.SUSPEND_PERSON, Verb.BAN_PERSON),
    Verb.ACCEPT_REQUEST: (Verb.DECLINE_REQUEST,),
    Verb.READMIT_MEMBER: (Verb.REMOVE_MEMBER, Verb.BAN_MEMBER, Verb.DECLINE_REQUEST),
    Verb.GIVE_ROLE: (Verb.TAKE_ROLE,),
    Verb.RELEASE_POST: (Verb.REFUSE_POST,),
    Verb.OPEN_INVITATION: (Verb.END_INVITATION,),
    Verb.REOPEN_GROUP: (Verb.CLOSE_GROUP,),
    Verb.PUT_ON_SHELF: (Verb.TAKE_OFF_SHELF,),
    Verb.UNFREEZE_PERSON: (Verb.FREEZE_PERSON,),
    Verb.VERIFY_PERSON: (Verb.UNVERIFY_PERSON,),
    Verb.RESTORE_ENDORSEMENT: (Verb.HIDE_ENDORSEMENT,),
    Verb.RESTORE_PICKS: (Verb.HIDE_PICKS,),
    Verb.RESTORE_HAIL: (Verb.HIDE_HAIL,),
    Verb.RESTORE_OFFER: (Verb.HIDE_OFFER,),
}
# Acts against somebody: these can be appealed, and taken back.
AGAINST = tuple(
    dict.fromkeys([*(verb for taken in TAKES_BACK.values() for verb in taken), Verb.WARN_PERSON, Verb.LIMIT_PERSON])
)


def checked_reason(reason: str) -> str:
    """`reason` on one line. Raises Invalid at "reason" where there is none or it is too long."""
    return one_line(reason, field="reason", most=REASON_LENGTH)


def hidden_by_site(target: models.Model) -> bool:
    """Whether it was the staff who last hid `target`, a post or comment. One query."""
    kind = ContentType.objects.get_for_model(target)
    hidden = ModerationAction.objects.filter(
        target_type=kind, target_id=target.pk, verb__in=(Verb.HIDE_POST, Verb.HIDE_COMMENT)
    )
    last = hidden.first()
    return last is not None and last.by_staff


def last_act(target: models.Model, verbs: tuple[str, ...]) -> ModerationAction | None:
    """The last of such acts on `target`, unless it was taken back. One query."""
    kind = ContentType.objects.get_for_model(target)
    acts = ModerationAction.objects.filter(target_type=kind, target_id=target.pk, verb__in=verbs, undone_by=None)
    return acts.first()


@transaction.atomic
def log_action(
    *,
    actor: Any,
    verb: str,
    target: models.Model,
    reason: str,
    owner: Any = None,
    target_name: str = "",
    group: Any = None,
    undoes: ModerationAction | None = None,
    **terms: Any,
) -> ModerationAction:
    """Write down that `actor` did `verb` to `target`, send `moderated`, and settle the reports about `target`.

    `owner` is the person whom it concerns; `target_name` a name of the target in which nobody's words stand, by
    default its reference: words and names go with accounts. `group` is where it was done, by default where the target
    stands. What it takes back is found by itself unless it is given. `terms`: `limits`, `until`, `before`.
    Call it in the transaction of the act. Raises Invalid at "reason".
    """
    from community.moderation.registry import group_of
    from community.moderation.settling import settle_by

    action = ModerationAction.objects.create(
        actor=actor if actor is not None and actor.is_authenticated else None,
        verb=verb,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        target_name=target_name or getattr(target, "reference", ""),
        owner=owner,
        group=group or group_of(target),
        by_staff=bool(actor is not None and actor.is_authenticated and actor.is_staff),
        reason=checked_reason(reason),
        undoes=undoes or last_act(target, TAKES_BACK.get(verb, ())),
        **terms,
    )
    moderated.send(sender=ModerationAction, action=action)
    settle_by(action, target)
    return action
