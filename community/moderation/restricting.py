"""Limits on what a person may do for a while, in a group or on the whole site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction, Restriction
from community.moderation.policies import can_discipline, can_take_back
from config.kit.errors import Conflict, Invalid, NotAllowed
from config.kit.reading import exact

What = Restriction.What
Verb = ModerationAction.Verb


class Restricted(NotAllowed):
    """A limit stands: says on what, where, why and until when; `link` leads to the ruling."""

    code = "restricted"

    def __init__(self, restriction: Restriction) -> None:
        self.restriction = restriction
        self.link = restriction.action.get_absolute_url()
        super().__init__(_said(restriction))

    @property
    def members(self) -> dict[str, Any]:
        """For the problem detail of the API: the ruling, which can be appealed, and when it ends by itself."""
        return {"ruling": self.restriction.action.reference, "until": self.restriction.until}


def _said(row: Restriction) -> str:
    words = {"what": row.get_what_display(), "reason": row.action.reason, "group": row.group or ""}
    if row.until is None:
        where = _("You are kept from %(what)s in %(group)s. The reason: %(reason)s")
        everywhere = _("You are kept from %(what)s. The reason: %(reason)s")
    else:
        words["until"] = exact(row.until)
        where = _("You are kept from %(what)s in %(group)s until %(until)s. The reason: %(reason)s")
        everywhere = _("You are kept from %(what)s until %(until)s. The reason: %(reason)s")
    return (where if row.group_id else everywhere) % words


class NotLimited(Conflict):
    code = "not_limited"
    message = gettext_lazy("This limit does not stand any more.")


def restriction_on(person: Any, what: str, group: Any = None) -> Restriction | None:
    """The limit that keeps `person` from `what` now, on the site or in `group`; None where there is none. One query.

    Of several the one that ends last.
    """
    if not person.is_authenticated:
        return None
    return max(_standing(person, group).filter(what=what), key=lambda row: row.ends, default=None)


def limits_on(person: Any, group: Any = None) -> dict[str, Restriction]:
    """All limits that stand for `person` on the site or in `group`, by what they are on. One query.

    Of several on the same the one that ends last.
    """
    if not person.is_authenticated:
        return {}
    return {row.what: row for row in sorted(_standing(person, group), key=lambda row: row.ends)}


def _standing(person: Any, group: Any) -> Any:
    where = Q(group=None) if group is None else Q(group=None) | Q(group=group)
    return Restriction.objects.standing().filter(where, person=person.pk).select_related("action", "group")


def kept_from(person: Any, what: str, group: Any = None) -> Restricted | None:
    """The same as a refusal, for a page to show in place of what it would offer. One query."""
    row = restriction_on(person, what, group)
    return None if row is None else Restricted(row)


def refusal(person: Any, what: str, group: Any = None, *, otherwise: str | Promise | None = None) -> NotAllowed:
    """What to raise where a rule said no: the limit in words if one stands, else NotAllowed."""
    return kept_from(person, what, group) or NotAllowed(otherwise)


@transaction.atomic
def limit_person(
    person: Any, *, target: Any, what: Sequence[str], reason: str, until: datetime | None = None, group: Any = None
) -> ModerationAction:
    """Keep `target` from the acts in `what`, in `group` or on the whole site, until then or until it is lifted.

    From selling one is kept on the whole site only. Raises NotAllowed, and Invalid at "what", "until" or "reason".
    """
    if not can_discipline(person, target, group):
        raise NotAllowed
    chosen = [one for one in What.values if one in what]
    if not chosen or len(chosen) < len(set(what)):
        raise Invalid(_("Choose what the limit is on."), field="what", code="unknown_limit")
    if group is not None and What.SELL in chosen:
        raise Invalid(_("Selling is limited on the whole site only."), field="what", code="only_on_site")
    checked_until(until)
    action = log_action(
        actor=person,
        verb=Verb.LIMIT_PERSON,
        target=target,
        owner=target,
        group=group,
        reason=reason,
        limits=",".join(chosen),
        until=until,
    )
    Restriction.objects.bulk_create(
        Restriction(person=target, what=one, group=group, action=action, until=until) for one in chosen
    )
    return action


def checked_until(until: datetime | None) -> None:
    """Raises Invalid at "until" for a time that is over."""
    if until is not None and until <= timezone.now():
        raise Invalid(_("Choose a time that is still to come."), field="until", code="in_the_past")


@transaction.atomic
def lift_limit(person: Any, *, action: ModerationAction, reason: str) -> ModerationAction:
    """End the limits that `action` set. Raises NotAllowed, NotLimited, Invalid at "reason"."""
    if not can_take_back(person, action):
        raise NotAllowed
    reason = checked_reason(reason)
    if not Restriction.objects.standing().filter(action=action).update(lifted_at=timezone.now()):
        raise NotLimited
    return log_action(
        actor=person,
        verb=Verb.UNLIMIT_PERSON,
        target=action.owner or action,
        owner=action.owner,
        group=action.group,
        reason=reason,
        undoes=action,
        limits=action.limits,
    )
