"""Who keeps order, over what and over whom, and who judges those who did."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.channels.models import Subscription
from community.moderation.models import Appeal, Case, ModerationAction
from config.kit.policies import signed_in, staff


def role_in(person: Any, group: Any) -> str:
    """The role of an active member, "" of everybody else. One query."""
    if group is None or not signed_in(person):
        return ""
    rows = Subscription.objects.active().filter(person=person, channel__group=group)
    return rows.values_list("role", flat=True).first() or ""


def can_keep_order(person: Any, group: Any) -> bool:
    """The owner and the moderators of a group, and the staff."""
    return staff(person) or (group is not None and role_in(person, group) in Subscription.KEEPING)


def keeping(person: Any) -> QuerySet[Subscription]:
    """The person's memberships by which they keep order, in groups that are open."""
    rows = Subscription.objects.keepers().filter(person=person, channel__group__isnull=False)
    return rows.filter(channel__group__closed_at=None)


def can_keep_order_somewhere(person: Any, obj: Any = None) -> bool:
    """The staff, and whoever keeps order in some group."""
    return staff(person) or (signed_in(person) and keeping(person).exists())


def cases_for(person: Any, group: Any = None) -> Q:
    """Which cases `person` may handle: the staff all, moderators those of `group`; nobody those about themselves.

    What is said of whoever keeps order in the group is for the staff, also where they were made moderators since.
    """
    if group is None:
        return ~Q(about=person.pk)
    keepers = Subscription.objects.keepers().filter(channel__group=group).values("person")
    theirs = Q(group=group, for_staff=False) & ~Q(about__in=keepers)
    return Q(group=group) & ~Q(about=person.pk) if staff(person) else theirs


def kept_by(person: Any, group: str = "group") -> Exists:
    """Whether `person` keeps order in the group that a row names in `group`. Asked with the row, so that what one may
    not see costs what is not there."""
    return Exists(_keepers(group).filter(person=person.pk))


def _keepers(group: str) -> Any:
    return Subscription.objects.keepers().filter(channel__group=OuterRef(group))


def cases_seen_by(person: Any) -> Q:
    """All cases that `person` may handle, wherever."""
    if staff(person):
        return ~Q(about=person.pk)
    about_keeper = Exists(_keepers("group").filter(person=OuterRef("about")))
    return Q(kept_by(person), for_staff=False) & ~about_keeper & ~Q(about=person.pk)


def acts_taken_back_by(person: Any, action: str = "") -> Q:
    """All acts that `person` may take back; `action` is the way to them ("action__" from an appeal)."""
    theirs = ~Q(**{f"{action}owner": person.pk})
    if staff(person):
        return theirs
    return Q(kept_by(person, f"{action}group"), **{f"{action}by_staff": False}) & theirs & not_of_owner(person, action)


def not_of_owner(person: Any, action: str = "") -> Q:
    """Acts that cost nobody the role of a moderator, and such acts in the person's own groups: only a group's owner
    decides on roles. `action` is the way to them."""
    of_owner = Q(**{f"{action}verb": ModerationAction.Verb.TAKE_ROLE})
    of_owner |= Q(**{f"{action}before": ModerationAction.MODERATOR})
    return ~of_owner | Q(**{f"{action}group__owner": person.pk})


def appeals_judged_by(person: Any) -> Q:
    """All appeals that `person` may decide."""
    return acts_taken_back_by(person, "action__") & ~Q(action__actor=person.pk) & ~Q(person=person.pk)


def can_handle(person: Any, case: Case) -> bool:
    """Whether the case is theirs to look at and to end."""
    if staff(person):
        return case.about_id != person.pk
    if case.group_id is None or not can_keep_order(person, case.group):
        return False
    return Case.objects.filter(cases_for(person, case.group), pk=case.pk).exists()


def can_discipline(person: Any, target: Any, group: Any = None) -> bool:
    """Warn and limit: the staff anyone but themselves and who runs the site; in a group its moderators the members,
    its owner the moderators too. Nobody themselves, and in a group nobody its owner but the staff."""
    if not signed_in(person) or target is None or person.pk == target.pk:
        return False
    if person.is_staff:
        return not target.is_superuser or bool(person.is_superuser)
    if group is None or target.pk == group.owner_id:
        return False
    mine = role_in(person, group)
    if mine == Subscription.Role.OWNER:
        return True
    return mine == Subscription.Role.MODERATOR and role_in(target, group) not in Subscription.KEEPING


def can_see_ruling(person: Any, action: ModerationAction) -> bool:
    """Whom it concerns."""
    return signed_in(person) and action.owner_id == person.pk


def can_appeal(person: Any, action: ModerationAction) -> bool:
    """Whom the act concerns, also while suspended; once, and only an act that still stands."""
    return bool(
        person.is_authenticated
        and action.owner_id == person.pk
        and is_standing(action)
        and not Appeal.objects.filter(action=action).exists()
    )


def is_standing(action: ModerationAction) -> bool:
    """Whether it was an act against somebody that was neither taken back nor ran out. No query where its undoings were
    fetched with it."""
    from community.moderation.logging import AGAINST

    over = action.until is not None and action.until <= timezone.now()
    return action.verb in AGAINST and not over and not action.undone_by.exists()


def can_take_back(person: Any, action: ModerationAction) -> bool:
    """The staff; what was done in a group, but not by the staff, also its keepers. Nobody for themselves."""
    if not signed_in(person) or action.owner_id == person.pk:
        return False
    if person.is_staff:
        return True
    group = action.group
    if action.by_staff or group is None or (action.is_of_owner and group.owner_id != person.pk):
        return False
    return can_keep_order(person, group)


def can_judge(person: Any, appeal: Appeal) -> bool:
    """Whoever could take the act back, but not who did it, nor who appeals."""
    action = appeal.action
    return appeal.person_id != person.pk and action.actor_id != person.pk and can_take_back(person, action)
