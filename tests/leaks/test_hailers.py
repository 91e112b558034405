"""Whoever hails is named to nobody before they choose: every answer of the API about a hail, as each of the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from community.calling.models import Call
from community.hail.ending import wave_off
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.seconding import second
from community.offers.choosing import accept_offer
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from content.pictures.ingesting import take_picture
from tests.api.clients import client_of
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe
from tests.leaks.hidden import _photo

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}
OTHERS = ("seller", "other seller", "reader", "outsider")
# Members of an answer that would tell whose it is, or how it is kept.
NEVER = {"id", "pk", "person", "hailer", "buyer", "seller", "author", "fit", "email", "lat_cell", "idempotency_key"}


@dataclass
class Town:
    """A hail of somebody who can be told from all others by any word about them, and those who may read or answer."""

    hailer: Any
    people: dict[str, Any]
    hail: Hail
    offers: list[Offer]

    @property
    def secrets(self) -> list[str]:
        me = self.hailer
        return [me.username, me.name, me.photo.reference, me.email, me.headline, rf"\b{me.pk}\b"]

    def paths(self) -> Iterator[tuple[str, str]]:
        """Every address that says something of the hail, and how it is asked."""
        hail = f"hails/{self.hail.reference}/"
        yield from [("get", hail), ("get", "hails/"), ("get", "groups/lake/needs/"), ("get", "calls/")]
        yield from [("get", "calls/record/"), ("get", "offers/"), ("get", f"offers/?hail={self.hail.reference}")]
        yield from (("post", f"{hail}{act}/") for act in ("wave-off", "widen", "call-more", "second"))
        yield "delete", f"{hail}second/"
        for call in Call.objects.filter(hail=self.hail):
            yield "get", f"calls/{call.reference}/"
            yield from (("post", f"calls/{call.reference}/{act}/") for act in ("decline", "undecline"))
            yield "post", f"offers/?call={call.reference}"
        for offer in self.offers:
            yield from [("get", f"offers/{offer.reference}/"), ("patch", f"offers/{offer.reference}/")]
            yield "post", f"offers/{offer.reference}/accept/"
        for hung in self.hail.pictures.all():
            yield "get", f"pictures/{hung.picture.reference}/"


@pytest.fixture
def town() -> Town:
    hailer = PersonFactory(
        pk=700_007,
        username="mo-yeqing",
        name="莫夜青",
        email="moyq@x.example",
        headline="爱喝茶的人",
        language="en",
    )
    hailer.photo = take_picture(hailer, file=_photo())
    hailer.save()
    group = GroupFactory(slug="lake")
    people = {who: PersonFactory() for who in OTHERS}
    for person in (hailer, people["seller"], people["other seller"], people["reader"]):
        subscribe(person, group)
    photo = take_picture(hailer, file=_photo(), is_private=True)
    hail = post_hail(hailer, text="要两罐明前茶", audience="groups", pictures=[photo], tags=["茶"])
    second(people["reader"], hail=hail, quantity=2)
    offers = []
    for who in ("seller", "other seller"):
        store: Any = StoreFactory(owner=people[who])
        Call.objects.create(hail=hail, store=store, wave=1, reasons=[{"code": "asked", "audience": "groups"}])
        offers.append(make_offer(people[who], hail=hail, store=store, terms=Terms(title="茶", unit_price=100)))
    return Town(hailer, people, hail, offers)


def heard(town: Town, who: str) -> dict[str, str]:
    """What each address says to them, by method and path."""
    client = client_of(town.people[who])
    answers = {}
    for method, path in town.paths():
        data = {"quantity": 3, "audience": "everyone", "version": 1, "call": path.partition("call=")[2], **TO}
        answer = getattr(client, method)(
            f"/api/v1/{path}", *([data] if method != "get" else []), format="json", headers={"Idempotency-Key": path}
        )
        assert answer.status_code < 500, path
        answers[f"{method} {path}"] = answer.content.decode()
        assert not told_in(str(dict(answer.headers)), town), path
    return answers


def told_in(text: str, town: Town) -> list[str]:
    return [secret for secret in town.secrets if re.search(secret, text)]


def members_of(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from members_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from members_of(value)


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("then", ["open", "waved off", "one chosen"])
def test_no_answer_names_the_hailer(town, who, then):
    if then == "waved off":
        wave_off(town.hailer, hail=town.hail)
    elif then == "one chosen":
        accept_offer(town.hailer, offer=town.offers[0], version=1, idempotency_key="x", **TO)
    answers = heard(town, who)
    assert {asked: told_in(text, town) for asked, text in answers.items() if told_in(text, town)} == {}
    found = {asked: NEVER & set(members_of(json.loads(text or "{}"))) for asked, text in answers.items()}
    assert {asked: names for asked, names in found.items() if names} == {}
    said = "".join(answers.values())
    may_read = who != "outsider" if then == "open" else (who, then) == ("seller", "one chosen")
    assert ("要两罐明前茶" in said) == may_read


def test_the_hailer_is_told_no_key_either(town):
    """They know who they are, and not how it is kept."""
    town.people["hailer"] = town.hailer
    town.people["reader"] = town.hailer
    for asked, text in heard(town, "hailer").items():
        assert not re.search(town.secrets[-1], text), asked
        assert not (NEVER - {"buyer"}) & set(members_of(json.loads(text or "{}"))), asked
