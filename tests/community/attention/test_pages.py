"""Limits and budgets on pages and in headers: what it is, how much is left, and when it ends."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.attention.quotas import Quota, spend, standing
from community.channels.following import follow
from community.moderation.reporting import report
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    found = PersonFactory(language="en")
    client.force_login(found)
    return found


def use_up(person, quota):
    spend(person, quota, cost=standing(person, quota).remaining)


def test_the_budget_says_what_and_why(client, person):
    text = client.get(reverse("budget")).content.decode()
    assert "6 / 6" in text
    assert "What everyone begins with" in text
    assert "never below 2" in text


def test_the_budget_tells_of_reports_in_words_on_the_page_and_in_the_api(client, person):
    post = PostFactory(channel=channel_of(person), author=person)
    assert client.get(f"/api/v1/budgets/person:{person.username}/").json()["reported_by"] is None
    for _ in range(3):
        report(PersonFactory(), target=post, reason="spam")
    assert "3 people reported posts" in client.get(reverse("budget")).content.decode()
    shown = client.get(f"/api/v1/budgets/person:{person.username}/").json()
    assert shown["reported_by"] == 3
    step = next(row for row in shown["reasons"] if row["step"] == "reports")
    assert (step["adds"], step["text"]) == (-4, "3 people reported posts")


def test_the_line_under_a_composer_brings_its_sheet(client, person):
    group = GroupFactory()
    subscribe(person, group)
    for _ in range(9):
        PostFactory(channel=group.channel, author=person)
    address = reverse("budget_line") + f"?channel=group:{group.slug}"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "1 more post today" in part
    assert 'id="budget-sheet"' in part
    assert "<html" not in part
    assert "<html" in client.get(address).content.decode()


def test_nobody_sees_anothers_budget(client, person):
    store, hidden = StoreFactory(), GroupFactory(access="invite")
    assert client.get(reverse("budget") + f"?channel=store:{store.slug}").status_code == 403
    assert client.get(reverse("budget") + f"?channel=group:{hidden.slug}").status_code == 404
    assert client.get(reverse("budget") + "?channel=%00").status_code == 404


def test_guests_are_asked_in(client):
    for name in ("budget", "budget_line", "limits"):
        assert client.get(reverse(name)).status_code == 302


def test_all_limits_stand_on_one_page(client, person, django_assert_max_num_queries):
    spend(person, Quota.REPORTS, cost=3)
    with django_assert_max_num_queries(8):
        text = client.get(reverse("limits")).content.decode()
    assert "15 reports a day" in text
    assert "12 remaining" in text
    assert "A person reads every report." in text
    # What would raise it, and to what.
    assert "You have been here for 3 days" in text
    assert "0 / 3" in text
    assert "With some standing: 40." in text


def test_whoever_has_some_standing_is_not_told_how_to_get_it(client, person):
    type(person).objects.update(is_staff=True, date_joined=timezone.now() - timedelta(days=9))
    text = client.get(reverse("limits")).content.decode()
    assert "40 reports a day" in text
    assert "What raises your limits" not in text


def test_the_desk_and_the_own_profile_show_it_and_others_do_not(client, person):
    store = StoreFactory(owner=person)
    assert "How your words are received" in client.get(reverse("desk")).content.decode()
    assert "How your words are received" in client.get(person.get_absolute_url()).content.decode()
    assert "How your words are received" not in client.get(PersonFactory().get_absolute_url()).content.decode()
    assert "How your words are received" not in client.get(store.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_page_says_how_the_limit_stands(client, person):
    store = StoreFactory()
    response = client.post(reverse("follow") + f"?channel=store:{store.slug}")
    assert response["RateLimit-Policy"] == '"follows";q=60;w=86400'
    assert re.fullmatch(r'"follows";r=59;t=\d+', response["RateLimit"])
    assert "Retry-After" not in response


def test_a_reached_limit_is_a_429_with_a_time(client, person):
    use_up(person, Quota.FOLLOWS)
    store = StoreFactory()
    address = reverse("follow") + f"?channel=store:{store.slug}"
    response = client.post(address)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 86_400
    assert response["RateLimit"].startswith('"follows";r=0;')
    assert "60 followed a day" in response.content.decode()
    assert "60 followed a day" in client.post(address, headers={"HX-Request": "true"})["HX-Trigger"]


def test_from_a_page_one_comes_back_to_it_with_the_words(client, person):
    use_up(person, Quota.FOLLOWS)
    store = StoreFactory()
    page = f"http://testserver{store.get_absolute_url()}"
    response = client.post(reverse("follow") + f"?channel=store:{store.slug}", headers={"Referer": page}, follow=True)
    assert "60 followed a day" in response.content.decode()


def test_what_was_not_spent_says_nothing(client, person):
    response = client.get(reverse("limits"))
    assert "RateLimit" not in response


def test_following_again_spends_nothing(person):
    store = StoreFactory()
    for _ in range(3):
        follow(person, channel=channel_of(store))
    assert standing(person, Quota.FOLLOWS).used == 1


def test_times_are_the_readers(client, person):
    spend(person, Quota.COMMENTS)
    type(person).objects.filter(pk=person.pk).update(time_zone="Asia/Tokyo")
    ends_at = standing(person, Quota.COMMENTS).resets_at
    with timezone.override("Asia/Tokyo"):
        there = timezone.localtime(ends_at).strftime("%H:%M")
    assert there in client.get(reverse("limits")).content.decode()
