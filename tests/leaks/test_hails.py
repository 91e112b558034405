"""What is over is gone for whoever was called or read it in their group, on every address of the site; and while it
lasts, nothing that anybody else can read says whose it is.

As in `test_walk`, addresses come from the URLconf, so a new one is walked without being named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from community.calling.models import Call
from community.hail.models import Hail
from community.offers.models import Offer
from community.people.models import Person
from tests.leaks import hailed
from tests.leaks.test_walk import ROUTES, Answer, ask, difference, session_of
from tests.permissions.matrix import API_METHODS, METHODS, path_of
from tests.permissions.routes import Route
from tests.permissions.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
# Words that stand in the hail, its offers and its thread, and nowhere else.
SECRETS = ("玛瑙", "琥珀", "珍珠", "翠羽")
# What a request makes of its own: when it did something, and the hail that it posted.
MADE = re.compile(r'"\d{4}-\d\d-\d\dT[^"]+"|(?<=/hails/)[0-9a-z]{16}|(?<=\?hail=)[0-9a-z]{16}')
WHO = {"called": "owner", "in the group": "member"}

Address = tuple[str, Route]
Answers = dict[Address, Answer]


@pytest.fixture
def town(db: None) -> World:
    world = build()
    world.people["hailer"] = hailed.prepare(world)
    hailed.notify()
    # Some of what addresses are about is made when it is asked for.
    for route in ROUTES:
        path_of(route, world)
    # Looked up once a process, and not at whichever address comes first.
    ContentType.objects.get_for_models(*apps.get_models())
    return world


def asked_about(world: World) -> str:
    """A query that points every page that listens to one at the hail."""
    return urlencode(
        {
            "q": "桂花",
            "tag": "珊瑚",
            "people": "owner",
            "channel": f"group:{world.group.slug}",
            "target": f"hail:{world.hail.reference}",
            "next": world.hail.get_absolute_url(),
        }
    )


def addresses(*, writing: bool = False) -> list[Address]:
    """All of the site, each to be read, or by every method that it may take."""
    return [
        (method, route)
        for route in ROUTES
        for method in ((API_METHODS if route.is_api else METHODS) if writing else ("GET",))
    ]


def walk(who: Any, world: World, asked: list[Address]) -> Answers:
    """What each address answers."""
    session, answers = session_of(who), {}
    for method, route in asked:
        answer = ask(session, method, f"{path_of(route, world)}?{asked_about(world)}", is_api=route.is_api)
        made = answer if method == "GET" else replace(answer, text=MADE.sub("", answer.text))
        answers[method, route] = made
    return answers


def told(there: Answers, gone: Answers) -> str:
    """Where the two differ, a line each."""
    return "\n".join(
        f"{asked[0]} {asked[1].path}: {difference(answer, gone[asked])}"
        for asked, answer in there.items()
        if answer != gone[asked]
    )


Said = tuple[int, frozenset[str]]


def left_of(worlds: Iterable[World], answers: Answers) -> dict[Address, Said]:
    """Of each answer its status, and what of the hails stands in it."""
    words = [(word, word) for word in (*SECRETS, *hailed.OF_THE_HAILER)]
    for world in worlds:
        words += [("photo", world.picture.reference), ("hail", world.hail.reference), ("offer", world.offer.reference)]
    return {
        asked: (answer.status, frozenset(what for what, word in words if word in as_read(answer)))
        for asked, answer in answers.items()
    }


def more(there: Said, gone: Said) -> bool:
    """Whether one learns more: less is shown of whoever blocked one."""
    return there[0] != gone[0] or not there[1] <= gone[1]


def over_in(town: World, ends: Iterable[str], person: Any) -> dict[str, World]:
    """The town with as many hails as there are ends, each over in its own way and to be seen no more."""
    worlds = {}
    for end in ends:
        world = worlds[end] = hailed.hail_in(town, town.people["hailer"])
        hailed.ENDS[end](world.hail)
        hailed.notify()
        assert not Hail.objects.visible_to(person).filter(pk=world.hail.pk).exists()
        assert not Call.objects.visible_to(person).filter(hail=world.hail).exists()
        assert not Offer.objects.visible_to(person).filter(hail=world.hail).exists()
    return worlds


@pytest.mark.parametrize("stands", WHO)
def test_what_is_over_is_gone(town, stands):
    """Own numbers stay, as how often one was called, and that one who offered is thanked; nothing of the hail does.

    Who was blocked is shown nothing at all, which would hide what is wrong with the other ends.
    """
    person = town.people[WHO[stands]]
    with transaction.atomic():
        nowhere = hailed.hail_in(town, town.people["hailer"])
        transaction.set_rollback(True)
    there: dict[tuple[str, Address], Said] = {}
    for together in ([end for end in hailed.ENDS if end != "blocked"], ["blocked"]):
        with transaction.atomic():
            worlds = over_in(town, together, person)
            asked = addresses(writing="waved off" in together)
            for end, world in worlds.items():
                left = left_of(worlds.values(), walk(person, world, asked))
                there |= {(end, address): said for address, said in left.items()}
                # What is not about one of them was asked about all.
                asked = [(method, route) for method, route in addresses() if is_about(route, world, nowhere)]
            transaction.set_rollback(True)

    # At addresses of what is not there: all that are read, and of the others those about a hail and those that told.
    telling = {
        (method, route)
        for (_end, (method, route)), (_status, words) in there.items()
        if method == "GET" or words or is_about(route, world, nowhere)
    }
    gone = left_of([nowhere], walk(person, nowhere, [asked for asked in addresses(writing=True) if asked in telling]))
    faults = [
        f"{end}, {method} {route.path}: {said} / {gone[method, route]}"
        for (end, (method, route)), said in there.items()
        if (method, route) in gone and more(said, gone[method, route])
    ]
    assert not faults, "\n".join(faults)


def is_about(route: Route, *worlds: World) -> bool:
    """Whether the address is another one for each of the hails, or takes one in its query."""
    return len({path_of(route, world) for world in worlds}) > 1 or route.name == "report"


@pytest.mark.parametrize("who", ["anonymous", "outsider"])
def test_nobody_outside_can_tell_whether_anybody_hails(town, who):
    person = town.people[who]
    with transaction.atomic():
        world = hailed.hail_in(town, town.people["hailer"])
        there = walk(person, world, addresses(writing=True))
        transaction.set_rollback(True)

    assert not told(there, walk(person, world, addresses(writing=True)))


def as_read(answer: Answer) -> str:
    """The words of an answer; it is kept as bytes."""
    return answer.text.encode("latin-1").decode(errors="replace")


def met(answers: Answers) -> set[tuple[Address, str]]:
    """On which addresses something of the hailer stands."""
    face = Person.objects.get(username=hailed.SLUG).photo.reference
    return {
        (asked, word)
        for asked, answer in answers.items()
        for word in (*hailed.OF_THE_HAILER, face)
        if word in as_read(answer)
    }


@pytest.mark.parametrize("who", ["owner", "other owner", "member", "outsider", "anonymous"])
def test_nothing_that_anybody_else_reads_says_whose_it_is(town, who):
    """One more place where they stand than without the hail would be one that names them for it."""
    person = town.people[who]
    with transaction.atomic():
        world = hailed.hail_in(town, town.people["hailer"])
        there = met(walk(person, world, addresses()))
        transaction.set_rollback(True)

    assert there <= met(walk(person, world, list({asked for asked, _word in there})))
