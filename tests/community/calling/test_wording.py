"""Why a store was called, in sentences."""

from __future__ import annotations

import pytest
from django.utils import translation

from community.calling.models import Call
from community.calling.wording import sentences
from community.hail.models import Hail
from tests.counting import queries_asked
from tests.factories import PersonFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(name="Osmanthus pastry")


def called(product, *reasons, text="要 12 份桂花酥"):
    hail = Hail(person=PersonFactory(), text=text)
    return Call(hail=hail, store=product.store, reasons=list(reasons))


def said(call):
    call.pk = 1
    with translation.override("en"):
        return sentences([call])[1]


def test_each_reason_is_a_sentence(product):
    call = called(
        product,
        {"code": "tags", "words": ["gifts", "pastry"]},
        {"code": "words", "words": ["桂花", "花酥"], "product": product.pk},
        {"code": "knows", "product": product.pk},
        {"code": "near", "metres": 1500},
        {"code": "asked", "audience": "groups"},
    )
    assert said(call) == [
        "Your tags: #gifts, #pastry",
        "Your “Osmanthus pastry” fits: 桂花酥",
        "You wrote what you know about “Osmanthus pastry”",
        "About 1.5 km from your store",
        "Asked in a group of yours",
    ]


def test_goods_that_are_gone_are_not_named(product):
    call = called(product, {"code": "words", "words": ["桂花"], "product": 0}, {"code": "knows", "product": None})
    assert said(call) == ["Your store says: 桂花", "You wrote what you know about it"]


def test_what_another_version_wrote_is_left_out(product):
    assert said(called(product, {"code": "moon"})) == []


def test_one_query_for_all(product):
    calls = [called(product, {"code": "words", "words": ["桂花"], "product": product.pk}) for _ in range(3)]
    for pk, call in enumerate(calls, 1):
        call.pk = pk
    with queries_asked() as queries:
        sentences(calls)
    assert len(queries) == 1
