"""A stranger calls everything on the site that writes, with somebody's name in each word: nothing of it is for them.

Addresses come from the URLconf and tables from the models, so a new way to somebody is found without being named here.
What may come of it is listed: `NAMED`, where a row may name another, and `TOLD`, what one may be told of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from community.conversations.models import Conversation, Message
from community.feeds.home import home_page
from community.notifications.models import Delivery, Event, Kind, Notification
from community.notifications.reading import bell_page
from config.kit.policies import allow, signed_in
from config.urls import urlpatterns as real
from tests.permissions.matrix import API_METHODS, path_of
from tests.permissions.routes import Route, all_routes
from tests.permissions.world import World, build
from tests.shop.buying import TO

WHISPER = "悄悄告诉你"
# Columns in which what a stranger does may name somebody else.
NAMED = {
    "Block.blocked",
    "PersonMute.muted",
    # Whom a report is about, for those who judge it.
    "Case.about",
    # Only of the kinds in TOLD.
    "Event.recipient",
    "Notification.person",
    "NotificationEntry.person",
}
# Of these one may be told, having opened the door: a store, a group, a page to follow, a duty.
TOLD = {Kind.FOLLOWER, Kind.JOIN_REQUEST, Kind.DUTY, Kind.ORDER_PLACED, Kind.ORDER_PAID, Kind.ORDER_CANCELLED}
# Who asks to join a group says why, to whoever lets people in.
WITH_WORDS = {Kind.JOIN_REQUEST}


@dataclass(frozen=True)
class Tie:
    """A column that names a person."""

    model: type[models.Model]
    column: str

    def __str__(self) -> str:
        return f"{self.model.__name__}.{self.column}"

    def rows(self, stranger: Any) -> set[tuple[int, int]]:
        """(row, person), wherever it is somebody else."""
        named = self.model._base_manager.exclude(**{self.column: None}).exclude(**{self.column: stranger.pk})
        return set(named.values_list("pk", f"{self.column}_id"))


def all_ties() -> list[Tie]:
    person = get_user_model()
    return [
        Tie(model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is person
    ]


def words_to(person: Any, world: World) -> dict[str, Any]:
    """What forms and calls are filled with, under the names they have and those that one that writes would have."""
    said = ("text", "body", "message", "note", "sentence", "content", "about", "title", "subject", "answer", "comment")
    names = ("username", "person", "to", "recipient_username", "member", "user", "people")
    return {
        **dict.fromkeys(said, WHISPER),
        **dict.fromkeys(names, person.username),
        **TO,
        "channel": f"person:{person.username}",
        "target": f"person:{person.username}",
        "reason": "spam",
        "level": "all",
        "name": "陌生人",
        "email": person.email,
        "variant": world.variant.reference,
        "quantity": 1,
        "next": "/",
    }


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Names of the tables into which something is written meanwhile."""
    found: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        found.update(re.findall(r'(?:INSERT[\w ]* INTO|UPDATE) "(\w+)"', sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


class Stranger:
    """Somebody with no tie to anybody in the town, who tries everything towards its owner; each try is taken back."""

    def __init__(self, now: Callable[..., Any]) -> None:
        self.now = now
        self.world = build()
        self.person, self.target = self.world.people["outsider"], self.world.people["owner"]
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.person)
        self.words = words_to(self.target, self.world)
        self.routes = [route for route in all_routes() if route.path != "live/"]
        # Addresses make what they lead to, so they come before what is compared.
        self.addresses = {route.path: path_of(route, self.world) for route in self.routes}
        self.ties = all_ties()
        self.before = {tie: tie.rows(self.person) for tie in self.ties}
        self.bells = set(Notification.objects.values_list("pk", flat=True))
        self.messages = Message.objects.count(), Conversation.objects.count()
        self.home = self.in_home()
        self.told: set[str] = set()
        self.wrote: set[str] = set()

    def in_home(self) -> list[int]:
        return [item.post.pk for item in home_page(self.target).items]

    def tries(self) -> list[str]:
        """Everything that writes, once; what came of it that must not."""
        asked = [
            (route, method) for route in self.routes for method in (API_METHODS[1:] if route.is_api else ("POST",))
        ]
        return [fault for route, method in asked for fault in self.faults_of(route, method)]

    def faults_of(self, route: Route, method: str) -> list[str]:
        place, session = self.addresses[route.path], self.client.cookies.copy()
        mail.outbox.clear()
        with transaction.atomic():
            with written_tables() as tables, self.now():
                if route.is_api:
                    answer = self.client.generic(
                        method, place, content_type="application/json", data=json.dumps(self.words)
                    )
                else:
                    answer = self.client.post(place, self.words)
            found = self.found(tables) if tables else []
            transaction.set_rollback(True)
        self.client.cookies = session
        self.wrote.update([f"{method} {route.path}"] if tables and answer.status_code < 400 else [])
        return [f"{method} {route.path}: {fault}" for fault in found]

    def found(self, tables: set[str]) -> list[str]:
        """What there is now of anything that names, reaches or tells somebody else."""
        touched = [tie for tie in self.ties if tie.model._meta.db_table in tables and str(tie) not in NAMED]
        faults = [str(tie) for tie in touched if tie.rows(self.person) - self.before[tie]]
        new = Notification.objects.exclude(person=self.person).exclude(pk__in=self.bells)
        kinds = {
            *new.values_list("kind", flat=True),
            *Delivery.objects.filter(notification__in=new).values_list("notification__kind", flat=True),
            *Event.objects.exclude(recipient=None).exclude(recipient=self.person).values_list("kind", flat=True),
        }
        self.told |= kinds
        faults += [f"told of {kind}" for kind in kinds - TOLD]
        if (Message.objects.count(), Conversation.objects.count()) != self.messages:
            faults.append("a message")
        if self.in_home() != self.home:
            faults.append("in the home feed")
        silent = new.exclude(kind__in=WITH_WORDS)
        return faults or [f"words in {where}" for where, words in self.carried(silent) if WHISPER in words]

    def carried(self, new: Any) -> Iterator[tuple[str, str]]:
        """What others read of it: the lines of their bells, their mails."""
        for person in get_user_model().objects.filter(notifications__in=new).distinct():
            lines = [line for line in bell_page(person).lines if line.notification.kind not in WITH_WORDS]
            yield "the bell", repr([line.words for line in lines])
        for sent in mail.outbox:
            if self.person.email not in sent.to:
                yield "a mail", f"{sent.subject} {sent.body}"


@pytest.fixture
def stranger(db, commits, eager_tasks):
    return Stranger(commits)


@pytest.mark.timeout(400)
def test_nothing_that_a_stranger_can_do_writes_to_somebody(stranger):
    faults = stranger.tries()
    assert not faults, "\n".join(faults)
    # The walk did something: what is open to strangers took place.
    assert {"POST follow/", "POST report/", "POST p/<slug:username>/block/", "POST api/v1/reports/"} <= stranger.wrote
    assert {Kind.FOLLOWER, Kind.JOIN_REQUEST, Kind.DUTY} <= stranger.told


@require_POST
@allow(signed_in)
def say(request: HttpRequest, username: str) -> HttpResponse:
    """What must never be there: words to a person."""
    to = get_user_model().objects.get(username=username)
    event = Event.objects.create(kind=Kind.FOLLOWER, key="said", actor=request.user)
    Notification.objects.create(person=to, kind=Kind.MESSAGE, group_key="said", latest=event)
    return HttpResponse()


urlpatterns = [path("p/<slug:username>/say/", say), *real]


@pytest.mark.urls(__name__)
def test_a_new_way_to_write_to_somebody_is_found(stranger):
    (route,) = [route for route in stranger.routes if route.view is say]
    assert stranger.faults_of(route, "POST") == ["POST p/<slug:username>/say/: told of message"]
