"""One tap and one tap back, with scripts and without."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from community.channels.channels import channel_key
from community.channels.models import Subscription
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def store():
    return StoreFactory(name="晓雨的茶")


def subscription(reader, subject):
    return Subscription.objects.get(person=reader, channel=channel_of(subject))


def test_without_scripts_it_leads_back_and_offers_the_undo(client, reader, store):
    back = f"http://testserver{store.get_absolute_url()}"

    answer = client.post(reverse("follow"), {"channel": channel_key(store)}, headers={"referer": back})

    assert (answer.status_code, answer["Location"]) == (303, back)
    assert subscription(reader, store).is_active
    said = next(iter(get_messages(answer.wsgi_request)))
    assert "晓雨的茶" in said.message
    undo = said.extra_tags.removeprefix("undo:")
    assert client.post(undo).status_code == 303
    assert not subscription(reader, store).is_active


def test_with_scripts_the_button_changes_where_it_is(client, reader, store):
    answer = client.post(reverse("follow"), {"channel": channel_key(store)}, headers={"hx-request": "true"})

    html = answer.content.decode()
    assert 'aria-pressed="true"' in html
    assert 'id="toasts"' in html
    assert "<html" not in html


def test_silence_and_back(client, reader, store):
    subscribe(reader, store)
    for route, muted in (("mute", True), ("unmute", False)):
        client.post(reverse(route), {"channel": channel_key(store)})
        assert subscription(reader, store).is_muted is muted


def test_level(client, reader):
    group = GroupFactory()
    subscribe(reader, group)

    client.post(reverse("channel_level"), {"channel": channel_key(group), "level": "none"})

    assert subscription(reader, group).level == "none"


def test_guests_sign_in_first(client, store):
    plain = client.post(reverse("follow"), {"channel": channel_key(store)})
    htmx = client.post(reverse("follow"), {"channel": channel_key(store)}, headers={"hx-request": "true"})

    assert plain.status_code == 302
    assert htmx.headers["HX-Redirect"] == plain["Location"]


@pytest.mark.parametrize("route", ["follow", "unfollow", "mute", "unmute", "channel_level"])
def test_no_such_channel(client, reader, route):
    for key in ("", "store:nowhere", "x:y", "person:\x00"):
        assert client.post(reverse(route), {"channel": key}).status_code == 404
    assert client.get(reverse(route)).status_code == 405


def test_the_stores_page_has_the_button(client, reader, store):
    assert reverse("follow") in client.get(store.get_absolute_url()).content.decode()
    subscribe(reader, store, muted_until="9000-01-01T00:00Z")
    page = client.get(store.get_absolute_url()).content.decode()
    assert reverse("unfollow") in page
    assert reverse("unmute") in page


def test_ones_own_store_has_none(client, reader):
    own = StoreFactory(owner=reader)

    assert reverse("follow") not in client.get(own.get_absolute_url()).content.decode()


def test_the_buttons_cost_the_same_however_many_follow(client, reader, store):
    costs = []
    for _ in range(2):
        for _ in range(6):
            subscribe(PersonFactory(), store)
        client.get(store.get_absolute_url())
        with queries_asked() as queries:
            client.get(store.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[1]
