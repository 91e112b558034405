"""A store is opened, a product added and stock counted by many hands at the same moment."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum

from community.people.models import Person
from shop.catalog.models import Product
from shop.catalog.publishing import VariantInput, add_product
from shop.stock.models import StockMovement
from shop.stores.drafts import save_draft
from shop.stores.models import Store
from tests.factories import PersonFactory, StoreFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def draft():
    return save_draft(AnonymousUser(), draft=None, product_name="桂花蜜", price="68", store_name="外婆的店")


def test_one_draft_opens_one_store_for_one_person(at_once):
    answers = at_once([("open_draft", (draft().pk, "granny@qunpu.example"))] * 8)
    assert set(answers) == {Store.objects.get().slug}
    assert Person.objects.count() == Product.objects.count() == 1


def test_two_drafts_with_one_contact_open_one_store(at_once):
    drafts = [draft(), draft()]
    answers = at_once([("open_draft", (one.pk, "granny@qunpu.example")) for one in drafts])
    assert sorted(answers) == sorted([Store.objects.get().slug, "refused: contact_taken"])


def test_stores_of_one_name_all_open(at_once):
    answers = at_once([("open_one", (PersonFactory().pk, "茶")) for _ in range(8)])
    assert len(set(answers)) == Store.objects.count() == 8


def test_one_sheet_sent_eight_times_is_one_product(at_once):
    store = StoreFactory()
    answers = at_once([("add", (store.pk, "k"))] * 8)
    assert set(answers) == {Product.objects.get().slug}


def test_products_of_one_name_all_stand(at_once):
    store = StoreFactory()
    answers = at_once([("add", (store.pk, f"k{number}")) for number in range(8)])
    assert len(set(answers)) == Product.objects.count() == 8


def test_counts_and_orders_at_once_still_add_up(at_once):
    store = StoreFactory()
    product = add_product(store.owner, store=store, name="茶", variants=[VariantInput(price=100, stock=20)])
    variant = product.variants.get()
    counts = [("count", (variant.stock.pk, available)) for available in (15, 25, 30, 10)]
    orders = [("buy", (PersonFactory().pk, [variant.pk], f"k{number}")) for number in range(8)]
    at_once(counts + orders)
    variant.stock.refresh_from_db()
    moved = StockMovement.objects.filter(item=variant.stock).aggregate(
        available=Sum("available_delta"), reserved=Sum("reserved_delta")
    )
    assert moved == {"available": variant.stock.available, "reserved": variant.stock.reserved}
    assert variant.stock.reserved == 8
