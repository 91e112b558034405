"""A reader who trusts a few people, a store, and somebody through whom alone a word of it could reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from community.endorsements.endorsing import stand_behind
from community.endorsements.models import Endorsement
from community.groups.models import Group
from community.people.models import Person
from tests.factories import (
    EndorsementFactory,
    GroupFactory,
    PersonFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
    tag,
)

# Tokens, which differ from one request to the next.
PASSING = re.compile(r'csrfmiddlewaretoken" value="[^"]+|X-CSRFToken[^,}]+')
NAME, SLUG = "沉香先生", "agarwood"
HIDDEN, HIDDEN_SLUG = "翡翠斋夜谈", "jade-nights"
TOPIC = "白毫"


@dataclass
class Town:
    """`readers` by how they stand to it; `between` is the one who must not be told, a fellow of `me` in a group."""

    readers: dict[str, Any]
    between: Person
    product: Any

    @property
    def me(self) -> Person:
        return self.readers["me"]

    @property
    def owner(self) -> Person:
        return self.readers["owner"]


def build_town() -> Town:
    """Six in a group, so that nobody of them is known for being alone; a store of which nobody spoke."""
    me, fellow, owner = PersonFactory(username="me"), PersonFactory(), PersonFactory(username="keeper", name="陈阿姨")
    between = PersonFactory(username=SLUG, name=NAME)
    together("lake", me, fellow, between, *PersonFactory.create_batch(3))
    store = StoreFactory(owner=owner, slug="tea", name="云水茶铺")
    channel_of(store)
    channel_of(owner)
    product = ProductFactory(store=store, slug="longjing", name="云水龙井")
    product.tags.add(tag(TOPIC))
    readers = {"guest": AnonymousUser(), "stranger": PersonFactory(), "me": me, "fellow": fellow, "owner": owner}
    return Town(readers, between, product)


def together(slug: str, *people: Person, access: str = Group.Access.ASK, **fields: Any) -> Group:
    """A group that let all of them in long ago, and whose owner nobody knows."""
    group = GroupFactory(slug=slug, access=access, owner=PersonFactory(), **fields)
    for person in people:
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    return group


def vouch(by: Person, about: Person) -> Endorsement:
    """Somebody's word that counts, without what it costs."""
    word = EndorsementFactory(by=by, about=about, topic=tag(TOPIC), sentence="茶如其人。")
    stand_behind(word)
    return word


STANDING = (
    "/trust/store/tea/",
    "/trust/product/tea/longjing/",
    "/trust/person/keeper/",
    "/api/v1/trust/?people=keeper",
    f"/api/v1/trust/?people=keeper&topic={TOPIC}",
)
PLACES = (
    *STANDING,
    "/",
    "/stores/",
    f"/stores/?tag={TOPIC}",
    "/near/?lat=30.25&lon=120.15",
    "/search/?q=云水",
    "/s/tea/",
    "/s/tea/reviews/",
    "/s/tea/longjing/",
    "/s/tea/longjing/reviews/",
    "/p/keeper/",
    "/p/keeper/endorsements/",
    "/p/keeper/picks/",
    "/p/keeper/card/",
    "/api/v1/stores/",
    "/api/v1/stores/tea/",
    "/api/v1/stores/tea/reviews/",
    "/api/v1/stores/tea/products/longjing/reviews/",
    "/api/v1/people/keeper/",
    "/api/v1/people/keeper/endorsements/",
    "/api/v1/search/?q=云水",
    "/api/v1/near/?lat=30.25&lon=120.15",
)


def answers(person: Any, places: tuple[str, ...] = PLACES) -> Iterator[tuple[str, str]]:
    """Every place and what stands there for the person; of a sheet also as it opens over a page."""
    client = Client(raise_request_exception=False)
    if person.is_authenticated:
        client.force_login(person)
    for place in places:
        for headers in ({}, {"HX-Request": "true"}) if place.startswith("/trust/") else ({},):
            answer = client.get(place, headers=headers)
            assert answer.status_code == 200, (place, answer.status_code)
            yield place, PASSING.sub("", answer.content.decode())


def told(person: Any, *words: str, places: tuple[str, ...] = PLACES) -> set[str]:
    """The places where the person reads one of the words."""
    return {place for place, text in answers(person, places) if any(word in text for word in words)}
