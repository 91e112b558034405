"""What pages show of groups: the directory, the front for outsiders, the inside for members, the members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from community.channels.models import Subscription
from community.groups.knowing import Known, known_in
from community.groups.models import Group, Invitation
from community.groups.policies import Role, can_keep_members, is_moderator
from community.moderation.models import ModerationAction, Restriction
from community.moderation.restricting import Restricted, What, limits_on
from community.people.models import Block
from config.kit import cursors

PAGE = 20
MEMBERS_PAGE = 40
# More groups of one's own than this are reached through the search.
MINE = 100


@dataclass(frozen=True)
class MemberRow:
    """A member in the list, and whether its reader may change their role or put them out."""

    person: Any
    role: str
    can_manage: bool


@dataclass(frozen=True)
class BanRow:
    """Someone who is banned, and the act that did it."""

    subscription: Subscription
    action: ModerationAction | None

    @property
    def person(self) -> Any:
        return self.subscription.person

    @property
    def reason(self) -> str:
        return self.action.reason if self.action else ""


@dataclass(frozen=True)
class Front:
    """A group as one person sees it from outside, and how they stand to it."""

    group: Group
    member_count: int
    known: Known
    membership: Subscription | None
    # What the reader is kept from here; known where the front is a page of its own, not in lists.
    limits: Mapping[str, Restriction] = field(default_factory=dict)

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.membership.is_active

    @property
    def is_asking(self) -> bool:
        return self.membership is not None and self.membership.state == Subscription.State.PENDING

    @property
    def owner(self) -> Any:
        """Whose group it is; None where they and the reader blocked each other."""
        return None if getattr(self.group, "owner_hidden", False) else self.group.owner

    @property
    def is_owner(self) -> bool:
        return self.membership is not None and self.membership.person_id == self.group.owner_id

    @property
    def is_moderator(self) -> bool:
        return self.is_member and self.membership is not None and self.membership.is_keeper

    @property
    def must_agree(self) -> bool:
        """Whether there are rules to which the reader has not agreed as they are now."""
        agreed = self.membership.rules_version if self.membership else 0
        return bool(self.group.rules) and agreed != self.group.rules_version

    @property
    def joins_at_once(self) -> bool:
        """Whether one tap lets the reader in."""
        return self.is_public and not self.must_agree

    @property
    def is_hidden(self) -> bool:
        return self.group.access == Group.Access.HIDDEN

    @property
    def is_public(self) -> bool:
        return self.group.access == Group.Access.PUBLIC

    @property
    def can_invite(self) -> bool:
        return self.is_member and (self.is_public or self.is_moderator) and What.INVITE not in self.limits

    @property
    def refused(self) -> Restricted | None:
        """Why the reader is kept from posting here, None where they are not."""
        limit = self.limits.get(What.POST)
        return Restricted(limit) if limit else None

    @property
    def photo(self) -> Any:
        """The photo, unless it is only for members."""
        return self.group.photo if self.group.photo and (self.is_member or not self.group.photo.is_private) else None

    @property
    def strangers(self) -> int:
        """How many are in beside those one knows."""
        return self.member_count - self.known.count


def group_of(person: Any, slug: str) -> Group:
    """The group at that address, if the person may see its front. Raises Http404."""
    return get_object_or_404(fronted(person, Group.objects.visible_to(person)), slug=slug)


def fronted(person: Any, groups: QuerySet[Group]) -> QuerySet[Group]:
    """Groups with what their fronts need; `owner_hidden` says that the owner and `person` blocked each other."""
    rows = counted(groups).select_related("photo", "owner")
    if not person.is_authenticated:
        return rows
    mine, theirs = Q(person=person, blocked=OuterRef("owner")), Q(person=OuterRef("owner"), blocked=person)
    return rows.annotate(owner_hidden=Exists(Block.objects.filter(mine | theirs)))


def counted(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Groups with `member_count`, in the same query."""
    members = Subscription.objects.active().filter(channel__group=OuterRef("pk"), person__is_active=True)
    count = members.order_by().values("channel__group").annotate(count=Count("pk")).values("count")
    return groups.annotate(member_count=Coalesce(Subquery(count, output_field=IntegerField()), 0))


def front(person: Any, group: Group) -> Front:
    """How one group looks to one person; three queries, one more for a member. `group` comes from `group_of` or
    `counted`."""
    found = fronts(person, [group])[0]
    return replace(found, limits=limits_on(person, group)) if found.is_member else found


def fronts(person: Any, groups: list[Any]) -> list[Front]:
    """How groups look to one person, in their order. Three queries."""
    known = known_in(groups, person)
    mine: dict[int | None, Subscription] = {}
    if person.is_authenticated and groups:
        rows = Subscription.objects.filter(person=person, channel__group__in=groups).select_related("channel")
        mine = {row.channel.group_id: row for row in rows}
    return [Front(group, group.member_count, known[group.pk], mine.get(group.pk)) for group in groups]


def directory(person: Any, cursor: str | None) -> tuple[list[Front], list[Front], str]:
    """The person's own groups (on the first page), those they could join, newest first, and the next cursor."""
    mine = counted(Group.objects.joined_by(person)).select_related("photo")
    others = counted(Group.objects.visible_to(person).listed()).select_related("photo")
    others = others.exclude(pk__in=Group.objects.joined_by(person).values("pk"))
    is_first = cursors.decode_id(cursor) is None
    own = list(mine.order_by("-channel__subscriptions__id")[:MINE]) if is_first else []
    found, following = cursors.newest_page(others, cursor, PAGE)
    shown = fronts(person, own + found)
    return shown[: len(own)], shown[len(own) :], following


