"""Join a group or ask to, answer those who ask, accept its rules, and leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.channels.channels import channel_of, newest_post_id
from community.channels.models import Subscription
from community.channels.subscribing import begin, end, ending, subscription_of
from community.events import group_joined, group_left, join_accepted, join_requested
from community.groups.models import Group
from community.groups.parting import locked, take_along
from community.groups.policies import can_answer_requests
from community.groups.succession import pass_on
from community.groups.wording import answer_field, checked_answers
from community.moderation.filtering import refuse_unwanted_in
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.moderation.restricting import What, refusal, restriction_on
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.lines import one_line
from config.kit.policies import signed_in
from content.milestones.events import reached
from content.milestones.models import MilestoneKind

State, Verb = Subscription.State, ModerationAction.Verb
NOTE_LENGTH = 200


class InvitationNeeded(NotAllowed):
    code = "invitation_needed"
    message = _("One joins this group by invitation only.")


class GroupClosed(Conflict):
    code = "group_closed"
    message = _("This group is closed.")


class OwnerMustHandOver(Conflict):
    code = "owner_must_hand_over"
    message = _("It is your group. Hand it over to another member, let it pass on by its rule, or close it.")


class NothingToAnswer(Conflict):
    code = "nothing_to_answer"
    message = _("This request has been answered already.")


class RulesNotAccepted(Invalid):
    code = "rules_not_accepted"
    field = "rules"
    message = _("Please read the rules and agree to them.")


@transaction.atomic
def join_group(
    person: Any, *, group: Group, note: str = "", answers: Mapping[str, str] | None = None, rules: int | None = None
) -> Subscription:
    """Become a member of a public group; where one has to ask, ask, with a note and an answer to each question.

    `rules` is the version of the rules that the person agrees to, needed where a group has any and the person has not
    agreed to it before; `answers` are by question. Joining or asking again changes nothing. Raises NotAllowed (also for
    whom the group has banned), InvitationNeeded, GroupClosed, QuotaReached, and Invalid at "note", "rules" or the
    `answer_field` of a question.
    """
    if not signed_in(person) or restriction_on(person, What.FOLLOW):
        raise refusal(person, What.FOLLOW)
    note = one_line(note, field="note", most=NOTE_LENGTH, required=False)
    group.refresh_from_db(fields=["access", "closed_at", "rules", "rules_version", "questions"])
    if group.closed_at is not None:
        raise GroupClosed
    existing = subscription_of(person, channel_of(group))
    if existing is not None and existing.is_active:
        return existing
    if existing is not None and existing.state == State.BANNED:
        raise NotAllowed
    if group.access in (Group.Access.INVITE, Group.Access.HIDDEN):
        raise InvitationNeeded
    if group.access == Group.Access.PUBLIC:
        return admit(person, group=group, rules=rules)[0]
    if existing is not None and existing.state == State.PENDING:
        return existing
    given = checked_answers(group.questions, answers or {})
    said = {answer_field(one["question"]): one["answer"] for one in given}
    refuse_unwanted_in({"note": note, **said}, group)
    words = {"note": note, "answers": given}
    version = _agreed(group, existing, rules)
    subscription, is_new = begin(person, channel_of(group), state=State.PENDING, rules_version=version, **words)
    if subscription.state == State.BANNED:
        raise NotAllowed
    if is_new:
        spend(person, Quota.JOINS)
        join_requested.send(sender=Subscription, subscription=subscription)
    return subscription


def admit(
    person: Any, *, group: Group, rules: int | None = None, by_the_group: bool = False
) -> tuple[Subscription, bool]:
    """Make the person a member, whoever's word it is that lets them in: `by_the_group` where it is that of whoever
    keeps it. Returns whether it was new.

    Raises NotAllowed for whom the group has banned, RulesNotAccepted, QuotaReached.
    """
    existing = subscription_of(person, channel_of(group))
    if existing is not None and existing.is_active:
        return existing, False
    if existing is not None and existing.state == State.BANNED:
        raise NotAllowed
    version = _agreed(group, existing, rules)
    words: dict[str, Any] = {"note": "", "answers": []}
    subscription, is_new = begin(person, channel_of(group), rules_version=version, admitted=by_the_group, **words)
    if subscription.state == State.BANNED:
        raise NotAllowed
    if is_new:
        spend(person, Quota.JOINS)
        group_joined.send(sender=Subscription, subscription=subscription)
        reached(person, MilestoneKind.GROUP_JOINED)
    return subscription, is_new


def _agreed(group: Group, existing: Subscription | None, rules: int | None) -> int:
    """The version of the rules that the person agreed to, now or before. Raises RulesNotAccepted."""
    before = existing.rules_version if existing is not None else 0
    if not group.rules or before == group.rules_version:
        return before
    if rules != group.rules_version:
        raise RulesNotAccepted
    return rules


@transaction.atomic
def accept_rules(person: Any, *, group: Group, version: int) -> Subscription:
    """Agree, as a member, to the rules as they are now. Raises NotAllowed, and RulesNotAccepted for another version."""
    row = subscription_of(person, channel_of(group))
    if row is None or not row.is_active:
        raise NotAllowed
    group.refresh_from_db(fields=["rules_version"])
    if version != group.rules_version:
        raise RulesNotAccepted(_("The rules have changed once more. Please read them again."))
    Subscription.objects.filter(pk=row.pk).update(rules_version=version)
    row.rules_version = version
    return row


@transaction.atomic
def leave_group(person: Any, *, group: Group, passing_on: bool = False) -> Subscription | None:
    """Stop being a member, or take back a request. From then on one reads nothing that is members' own, and is in no
    list of the group.

    The owner leaves only with `passing_on`: the group goes to whom its rule names, or closes. Raises OwnerMustHandOver.
    """
    subscription = subscription_of(person, channel_of(group))
    if subscription is None:
        return None
    if locked(group).owner_id == person.pk:
        if not passing_on:
            raise OwnerMustHandOver
        pass_on(group)
        subscription.refresh_from_db()
    was_member = subscription.is_active
    if end(subscription):
        take_along(subscription)
        if was_member:
            group_left.send(sender=Subscription, subscription=subscription)
    return subscription


@transaction.atomic
def accept_request(person: Any, *, subscription: Subscription, reason: str = "") -> Subscription:
    """Let in someone who asked; what they answered was for this and is forgotten. It is logged.

    Raises NotAllowed, NothingToAnswer, Invalid at "reason".
    """
    _may_answer(person, subscription)
    reason = checked_reason(reason or gettext("They asked, and are welcome."))
    fields = {
        "joined_post_id": newest_post_id(subscription.channel),
        "began_at": timezone.now(),
        "admitted": True,
    }
    waiting = Subscription.objects.filter(pk=subscription.pk, state=State.PENDING)
    if not waiting.update(state=State.ACTIVE, note="", answers=[], changed_at=timezone.now(), **fields):
        raise NothingToAnswer
    subscription.refresh_from_db()
    join_accepted.send(sender=Subscription, subscription=subscription)
    group_joined.send(sender=Subscription, subscription=subscription)
    reached(subscription.person, MilestoneKind.GROUP_JOINED)
    _log(person, Verb.ACCEPT_REQUEST, subscription, reason)
    return subscription


@transaction.atomic
def decline_request(person: Any, *, subscription: Subscription, reason: str) -> Subscription:
    """Not let in someone who asked; they may ask again, and are told the reason, which is logged.

    Raises NotAllowed, NothingToAnswer, Invalid at "reason".
    """
    _may_answer(person, subscription)
    reason = checked_reason(reason)
    if not ending(Subscription.objects.filter(pk=subscription.pk), [State.PENDING], State.LEFT):
        raise NothingToAnswer
    subscription.refresh_from_db()
    _log(person, Verb.DECLINE_REQUEST, subscription, reason)
    return subscription


def _log(person: Any, verb: str, subscription: Subscription, reason: str) -> None:
    group, whom = subscription.channel.group, subscription.person
    log_action(actor=person, verb=verb, target=subscription, owner=whom, group=group, reason=reason)


def _may_answer(person: Any, subscription: Subscription) -> None:
    if not can_answer_requests(person, subscription.channel.group):
        raise NotAllowed
