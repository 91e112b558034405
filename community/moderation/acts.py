"""What a moderator may do about a thing that was reported, or about a member: one form for all acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.channels.models import Subscription
from community.groups.joining import decline_request
from community.groups.membering import remove_member, set_role
from community.groups.policies import can_answer_requests_of, can_remove, can_set_role
from community.moderation import registry
from community.moderation.acting import keep_out
from community.moderation.logging import last_act
from community.moderation.models import Case, ModerationAction, Outcome
from community.moderation.policies import can_discipline, can_handle
from community.moderation.recalling import is_unnamed
from community.moderation.restricting import limit_person
from community.moderation.settling import find_nothing_wrong, settle
from community.moderation.warning import warn_person
from community.people.policies import can_suspend
from community.people.suspending import suspend_person
from config.kit.errors import Invalid, NotAllowed

FINE = "fine"
State, Verb = Subscription.State, ModerationAction.Verb
_ADS = _("Advertising that nobody asked for")
_RUDE = _("Insults or threats")
_FALSE = _("It is not true, or misleads people")
_ELSEWHERE = _("It does not belong in this place")
_RULES = _("It is against the rules")
_AGAIN = _("It happened again after a warning")
_LAW = _("It is against the law")
_SELLS = _("Fraud or fake goods")
_FULL = _("We take nobody in for now")
_OTHER = _("The group is about something else")
_UNKNOWN = _("We do not know you")

READ = _("The person concerned will read this.")


@dataclass(frozen=True)
class Act:
    """`takes` names the fields that it asks for beside the reason."""

    name: str
    label: str | Promise
    icon: str
    phrases: tuple[str | Promise, ...]
    takes: tuple[str, ...] = ()
    told: str | Promise = READ


ACTS = {
    act.name: act
    for act in (
        Act("hide", _("Hide it"), "eye-off", (_ADS, _RUDE, _FALSE, _ELSEWHERE, _RULES, _LAW)),
        Act("keep", _("Leave it out"), "eye-off", (_ADS, _RUDE, _FALSE, _ELSEWHERE, _RULES, _LAW)),
        Act("restore", _("Show it again"), "eye", (_("On a second look it is fine"), _("It was hidden by mistake"))),
        Act("warn", _("Warn"), "circle-alert", (_ADS, _RUDE, _FALSE, _ELSEWHERE, _RULES)),
        Act("limit", _("Limit"), "hand", (_ADS, _RUDE, _RULES, _AGAIN), ("what", "days", "where")),
        Act("remove", _("Remove from the group"), "log-out", (_ADS, _RUDE, _RULES, _AGAIN)),
        Act("member", _("Make a member"), "user", (_("We agreed on it"), _("No time for it any more"), _RULES)),
        Act("decline", _("Do not let in"), "x", (_FULL, _OTHER, _UNKNOWN)),
        Act("ban", _("Ban from the group"), "ban", (_ADS, _RUDE, _RULES, _AGAIN, _SELLS)),
        Act("suspend", _("Suspend"), "lock", (_ADS, _RUDE, _AGAIN, _SELLS), ("days",)),
        Act("ban_site", _("Ban from the site"), "shield-check", (_SELLS, _LAW, _AGAIN)),
        Act(
            FINE,
            _("Nothing wrong here"),
            "check",
            (_("It keeps to the rules"), _("It is an opinion, and may be said"), _("You can block them instead")),
            told=_("Who reported it will read this."),
        ),
    )
}
# What is done about members alone is not done about a case.
OF_CASES = tuple(name for name in ACTS if name not in ("member", "decline"))


def acts_for(person: Any, case: Case, target: models.Model | None) -> list[Act]:
    """What `person`, who may handle the case, may do about it."""
    found = [ACTS[name] for name in ("hide", "restore") if target is not None and _offers(person, name, target)]
    if case.note and case.settled_at is None and ACTS["restore"] in found:
        found.append(ACTS["keep"])
    about, group = case.about, case.group
    if about is not None and not is_unnamed(case.target_type):
        found += _acts_on(person, about, group, membership(about, group))
        if about.is_active and can_suspend(person, about):
            found += [ACTS["suspend"], ACTS["ban_site"]]
    return [*found, ACTS[FINE]] if case.settled_at is None and ACTS["keep"] not in found else found


def acts_on_member(person: Any, row: Subscription) -> list[Act]:
    """What `person` may do about somebody who is in a group, asks to be let in, or has left."""
    found = [ACTS["decline"]] if row.state == State.PENDING and can_answer_requests_of(person, row) else []
    found += _acts_on(person, row.person, row.channel.group, row)
    is_moderator = row.is_active and row.role == Subscription.Role.MODERATOR
    return [*found, ACTS["member"]] if is_moderator and can_set_role(person, row) else found


def _acts_on(person: Any, about: Any, group: Any, row: Subscription | None) -> list[Act]:
    found = [ACTS["warn"], ACTS["limit"]] if can_discipline(person, about, group) else []
    if row is not None and can_remove(person, row):
        found += [ACTS["remove"]] if row.is_active else []
        found += [ACTS["ban"]] if row.state != State.BANNED else []
    return found


def _offers(person: Any, name: str, target: models.Model) -> bool:
    entry = registry.of_target(target)
    offered = getattr(entry, name, None) if entry else None
    return bool(offered and offered[0](person, target))


def membership(person: Any, group: Any) -> Subscription | None:
    """The person's row in the group."""
    if group is None:
        return None
    rows = Subscription.objects.filter(person=person, channel__group=group)
    return rows.select_related("channel__group", "person").first()