def members_of(person: Any, group: Group) -> QuerySet[Subscription]:
    """Who is in, as `person` may see it, without those blocked either way; the longest there first."""
    rows = Subscription.objects.members_visible_to(person).filter(channel__group=group)
    return rows.select_related("person__photo").order_by("id")


def kept_by(person: Any, group: Group) -> QuerySet[Subscription]:
    """Whom those who keep the group may act on: who is in, asks to be let in, or has left, without those blocked either
    way. Nobody for all others."""
    if not can_keep_members(person, group):
        return Subscription.objects.none()
    rows = Subscription.objects.filter(channel__group=group, person__is_active=True)
    rows = rows.exclude(state=Subscription.State.BANNED).exclude(person__in=Block.between(person))
    return rows.select_related("person__photo", "channel__group")


def named(rows: QuerySet[Subscription], name: str) -> QuerySet[Subscription]:
    """Those of people whose name or username holds `name`; all without one."""
    return rows.filter(Q(person__name__icontains=name) | Q(person__username__icontains=name)) if name else rows


def members_page(
    person: Any, front: Front, cursor: str | None, name: str = ""
) -> tuple[list[MemberRow], list[MemberRow], str]:
    """Who keeps order (on the first page), a page of the other members, and the next cursor.

    With `name` only those whose name or username holds it.
    """
    rows = named(members_of(person, front.group), name)
    is_first = cursors.decode_id(cursor) is None
    keepers = list(rows.filter(role__in=Subscription.KEEPING)) if is_first else []
    keepers.sort(key=lambda row: row.role == Role.MODERATOR)
    others, following = cursors.oldest_page(rows.filter(role=Role.MEMBER), cursor, MEMBERS_PAGE)
    shown = [_member_row(row, front) for row in (*keepers, *others)]
    return shown[: len(keepers)], shown[len(keepers) :], following


def _member_row(row: Subscription, front: Front) -> MemberRow:
    """The rule of `policies.can_remove`, for a whole page without a query a row."""
    reader = front.membership
    is_other = reader is not None and row.pk != reader.pk and row.person_id != front.group.owner_id
    can_manage = is_other and (front.is_owner or (front.is_moderator and row.role == Role.MEMBER))
    return MemberRow(row.person, row.role, can_manage)


def requests_of(person: Any, group: Group) -> QuerySet[Subscription]:
    """Who waits to be let in, the longest waiting first."""
    rows = Subscription.objects.filter(
        channel__group=group, state=Subscription.State.PENDING, person__is_active=True
    ).exclude(person__in=Block.between(person))
    return rows.select_related("person__photo", "channel__group").order_by("changed_at", "id")


def requests_page(person: Any, group: Group, cursor: str | None) -> tuple[list[Subscription], str]:
    """A page of who waits to be let in, and the next cursor."""
    rows = requests_of(person, group)
    place = cursors.decode_moment(cursor)
    if place is not None:
        rows = rows.filter(Q(changed_at__gt=place[0]) | Q(changed_at=place[0], id__gt=place[1]))
    found = list(rows[: MEMBERS_PAGE + 1])
    if len(found) <= MEMBERS_PAGE:
        return found, ""
    last = found[MEMBERS_PAGE - 1]
    return found[:MEMBERS_PAGE], cursors.encode_moment(last.changed_at, last.pk)


def bans_of(person: Any, group: Group) -> QuerySet[Subscription]:
    """Who is banned from the group, the latest first."""
    rows = Subscription.objects.filter(channel__group=group, state=Subscription.State.BANNED)
    return rows.select_related("person__photo", "channel__group").order_by("-changed_at", "-id")


def bans_page(person: Any, group: Group, cursor: str | None) -> tuple[list[BanRow], str]:
    """A page of who is banned, each with who did it and why, and the next cursor. Two queries."""
    found, following = cursors.newest_page(bans_of(person, group), cursor, MEMBERS_PAGE)
    return with_reasons(found), following


def with_reasons(rows: list[Subscription]) -> list[BanRow]:
    """Each with the act that banned them, of the log. One query."""
    kind = ContentType.objects.get_for_model(Subscription)
    verb = ModerationAction.Verb.BAN_MEMBER
    acts = ModerationAction.objects.filter(target_type=kind, target_id__in=[row.pk for row in rows], verb=verb)
    last = {act.target_id: act for act in acts.select_related("actor").order_by("id")}
    return [BanRow(row, last.get(row.pk)) for row in rows]


def open_invitations(group: Group, person: Any) -> QuerySet[Invitation]:
    """Invitations that still let people in, newest first: those who keep the group see all, others their own."""
    rows = Invitation.objects.usable().filter(group=group).select_related("created_by", "group")
    return rows if is_moderator(person, group) else rows.filter(created_by=person)


def invitations_page(group: Group, person: Any, cursor: str | None) -> tuple[list[Invitation], str]:
    """A page of such invitations, and the next cursor."""
    return cursors.newest_page(open_invitations(group, person), cursor, PAGE)
