"""What a moderator may do about a thing that was reported, and doing it: one form for all acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.channels.models import Subscription
from community.groups.membering import remove_member
from community.groups.policies import can_remove
from community.moderation import registry
from community.moderation.acting import keep_out
from community.moderation.models import Case, Outcome
from community.moderation.policies import can_discipline, can_handle
from community.moderation.restricting import limit_person
from community.moderation.settling import find_nothing_wrong, settle
from community.moderation.warning import warn_person
from community.people.policies import can_suspend
from community.people.suspending import suspend_person
from config.kit.errors import Invalid, NotAllowed

FINE = "fine"
_ADS = _("Advertising that nobody asked for")
_RUDE = _("Insults or threats")
_FALSE = _("It is not true, or misleads people")
_ELSEWHERE = _("It does not belong in this place")
_RULES = _("It is against the rules")
_AGAIN = _("It happened again after a warning")
_LAW = _("It is against the law")
_SELLS = _("Fraud or fake goods")


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


def acts_for(person: Any, case: Case, target: models.Model | None) -> list[Act]:
    """What `person`, who may handle the case, may do about it."""
    found = [ACTS[name] for name in ("hide", "restore") if target is not None and _offers(person, name, target)]
    if case.note and case.settled_at is None and ACTS["restore"] in found:
        found.append(ACTS["keep"])
    about, group = case.about, case.group
    if about is not None:
        if can_discipline(person, about, group):
            found += [ACTS["warn"], ACTS["limit"]]
        row = membership(about, group)
        if row is not None and can_remove(person, row):
            found += [ACTS["remove"]] if row.is_active else []
            found += [ACTS["ban"]] if row.state != Subscription.State.BANNED else []
        if about.is_active and can_suspend(person, about):
            found += [ACTS["suspend"], ACTS["ban_site"]]
    return [*found, ACTS[FINE]] if case.settled_at is None and ACTS["keep"] not in found else found


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
    until = timezone.now() + timedelta(days=days) if days else None
    # What is offered has a person, and for membership a row.
    about: Any = case.about
    group = case.group
    if act in ("hide", "restore"):
        getattr(registry.of_target(target), act)[1](person, target, reason)  # type: ignore[arg-type]
    elif act == "keep":
        keep_out(person, comment=target, reason=reason)  # type: ignore[arg-type]
    elif act == "warn":
        warn_person(person, target=about, reason=reason, about=target, group=group)
    elif act == "limit":
        limited_in = None if on_site and person.is_staff else group
        limit_person(person, target=about, what=what, reason=reason, until=until, group=limited_in)
    elif act in ("remove", "ban"):
        row: Any = membership(about, group)
        remove_member(person, subscription=row, reason=reason, ban=act == "ban")
    else:
        suspend_person(person, target=about, reason=reason, until=until, for_good=act == "ban_site")
    settle(case, by=person, outcome=Outcome.FINE if act == "restore" else Outcome.ACTED, reason=reason)
    case.refresh_from_db()
    return case
