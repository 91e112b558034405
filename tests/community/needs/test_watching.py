"""Being told when it is there: once a thing and need, of what one may see, until one has enough."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.groups.joining import leave_group
from community.needs.arriving import Overtaken, look
from community.needs.errors import NothingToLookFor
from community.needs.keeping import change_watch, end_need, keep_watch, resume_need
from community.needs.models import Arrival, NeedMatch, NeedTerm
from community.needs.showing import matches_page, needs_page
from community.needs.tasks import look_who_waits
from community.notifications.models import Delivery, Notification
from community.notifications.reading import bell_page
from community.people.models import Block, PersonMute
from community.posts.writing import write_post
from community.shelves.vouching import take_back, vouch
from shop.catalog.editing import edit_product
from shop.catalog.publishing import add_product, put_on_shelf, take_off_shelf
from shop.catalog.wording import VariantInput
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PictureFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eager_tasks")]


@pytest.fixture
def group() -> Any:
    return GroupFactory(name="西湖边喝茶", access="ask")


@pytest.fixture
def person(group: Any) -> Any:
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def store(group: Any) -> Any:
    store = StoreFactory(name="周师傅面包房")
    channel_of(store)
    subscribe(store.owner, group)
    return store


def put_up(store: Any, name: str = "现烤桂花酥", **said: Any) -> Any:
    return add_product(store.owner, store=store, name=name, variants=[VariantInput(price=900, stock=5)], **said)


def told(person: Any) -> list[str]:
    return [line.words.text for line in bell_page(person).lines]


def test_a_product_of_a_member(person: Any, store: Any, commits: Any) -> None:
    keep_watch(person, text="桂花酥")
    with commits():
        product = put_up(store)
    assert told(person) == ["周师傅面包房有了你在等的现烤桂花酥"]
    (line,) = bell_page(person).lines
    assert line.words.url == product.get_absolute_url()
    with commits():
        edit_product(store.owner, product=product, description="今天多烤了一盘")
        take_off_shelf(store.owner, product=product)
        put_on_shelf(store.owner, product=product)
    assert NeedMatch.objects.count() == 1
    assert Notification.objects.get(person=person).count == 1


def test_one_that_is_edited_so_that_it_fits(person: Any, store: Any, commits: Any) -> None:
    with commits():
        product = put_up(store, "点心")
        keep_watch(person, tags=["桂花酥"])
    assert not told(person)
    with commits():
        edit_product(store.owner, product=product, tags=["桂花酥"])
    assert len(told(person)) == 1


@pytest.mark.parametrize(
    "how", ["no group", "left", "seller left", "blocked", "muted", "ended", "draft", "else", "own", "other group"]
)
def test_silence(person: Any, store: Any, group: Any, commits: Any, how: str) -> None:
    who, more = person, {}
    if how == "no group":
        who = PersonFactory()
    if how == "own":
        who = store.owner
    if how == "other group":
        more = {"groups": [subscribe(person, GroupFactory()).channel.group]}
    need = keep_watch(who, text="桂花酥", **more)
    if how == "left":
        leave_group(person, group=group)
    if how == "seller left":
        leave_group(store.owner, group=group)
    if how == "blocked":
        Block.objects.create(person=store.owner, blocked=person)
    if how == "muted":
        PersonMute.objects.create(person=person, muted=store.owner)
    if how == "ended":
        end_need(person, need=need)
    with commits():
        put_up(store, "桂花茶" if how == "else" else "桂花酥", publish=how != "draft")
    assert not told(who)
    assert not NeedMatch.objects.exists()


def test_what_may_not_be_seen_any_more_is_gone_from_the_bell(person: Any, store: Any, group: Any, commits: Any) -> None:
    need = keep_watch(person, text="桂花酥")
    with commits():
        product = put_up(store)
    assert told(person)
    take_off_shelf(store.owner, product=product)
    assert not told(person)
    put_on_shelf(store.owner, product=product)
    leave_group(person, group=group)
    assert not told(person)
    assert matches_page(person, need, None) == ([], "")


def test_put_on_a_shelf(person: Any, group: Any, commits: Any) -> None:
    need = keep_watch(person, text="桂花酥")
    with commits():
        product = ProductFactory(name="桂花酥")
    assert not told(person)
    friend = subscribe(PersonFactory(), group).person
    with commits():
        word = vouch(friend, group=group, subject=product, sentence="年年都买")
    assert len(told(person)) == 1
    take_back(friend, item=word.item)
    assert matches_page(person, need, None) == ([], "")


def test_a_post_with_the_tag_or_a_link_to_it(person: Any, store: Any, group: Any, commits: Any) -> None:
    friend = subscribe(PersonFactory(), group).person
    product = ProductFactory(name="桂花酥")
    with commits():
        keep_watch(person, text="桂花酥")
        keep_watch(person, tags=["手作"])
        write_post(friend, channel=group.channel, text="今天去逛了 #手作 市集")
        write_post(friend, channel=group.channel, text="这个好吃", link=product.get_absolute_url())
        write_post(friend, channel=group.channel, text="桂花酥真难买")
    assert told(person).count("「西湖边喝茶」里有人说起你在等的") == 2
    assert NeedMatch.objects.count() == 2


def test_many_are_one_line_and_few_interruptions(person: Any, store: Any, commits: Any) -> None:
    need = keep_watch(person, text="桂花酥")
    for number in range(6):
        with commits():
            put_up(store, f"桂花酥 {number} 号")
    assert told(person) == ["你在等的有了 6 样"]
    assert Delivery.objects.filter(notification__person=person).count() <= 1
    (line,) = bell_page(person).lines
    assert line.words.url == reverse("need", args=[need.reference])


def test_off_from_the_line_and_back(sign_in: Any, person: Any, store: Any, commits: Any) -> None:
    need = keep_watch(person, text="桂花酥")
    with commits():
        put_up(store)
    client, at = sign_in(person), reverse("need_end", args=[need.reference])
    assert at in client.get(reverse("bell")).content.decode()
    client.post(at)
    with commits():
        put_up(store, "桂花酥礼盒")
    assert NeedMatch.objects.count() == 1
    client.post(reverse("need_resume", args=[need.reference]))
    with commits():
        put_up(store, "桂花酥小盒")
    assert NeedMatch.objects.count() == 2


def test_changed_it_waits_for_something_else(person: Any, store: Any, commits: Any) -> None:
    need = keep_watch(person, text="桂花酥")
    change_watch(person, need=need, text="龙井")
    with commits():
        put_up(store)
    assert not told(person)
    with commits():
        put_up(store, "明前龙井")
    assert len(told(person)) == 1
    end_need(person, need=need)
    assert not NeedTerm.objects.exists()
    resume_need(person, need=need)
    assert NeedTerm.objects.exists()


def test_words_that_say_nothing(person: Any) -> None:
    with pytest.raises(NothingToLookFor):
        keep_watch(person, text="的了 12")


def test_two_workers_tell_it_once(person: Any, store: Any, commits: Any) -> None:
    keep_watch(person, text="桂花酥")
    product = put_up(store)
    first, second = (Arrival.objects.get(product=product) for _ in range(2))
    assert look(first)
    with commits():
        with pytest.raises(Overtaken):
            look(second)
        look_who_waits(first.pk)
    assert NeedMatch.objects.count() == 1


def test_it_costs_as_much_as_there_are_needs_with_a_word_of_it(person: Any, store: Any) -> None:
    keep_watch(person, text="桂花酥")
    product = put_up(store)
    with CaptureQueriesContext(connection) as few:
        look(Arrival.objects.get(product=product))
    for number in range(20):
        keep_watch(person, text=f"龙井{'甲乙丙丁戊己庚辛'[number % 8]}茶")
    again = put_up(store, "桂花酥两盒")
    with CaptureQueriesContext(connection) as many:
        look(Arrival.objects.get(product=again))
    assert len(many) == len(few)


def test_the_lists_cost_the_same_for_many(person: Any, store: Any, commits: Any, django_assert_max_num_queries: Any):
    with commits():
        for number in range(4):
            keep_watch(person, text=f"桂花酥{number}", tags=["甜"])
            put_up(store, f"桂花酥{number}号", tags=["甜"])
    with django_assert_max_num_queries(6):
        found, cursor = needs_page(person, size=3)
    assert len(found) == 3
    assert cursor
    with django_assert_max_num_queries(3):
        assert len(matches_page(person, found[0].need, None)[0]) == 4


def test_faces_cost_nothing_more(sign_in: Any, person: Any, group: Any, commits: Any) -> None:
    need, costs, client = keep_watch(person, tags=["手作"]), [], sign_in(person)
    for number in (1, 3):
        for _each in range(number):
            friend = subscribe(PersonFactory(photo=PictureFactory()), group).person
            with commits():
                write_post(friend, channel=group.channel, text="今天去逛了 #手作 市集")
        client.get(reverse("need", args=[need.reference]))
        with queries_asked() as asked:
            client.get(reverse("need", args=[need.reference]))
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_from_a_search_that_found_nothing(sign_in: Any, person: Any) -> None:
    client = sign_in(person)
    page = client.get(reverse("search"), {"q": "桂花酥"}).content.decode()
    assert reverse("need_watch") in page
    form = client.get(reverse("need_watch"), {"q": "桂花酥"}).context["form"]
    assert form.initial["text"] == "桂花酥"
    assert client.post(reverse("need_watch"), {"text": ""}).status_code == 400
    assert client.post(reverse("need_watch"), {"text": "桂花酥", "key": "a"}).status_code == 303
    assert "桂花酥" in client.get(reverse("needs")).content.decode()


def test_the_api(person: Any, store: Any, group: Any, commits: Any) -> None:
    api = client_of(person)
    made = api.post("/api/v1/needs/", {"kind": "watch", "text": "桂花酥", "groups": [group.slug]}, format="json")
    assert made.status_code == 201
    at = f"/api/v1/needs/{made.json()['reference']}/"
    with commits():
        put_up(store)
    assert api.get(at).json()["found"] == 1
    assert api.get(f"{at}found/").json()["results"][0]["name"] == "现烤桂花酥"
    assert len(api.get("/api/v1/needs/").json()["results"]) == 1
    assert api.put(at, {"kind": "watch", "text": "龙井"}, format="json").json()["groups"] == []
    assert api.put(at, {"kind": "weekly", "text": "龙井", "weekday": 1, "hour": 1}, format="json").status_code == 400
    assert api.delete(at).status_code == 204
    assert api.post(f"{at}resume/").json()["ended_at"] is None
    assert api.post(f"{at}skip/").status_code == 403
    assert client_of(PersonFactory()).get(at).status_code == 404
    weekly = {"kind": "weekly", "text": "要 20 份素包子", "weekday": 4, "hour": 9}
    assert api.post("/api/v1/needs/", {"kind": "weekly", "text": "包子"}, format="json").status_code == 400
    made = api.post("/api/v1/needs/", weekly, format="json").json()
    first = made["ahead"]["day"]
    at = f"/api/v1/needs/{made['reference']}/skip/"
    assert api.post(at).json()["ahead"]["day"] > first
    assert api.delete(at).json()["ahead"]["day"] == first
