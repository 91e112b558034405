"""The search finds by words, and never what its reader may not see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discovery.asking import normalised, words_of
from community.discovery.searching import FEW, search
from community.people.models import Block
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def found(person, text, kind=""):
    return {part.kind: list(part.items) for part in search(person, text, kind=kind)}


def test_it_works(client):
    store = StoreFactory(name="晓雨的茶")
    product = ProductFactory(store=store, name="明前龙井茶")
    person = PersonFactory(name="茶人老周")
    group = GroupFactory(name="西湖边喝茶")
    answer = found(GUEST, "茶")
    assert answer["stores"] == [store]
    assert answer["goods"] == [product]
    assert answer["people"] == [person]
    assert [front.group for front in answer["groups"]] == [group]
    page = client.get("/search/?q=茶").content.decode()
    for name in ("晓雨的茶", "明前龙井茶", "茶人老周", "西湖边喝茶"):
        assert name in page


@pytest.mark.parametrize("text", ["LONGJING", "ｌｏｎｇｊｉｎｇ", "  longjing  ", "long jing"])
def test_however_it_is_typed(text):
    ProductFactory(name="Long Jing longjing tea")
    assert found(GUEST, text)["goods"]


def test_each_word_must_be_found():
    ProductFactory(name="green tea")
    assert "goods" not in found(GUEST, "green coffee")


def test_tags_and_specialties():
    product, person = ProductFactory(name="明前"), PersonFactory()
    product.tags.add("绿茶")
    person.specialties.add("绿茶")
    answer = found(GUEST, "绿茶")
    assert answer["goods"] == [product]
    assert answer["people"] == [person]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\u200b"])
def test_nothing_asked(client, text):
    assert search(GUEST, text) == []
    assert client.get("/search/", {"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "茶" * 500, "🍵", "a\x00b", "--;drop"])
def test_odd_words(client, text):
    ProductFactory(name="龙井")
    assert "goods" not in found(GUEST, text)
    assert client.get("/search/", {"q": text, "kind": text}).status_code == 200


def test_what_one_may_not_see():
    reader = PersonFactory()
    ProductFactory(name="茶甲", state="draft")
    ProductFactory(name="茶乙", store=StoreFactory(name="茶店", state="closed"))
    GroupFactory(name="茶会", access="hidden")
    PersonFactory(name="茶人", is_active=False)
    blocked = PersonFactory(name="茶友")
    Block.objects.create(person=blocked, blocked=reader)
    StoreFactory(name="茶友的店", owner=blocked)
    ProductFactory(name="茶丙", store=StoreFactory(owner=blocked))
    GroupFactory(name="茶友群", owner=blocked)
    assert found(reader, "茶") == {}


def test_group_by_invitation_is_found_by_its_members():
    reader, group = PersonFactory(), GroupFactory(name="茶会", access="hidden")
    subscribe(reader, group)
    assert [front.group for front in found(reader, "茶会")["groups"]] == [group]


def test_few_of_each_and_more_of_one():
    for number in range(FEW + 2):
        ProductFactory(name=f"茶 {number}")
    (goods,) = [part for part in search(GUEST, "茶") if part.kind == "goods"]
    assert len(goods.items) == FEW
    assert goods.more
    assert len(found(GUEST, "茶", "goods")["goods"]) == FEW + 2


def test_normalised():
    assert normalised(" Ｔｅａ\u3000茶\t ") == "tea 茶"
    assert words_of("a " * 50) == ["a"] * 6
    assert len(normalised("x" * 1000)) == 80


def test_query_count_is_constant(client):
    counts = []
    for _ in range(2):
        for number in range(3):
            ProductFactory(name=f"茶 {number}", store=StoreFactory(name=f"茶店{number}"))
            PersonFactory(name=f"茶人{number}")
            GroupFactory(name=f"茶会{number}")
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/?q=茶")
        counts.append(len(captured))
    assert counts[0] == counts[1]
