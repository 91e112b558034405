"""Which goods answer a need best, and how many pieces it asks for."""

from __future__ import annotations

import pytest

from community.hail.models import Hail
from community.offers.fitting import goods_for, pieces_wanted
from tests.factories import PersonFactory, ProductFactory, StoreFactory


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("要 12 份伴手礼，每份 80 左右", 12),
        ("两个欧包", 1),
        ("青团 40 个，或者 20 个也行", 1),
        ("3 boxes of tea by Friday", 3),
        ("room for 200 people", 1),
        ("0 份", 1),
        ("2.5 斤", 1),
        ("", 1),
    ],
)
def test_pieces(text, pieces):
    assert pieces_wanted(text) == pieces


@pytest.mark.django_db
def test_what_fits_stands_first_and_what_cannot_be_sold_nowhere():
    store = StoreFactory()
    osmanthus = ProductFactory(store=store, name="桂花酥")
    tagged = ProductFactory(store=store, name="礼盒")
    tagged.tags.set(["桂花", "伴手礼"])
    toast = ProductFactory(store=store, name="吐司")
    ProductFactory(store=store, name="桂花糕", stock=0)
    ProductFactory(store=store, name="桂花糖", state="draft")
    ProductFactory(name="桂花茶")
    hail = Hail.objects.create(
        person=PersonFactory(), text="要桂花点心", audience="everyone", expires_at="2099-01-01T00:00Z"
    )
    hail.tags.set(["伴手礼"])
    assert goods_for(hail, store) == [tagged, osmanthus, toast]
