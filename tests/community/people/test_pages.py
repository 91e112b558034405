"""Profiles, my things, settings, the landing page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from community.people.blocking import block
from community.people.landing import landing, living_example
from community.people.models import Block, Person
from community.people.showing import groups_shown
from content.articles.writing import write_article
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


def furnished(count, **fields):
    """A person with `count` of everything."""
    person = PersonFactory(headline="只卖自己喝过三年的茶。", story="六年。", **fields)
    person.specialties.set(["绿茶", "水"])
    channel_of(person)
    for number in range(count):
        StoreFactory(owner=person)
        subscribe(person, GroupFactory())
        write_article(person, title=f"水温 {number}", body="85 度。")
        PostFactory(author=person)
    return person


def with_picture(product):
    product.pictures.create(picture=PictureFactory(owner=product.store.owner))
    return product


def test_a_profile_shows_what_a_person_has(client):
    person = furnished(2, username="lin")

    page = client.get("/p/lin/").content.decode()

    for word in (person.headline, "绿茶", "水温 1", *(store.name for store in person.stores.all())):
        assert word in page
    assert person.posts.first().text in client.get("/p/lin/?tab=posts").content.decode()


@pytest.mark.parametrize("tab", ["about", "posts"])
def test_a_profile_costs_the_same_however_much_there_is(client, tab, django_assert_max_num_queries):
    for count, name in ((3, "few"), (12, "many")):
        furnished(count, username=name)
        with django_assert_max_num_queries(30) as spent:
            assert client.get(f"/p/{name}/?tab={tab}").status_code == 200
        if name == "few":
            few = len(spent)
    assert len(spent) == few


def test_groups_are_shown_to_whom_they_concern():
    person, friend, stranger = PersonFactory(), PersonFactory(), PersonFactory()
    public, shared, hidden = GroupFactory(), GroupFactory(access="ask"), GroupFactory(access="hidden")
    for group in (public, shared, hidden):
        subscribe(person, group)
    for group in (shared, hidden):
        subscribe(friend, group)

    assert set(groups_shown(person, friend)) == {public, shared}
    assert set(groups_shown(person, stranger)) == {public}
    assert set(groups_shown(person, AnonymousUser())) == {public}
    assert set(groups_shown(person, person)) == {public, shared}
    assert set(groups_shown(person, PersonFactory(is_staff=True))) == {public}


def test_the_blocked_see_nothing_of_each_other(client):
    one, other = PersonFactory(username="one"), PersonFactory(username="other")
    client.force_login(one)

    answer = client.post("/p/other/block/", follow=False)
    assert answer.status_code == 303
    assert client.get("/p/other/").status_code == 404
    assert client.get("/p/other/card/").status_code == 404
    assert other.display_name in client.get("/settings/blocked/").content.decode()

    client.force_login(other)
    assert client.get("/p/one/").status_code == 404
    assert client.post("/p/one/unblock/").status_code == 404

    client.force_login(one)
    assert client.post("/p/other/unblock/", {"next": "/settings/blocked/"}).url == "/settings/blocked/"
    assert not Block.objects.exists()


def test_oneself_cannot_be_blocked(client):
    client.force_login(PersonFactory(username="me"))
    assert client.post("/p/me/block/").status_code == 403


def test_the_suspended_have_no_page(client):
    PersonFactory(username="gone", is_active=False)
    assert client.get("/p/gone/").status_code == 404


def test_a_profile_is_shared_by_link_and_code(client):
    PersonFactory(username="lin")
    assert "http://testserver/p/lin/" in client.get("/p/lin/card/").content.decode()
    code = client.get("/p/lin/qr.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content


def test_the_profile_is_written_and_what_was_typed_is_kept(client):
    me = PersonFactory(username="lin")
    client.force_login(me)
    words = {"name": "林晓雨", "headline": "懂茶。", "specialties": "绿茶、水", "username": "lin", "story": "六年。"}

    wrong = client.post("/me/profile/", words | {"username": "Ä", "headline": "长" * 70})
    assert wrong.status_code == 422
    assert "长" * 70 in wrong.content.decode()
    assert Person.objects.get().name == me.name

    assert client.post("/me/profile/", words).url == "/p/lin/"
    page = client.get("/me/profile/").content.decode()
    assert 'value="绿茶、水"' in page


def test_my_things_are_counted_once(client, django_assert_max_num_queries):
    client.force_login(furnished(12))
    with django_assert_max_num_queries(16):
        answer = client.get("/me/")
    assert answer.status_code == 200
    assert reverse("trust") in answer.content.decode()


def test_settings_list_the_ways_in(client):
    client.force_login(PersonFactory(email="anna@qunpu.example"))
    page = client.get("/settings/").content.decode()
    assert "anna@qunpu.example" in page
    for name in ("contact_phone", "account_change_password", "passkeys", "blocked", "api_key", "sessions_end"):
        assert reverse(name) in page


@pytest.mark.parametrize(("zone", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("", ""), ("Moon/Base", "Europe/Paris")])
def test_the_time_zone_is_one_that_there_is(client, zone, kept):
    client.force_login(PersonFactory(time_zone="Europe/Paris"))
    client.post("/settings/time-zone/", {"time_zone": zone})
    assert Person.objects.get().time_zone == kept


def landed():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return landing(request).content.decode()


def test_the_landing_page_works_without_any_store():
    page = landed()
    assert reverse("open") in page
    assert "/stores/" in page


def test_the_living_example_is_the_store_with_the_newest_goods():
    full, fuller = StoreFactory(name="晓雨的茶"), StoreFactory(name="周师傅面包房")
    for store in (full, fuller):
        for _product in range(4):
            with_picture(ProductFactory(store=store))
    with_picture(ProductFactory(name="唯一的一件"))

    example = living_example()

    assert example.store == fuller
    assert len(example.products) == 4
    page = landed()
    assert "周师傅面包房" in page
    assert "晓雨的茶" in page


def test_nothing_hidden_is_an_example():
    with_picture(ProductFactory(store=StoreFactory(state="closed")))
    with_picture(ProductFactory(store=StoreFactory(state="paused")))
    with_picture(ProductFactory(state="hidden"))
    with_picture(ProductFactory(store=StoreFactory(owner=PersonFactory(is_active=False))))
    ProductFactory()
    assert living_example() is None


def test_who_is_blocked_does_not_read_articles_there(client):
    author, reader = PersonFactory(username="author"), PersonFactory()
    article = write_article(author, title="水温", body="85 度。")
    block(author, other=reader)
    client.force_login(reader)
    assert client.get(article.get_absolute_url()).status_code == 404
