"""Hailing: what is refused, and where it is said."""

from __future__ import annotations

from typing import Any

import pytest

from community.hail.errors import NoGroups
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.moderation.filtering import Unwanted, add_rule
from community.moderation.restricting import Restricted, limit_person
from config.kit.errors import Invalid
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return PersonFactory()


@pytest.fixture
def lake(me: Any) -> Any:
    group = GroupFactory(slug="lake")
    subscribe(me, group)
    return group


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"text": "高仿茶"}, "text"),
        ({"text": "茶", "place_name": "高\u200b仿街"}, "place_name"),
        ({"text": "茶", "tags": ["好", "高仿"]}, "tags"),
    ],
)
@pytest.mark.parametrize("where", ["site", "group"])
def test_what_others_read_is_judged(me, lake, words, field, where):
    if where == "site":
        add_rule(PersonFactory(is_staff=True), kind="word", text="高仿")
    else:
        add_rule(lake.owner, kind="word", text="高仿", effect="hold", group=lake)
    with pytest.raises(Unwanted) as error:
        post_hail(me, audience="groups", **words)
    assert error.value.field == field
    assert not Hail.objects.exists()


def test_what_is_unwanted_in_a_group_may_be_asked_elsewhere(me, lake):
    add_rule(lake.owner, kind="word", text="高仿", group=lake)
    assert post_hail(me, text="高仿茶")


@pytest.mark.parametrize("budget", [0, -1, 10**9 + 1, 10**30])
def test_a_budget_is_an_amount_that_is_possible(me, budget):
    with pytest.raises(Invalid) as error:
        post_hail(me, text="茶", budget=budget)
    assert error.value.field == "budget"


class TestKeptFromAGroup:
    """Whoever may not post in a group asks nothing there either."""

    @pytest.fixture
    def kept(self, me: Any, lake: Any) -> None:
        limit_person(lake.owner, target=me, what=["post"], reason="广告", group=lake)

    def test_it_is_refused_with_its_reason(self, me, lake, kept):
        for groups in ([lake], []):
            with pytest.raises(Restricted, match="广告"):
                post_hail(me, text="茶", audience="groups", groups=groups)

    def test_of_all_groups_it_is_left_out(self, me, lake, kept):
        other = GroupFactory()
        subscribe(me, other)
        hail = post_hail(me, text="茶", audience="groups")
        assert [row.group for row in hail.in_groups.all()] == [other]
        with pytest.raises(Restricted):
            post_hail(me, text="茶", audience="groups", groups=[lake, other])

    def test_elsewhere_one_may(self, me, kept):
        assert post_hail(me, text="茶")


def test_who_is_in_no_group_asks_in_none(me):
    with pytest.raises(NoGroups):
        post_hail(me, text="茶", audience="groups")
