"""Tags for a hail come from goods that can be bought: those that stand in its text, then those of goods it finds."""

from __future__ import annotations

from typing import Any

import pytest

from community.calling.terms import terms_of
from community.hail.tagging import suggested_tags
from shop.stores.models import Store
from tests.hails import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods() -> list[Any]:
    found = []
    for name, tags in (("桂花酥", ["糕点", "送礼"]), ("桂花酥礼盒", ["糕点", "桂花"]), ("自行车保养", ["修车"])):
        product = shelf(name)
        product.tags.set(tags)
        found.append(product)
    return found


def test_what_stands_in_the_text_comes_first(goods: list[Any]) -> None:
    assert suggested_tags("想要桂花做的酥") == ["桂花", "糕点", "送礼"]


def test_those_that_were_chosen_are_left_out(goods: list[Any]) -> None:
    assert suggested_tags("想要桂花做的酥", without=["桂花", "送礼"]) == ["糕点"]


def test_nothing_is_made_up(goods: list[Any]) -> None:
    assert suggested_tags("要一把二胡") == []
    assert suggested_tags("") == []


def test_what_cannot_be_bought_suggests_nothing(goods: list[Any]) -> None:
    Store.objects.update(state=Store.State.PAUSED)
    assert suggested_tags("想要桂花做的酥") == []


def test_as_many_queries_however_many_goods(goods: list[Any], django_assert_num_queries: Any) -> None:
    text = "桂花糕、桂花酥和花生"
    for at in range(5):
        shelf(f"桂花糕{at}").tags.set(["糕点", f"口味{at}"])
    with django_assert_num_queries(len(terms_of(text)) + 2):
        suggested_tags(text)
