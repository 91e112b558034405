"""What hangs on a hidden group is in no `visible_to` of anybody outside, and in nothing that is told to them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from community.groups.models import Group
from community.notifications.models import Event, Kind
from community.notifications.seeing import ABOUT, seen_by
from tests.leaks.hidden import OUTSIDERS, everyone, hide_in
from tests.permissions.world import World, build

# Read by whoever holds its reference, which is what it is for.
HELD_BY_REFERENCE = {"Invitation"}
# Rows that lead on to people and to things of the town, which are not the group's.
BEYOND = {"Person", "Store", "Product", "Tag", "ContentType"}
# What has no `visible_to` of its own, and through what it is read.
READ_THROUGH = {
    "Channel": "readable_by",
    "Subscription": "members_visible_to",
    "PostPicture": "its post",
    "PostTag": "its post",
    "PostRevision": "its post",
    "RevisionPicture": "its post, and revising.can_see_taken_out",
    "CommentRevision": "its comment",
    "Reaction": "its post",
    "SavedPost": "its post",
    "Poll": "its post",
    "PollOption": "its poll",
    "PollVote": "its poll",
    "DraftPicture": "its draft",
    "Event": "seeing.seen_by",
    "NotificationEntry": "its notification",
    "Delivery": "its notification",
    "HandOver": "the two it is between",
    "WordRule": "the keepers of the group",
    "Report": "its reporter, and the keepers of the case",
    "Case": "moderation.policies: the keepers of the group, and the staff",
    "ModerationAction": "whom it concerns, the keepers of the group, and the staff",
    "Appeal": "its person, and who decides it",
    "Restriction": "its person, and the keepers of the group",
    "ShelfItem": "its group",
    "ShelfVoucher": "its item",
    "Dismissal": "whoever waved it off",
    "PickNews": "its post",
    "HailGroup": "its hail",
    "NeedGroup": "its need",
    "Arrival": "NeedMatch.visible_to",
    "GroupBuyGroup": "its group-buy",
}
# Kinds that are about the door of a group rather than what is said in it.
DOORS = (Kind.JOIN_REQUEST, Kind.JOIN_ACCEPTED, Kind.GROUP_OFFERED, Kind.GROUP_ROLE)


@pytest.fixture
def town(db: None) -> tuple[World, dict[str, Any]]:
    people = everyone()
    return hide_in(build(), people), people


def hanging_on(group: Group) -> dict[type[Model], set[int]]:
    """All rows that lead to the group through their foreign keys, by model."""
    found: dict[type[Model], set[int]] = {Group: {group.pk}}
    waiting: list[tuple[type[Model], set[int]]] = [(Group, {group.pk})]
    while waiting:
        target, keys = waiting.pop()
        for model, rows in leading_to(target, keys):
            new = rows - found.get(model, set())
            if new and model.__name__ not in BEYOND:
                found.setdefault(model, set()).update(new)
                waiting.append((model, new))
    return found


def leading_to(target: type[Model], keys: set[int]) -> list[tuple[type[Model], set[int]]]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is target:
                rows = model._default_manager.filter(**{f"{field.name}__in": keys})
                found.append((model, set(rows.values_list("pk", flat=True))))
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                about = {generic.ct_field: ContentType.objects.get_for_model(target), f"{generic.fk_field}__in": keys}
                found.append((model, set(model._default_manager.filter(**about).values_list("pk", flat=True))))
    return found


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_reader_outside_finds_a_row(town, who):
    world, people = town
    rows = hanging_on(world.group)
    assert len(rows) > 8
    for model, keys in rows.items():
        readable = getattr(model._default_manager, "visible_to", None)
        if readable is None or model.__name__ in HELD_BY_REFERENCE:
            continue
        seen = set(readable(people[who]).filter(pk__in=keys).values_list("pk", flat=True))
        assert not seen, (model.__name__, who)


def test_every_model_has_a_reader_or_one_it_is_read_through():
    """All that can hang on a group: a new model fails here until its reading is thought of."""
    reached, waiting = {Group}, [Group]
    while waiting:
        target = waiting.pop()
        for model in apps.get_models():
            leads = any(field.related_model is target for field in model._meta.concrete_fields)
            if leads and model not in reached and model.__name__ not in BEYOND:
                reached.add(model)
                waiting.append(model)
    without = {model.__name__ for model in reached if not hasattr(model._default_manager, "visible_to")}
    assert without - READ_THROUGH.keys() - {"Group"} == set()


@pytest.mark.parametrize("who", OUTSIDERS[1:])
def test_nobody_outside_is_told(town, who):
    """Whatever is told of the group, its post or its comment, in the bell, by mail and on a device: `seen_by` stands
    before each of them."""
    world, people = town
    actor = people["author"]
    subscription = world.group.channel.subscriptions.get(person=actor)
    for kind in Kind.values:
        if kind in DOORS:
            Event.objects.create(kind=kind, key=f"leak:{kind}", actor=actor, subscription=subscription)
        elif kind == Kind.DUTY:
            Event.objects.create(kind=kind, key=f"leak:{kind}", group=world.group)
        elif kind != Kind.FOLLOWER:
            Event.objects.create(kind=kind, key=f"leak:{kind}:post", actor=actor, post=world.post)
            about = {"post": world.post, "comment": world.comment}
            Event.objects.create(kind=kind, key=f"leak:{kind}:comment", actor=actor, **about)
    events = list(Event.objects.filter(key__startswith="leak:").select_related(*ABOUT))
    assert len(events) > 30
    told = seen_by(people[who], events)
    assert [event.key for event in events if event.pk in told] == []


def test_the_owner_sees_what_the_others_do_not(town):
    world, people = town
    rows = hanging_on(world.group)
    assert world.post.pk in rows[type(world.post)]
    assert type(world.post).objects.visible_to(people["owner"]).filter(pk=world.post.pk).exists()
    assert get_user_model().__name__ in BEYOND
