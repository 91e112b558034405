"""Visits are counted by day and kind of source, and of nobody in particular."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from community.brand.models import ProfileVisit
from community.brand.visiting import Visits, count_visit, forget_old, today_of, visits_of
from tests.community.brand.conftest import FIREFOX
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
Source = ProfileVisit.Source


def open_page(client, path="/p/lin/", **headers):
    return client.get(path, headers={"User-Agent": FIREFOX, **headers})


def test_it_works(client, lin, counts):
    open_page(client)
    open_page(client)
    open_page(client, "/p/lin/?from=card")
    open_page(client, Referer="http://testserver/search/?q=tea")

    assert counts() == {Source.DIRECT: 2, Source.CARD: 1, Source.SEARCH: 1}


def test_turning_the_page_over_is_no_further_visit(client, lin, counts):
    open_page(client)
    open_page(client, "/p/lin/?tab=posts", Referer="http://testserver/p/lin/")
    assert counts() == {Source.DIRECT: 1}


def test_ones_own_are_not_counted(sign_in, lin, counts):
    open_page(sign_in(lin))
    assert counts() == {}


def test_neither_programs_nor_heads(client, lin, counts):
    client.get("/p/lin/", headers={"User-Agent": "curl/8"})
    client.head("/p/lin/", headers={"User-Agent": FIREFOX})
    assert counts() == {}


def test_whoever_may_not_see_the_page_is_not_counted(sign_in, lin, counts):
    blocked = PersonFactory()
    lin.blocks.create(blocked=blocked)
    assert open_page(sign_in(blocked)).status_code == 404
    assert counts() == {}


def test_nothing_is_left_with_the_visitor(client, lin):
    answer = open_page(client)
    assert set(answer.cookies) <= {"csrftoken"}


def test_the_next_costs_one_statement(lin, django_assert_num_queries):
    count_visit(lin, source=Source.DIRECT)
    with django_assert_num_queries(1):
        count_visit(lin, source=Source.DIRECT)


def test_a_day_is_the_owners(lin, clock):
    lin.time_zone = "Pacific/Auckland"
    clock(timezone.datetime(2026, 11, 27, 18, tzinfo=timezone.get_fixed_timezone(0)))
    assert today_of(lin) == date(2026, 11, 28)
    lin.time_zone = "America/Los_Angeles"
    assert today_of(lin) == date(2026, 11, 27)


def test_they_are_summed_for_the_owner(lin, django_assert_num_queries):
    today = today_of(lin)
    for days, source, count in ((0, Source.GROUP, 2), (1, Source.GROUP, 3), (1, Source.CARD, 9), (28, Source.CARD, 50)):
        ProfileVisit.objects.create(person=lin, day=today - timedelta(days=days), source=source, count=count)

    with django_assert_num_queries(1):
        visits = visits_of(lin)

    assert len(visits.days) == 28
    assert visits.days[-2:] == [(today - timedelta(days=1), 12), (today, 2)]
    assert visits.sources == [(Source.CARD, 9), (Source.GROUP, 5)]
    assert visits.total == 14


def test_nobody_came():
    assert Visits([], []).total == 0


def test_the_old_go(lin):
    for days in (89, 91):
        day = timezone.localdate() - timedelta(days=days)
        ProfileVisit.objects.create(person=lin, day=day, source=Source.DIRECT, count=1)
    forget_old()
    assert ProfileVisit.objects.get().day == timezone.localdate() - timedelta(days=89)
