"""Groups are founded, and people come in by the door that each group has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.groups.founding import found_group
from community.groups.inviting import invite, join_by_invitation
from community.groups.joining import accept_request, join_group
from community.groups.membering import set_role
from community.groups.models import Group
from community.people.models import Person
from community.shelves.models import ShelfVoucher
from community.shelves.vouching import vouch
from seeds.album import SMALL, Album
from seeds.clock import some_time
from seeds.files import Entry, Town
from seeds.people import MONTH, joined_at
from seeds.register import Register
from seeds.timeline import Act

ASKING = timedelta(hours=7)
ANSWERS = {"en": "Whatever is on the table.", "zh-hans": "手边有什么喝什么，最近多是绿茶。"}
NOTES = {"en": "Hello, I would like to listen in.", "zh-hans": "你好，想进来听听，我平时什么都喝一点。"}


def gathering(town: Town, register: Register, album: Album, now: datetime) -> Iterator[Act]:
    """Found the groups, let their members in, and leave those who ask at the door."""
    known = set(Group.objects.values_list("slug", flat=True))
    people = {person["username"]: person for person in town.people}
    for group in town.groups:
        founded = now - timedelta(days=group["founded"])
        if group["slug"] not in known:
            album.wish(register.person(group["owner"]), f"group/{group['slug']}", [group["picture"]], SMALL)
        yield Act(founded, partial(_found, register, album, group))
        for name in [*group["moderators"], *group["members"]]:
            earliest = max(founded, joined_at(people[name], now)) + timedelta(hours=1)
            moment = some_time(f"{name} in {group['slug']}", earliest, max(earliest, now - timedelta(days=MONTH)))
            role = Subscription.Role.MODERATOR if name in group["moderators"] else Subscription.Role.MEMBER
            yield Act(moment, partial(_enter, register, group, name, role))
        for word in group.get("shelf", ()):
            moment = some_time(f"{word['by']} for {word['what']}", now - timedelta(days=MONTH), now - timedelta(days=2))
            yield Act(moment, partial(_vouch, register, group, word))
        for name in group.get("asking", ()):
            yield Act(now - ASKING, partial(_ask, register, group, people[name]))


def _found(register: Register, album: Album, entry: Entry) -> bool:
    if Group.objects.filter(slug=entry["slug"]).exists():
        return False
    found_group(
        register.person(entry["owner"]),
        name=entry["name"],
        about=entry["about"],
        rules=entry["rules"],
        access=entry["access"],
        questions=entry.get("questions", ()),
        place_name=entry["place"],
        photo=album.one(f"group/{entry['slug']}"),
        slug=entry["slug"],
    )
    return True


def _enter(register: Register, entry: Entry, name: str, role: str) -> bool:
    group, person = register.group(entry["slug"]), register.person(name)
    if _knows(group, person):
        return False
    owner = register.person(entry["owner"])
    if entry["access"] in (Group.Access.INVITE, Group.Access.HIDDEN):
        invitation = invite(owner, group=group, max_uses=1)
        subscription = join_by_invitation(person, invitation=invitation, rules=group.rules_version)
    else:
        answers = _answers(group, person.language)
        subscription = join_group(person, group=group, answers=answers, rules=group.rules_version)
        if not subscription.is_active:
            subscription = accept_request(owner, subscription=subscription)
    if role == Subscription.Role.MODERATOR:
        set_role(owner, subscription=subscription, role=role)
    return True


def _ask(register: Register, entry: Entry, person: Entry) -> bool:
    group, asking = register.group(entry["slug"]), register.person(person["username"])
    if _knows(group, asking):
        return False
    language = person["language"]
    answers = _answers(group, language)
    join_group(asking, group=group, note=NOTES[language], answers=answers, rules=group.rules_version)
    return True


def _vouch(register: Register, entry: Entry, word: Entry) -> bool:
    group, person, store = register.group(entry["slug"]), register.person(word["by"]), register.store(word["what"])
    if ShelfVoucher.objects.filter(item__group=group, item__store=store, person=person).exists():
        return False
    vouch(person, group=group, subject=store, sentence=word["says"])
    return True


def _answers(group: Group, language: str) -> dict[str, str]:
    return dict.fromkeys(group.questions, ANSWERS.get(language, ANSWERS["zh-hans"]))


def _knows(group: Group, person: Person) -> bool:
    """Whether the person is in, was in, or has asked."""
    return Subscription.objects.filter(person=person, channel=channel_of(group)).exists()