def phrase_for(act: Act, number: int, reader: Any) -> str:
    """A ready phrase in the language of whoever will read it. Raises Invalid at "reason"."""
    if not 0 <= number < len(act.phrases):
        raise Invalid(field="reason", code="unknown_phrase")
    with translation.override(getattr(reader, "language", "") or translation.get_language()):
        return str(act.phrases[number])


@transaction.atomic
def act_on(
    person: Any,
    *,
    case: Case,
    target: models.Model | None,
    act: str,
    reason: str,
    what: Sequence[str] = (),
    days: int = 0,
    on_site: bool = False,
) -> Case:
    """Do `act` about the case, and end it. `days` of 0 last until lifted; `on_site` a limit is not the group's only.

    Raises NotAllowed for what is not offered, AlreadySettled, and what the act's verb raises.
    """
    if not can_handle(person, case) or act not in {offered.name for offered in acts_for(person, case, target)}:
        raise NotAllowed
    if act == FINE:
        return find_nothing_wrong(person, case=case, reason=reason)
    # What is offered has a person, and for membership a row.
    about: Any = case.about
    group = case.group
    done: ModerationAction | None = None
    if act in ("hide", "restore"):
        getattr(registry.of_target(target), act)[1](person, target, reason)  # type: ignore[arg-type]
    elif act == "keep":
        keep_out(person, comment=target, reason=reason)  # type: ignore[arg-type]
    elif act == "warn":
        done = warn_person(person, target=about, reason=reason, about=target, group=group)
    elif act == "limit":
        limited_in = None if on_site and person.is_staff else group
        done = limit_person(person, target=about, what=what, reason=reason, until=_after(days), group=limited_in)
    elif act in ("remove", "ban"):
        row: Any = membership(about, group)
        remove_member(person, subscription=row, reason=reason, ban=act == "ban")
        done = last_act(row, (Verb.REMOVE_MEMBER, Verb.BAN_MEMBER))
    else:
        suspend_person(person, target=about, reason=reason, until=_after(days), for_good=act == "ban_site")
        done = last_act(about, (Verb.SUSPEND_PERSON, Verb.BAN_PERSON))
    outcome = Outcome.FINE if act == "restore" else Outcome.ACTED
    settle(case, by=person, outcome=outcome, reason=reason, action=done)
    case.refresh_from_db()
    return case


@transaction.atomic
def act_on_member(
    person: Any,
    *,
    subscription: Subscription,
    act: str,
    reason: str,
    what: Sequence[str] = (),
    days: int = 0,
    on_site: bool = False,
) -> None:
    """Do `act` about somebody who is in a group, asks to be let in, or has left; `days` and `on_site` as for a case.

    Raises NotAllowed for what is not offered, and what the act's verb raises.
    """
    if act not in {offered.name for offered in acts_on_member(person, subscription)}:
        raise NotAllowed
    whom, group = subscription.person, subscription.channel.group
    if act == "warn":
        warn_person(person, target=whom, reason=reason, group=group)
    elif act == "limit":
        limited_in = None if on_site and person.is_staff else group
        limit_person(person, target=whom, what=what, reason=reason, until=_after(days), group=limited_in)
    elif act == "member":
        set_role(person, subscription=subscription, role=Subscription.Role.MEMBER, reason=reason)
    elif act == "decline":
        decline_request(person, subscription=subscription, reason=reason)
    else:
        remove_member(person, subscription=subscription, reason=reason, ban=act == "ban")


def _after(days: int) -> datetime | None:
    """The end of so many days from now; None for 0, which has none."""
    return timezone.now() + timedelta(days=days) if days else None
