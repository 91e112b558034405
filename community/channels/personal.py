"""Whom a person follows, and the groups they are in."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.channels.channels import channel_key
from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Person
from community.picks.models import PickList
from config.kit.personal import Column, Topic, erased, exported
from shop.stores.models import Store


def with_channels(rows: QuerySet[Any], person: Any) -> QuerySet[Any]:
    """The rows with what `channel_said` needs to know of their `channel`."""
    groups = Q(Exists(Group.objects.visible_to(person).filter(pk=OuterRef("channel__group"))))
    stores = Q(Exists(Store.objects.visible_to(person).filter(pk=OuterRef("channel__store"))))
    people = Q(Exists(Person.objects.visible_to(person).filter(pk=OuterRef("channel__person"))))
    lists = Q(Exists(PickList.objects.visible_to(person).filter(pk=OuterRef("channel__picks"))))
    own = Q(channel__group__owner=person)
    rows = rows.select_related("channel__group", "channel__store", "channel__person", "channel__picks")
    return rows.annotate(channel_is_seen=groups | stores | people | lists | own)


def channel_said(row: Any) -> str:
    """How the channel of a row is named: "group:tea". Of a group, store, person or list that is not shown to who takes
    their data along, because they left, were put out or blocked, only what it is: "group"."""
    channel: Channel = row.channel
    return channel_key(channel.subject) if row.channel_is_seen else channel.kind


def _answers(row: Subscription) -> list[dict[str, str]]:
    """What was asked is the group's."""
    return [{"answer": given["answer"]} for given in row.answers]


@exported(
    Topic.PEOPLE,
    "subscriptions",
    title=_("Groups I am in, and whom I follow"),
    columns={
        "channel": Column(_("Where"), channel_said),
        "role": Column(_("Role"), choices=Subscription.Role),
        "state": Column(_("State"), choices=Subscription.State),
        "level": Column(_("Level of what I am told"), choices=Subscription.Level),
        "shown_to": Column(_("Who sees it on my page"), choices=Subscription.ShownTo),
        "muted_until": _("Silenced until"),
        "note": _("What I said when I asked to join"),
        "answers": Column(_("My answers"), lambda row: row.answers if row.channel_is_seen else _answers(row)),
        "rules_version": _("Version of the rules that I accepted"),
        "admitted": _("Let in by the group"),
        "began_at": _("Since"),
        "created_at": _("Since the very first"),
        "changed_at": _("Changed"),
    },
)
def subscriptions(person: Any) -> QuerySet[Subscription]:
    return with_channels(Subscription.objects.filter(person=person), person)


@erased
def forget_subscriptions(person: Any) -> None:
    Subscription.objects.filter(person=person).delete()
    Subscription.objects.filter(Q(channel__person=person) | Q(channel__picks__person=person)).delete()
