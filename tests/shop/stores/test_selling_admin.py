"""What operators see of stores, goods, stock and pictures, and what they may do."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.moderation.models import ModerationAction
from shop.catalog.models import Product, ProductPicture
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

LISTS = ["shop_store", "shop_storedraft", "shop_product", "shop_variant", "shop_stockitem", "shop_stockmovement"]
LISTS += ["content_picture"]


@pytest.fixture
def operator():
    return PersonFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, operator):
    client.force_login(operator)
    return client


def act(desk, name, action, rows, reason="卖假货"):
    data = {"action": action, "_selected_action": [row.pk for row in rows], "reason": reason, "index": 0}
    return desk.post(reverse(f"admin:{name}_changelist"), data, follow=True)


def shelf(count):
    for _ in range(count):
        ProductPicture.objects.create(product=ProductFactory(), picture=PictureFactory())


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_searched_and_cost_no_more_for_more_rows(desk, name):
    counts = []
    for many in (3, 9):
        shelf(many)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse(f"admin:{name}_changelist"), {"q": ""}).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert desk.get(reverse(f"admin:{name}_changelist"), {"q": "茶"}).status_code == 200


@pytest.mark.parametrize("name", ["shop_store", "shop_product", "shop_variant", "shop_stockitem", "content_picture"])
def test_rows_are_looked_at_and_not_made(desk, name):
    shelf(1)
    model = {"shop_store": Store, "shop_product": Product}.get(name)
    row = model.objects.get() if model else None
    if row:
        assert desk.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200
    assert desk.get(reverse(f"admin:{name}_add")).status_code == 403


def test_a_store_is_closed_with_a_reason_and_logged(desk, operator):
    store = StoreFactory()
    act(desk, "shop_store", "close_stores", [store])
    store.refresh_from_db()
    assert (store.state, store.closed_reason) == (Store.State.CLOSED, "卖假货")
    assert LogEntry.objects.filter(user=operator, object_id=str(store.pk)).exists()
    assert ModerationAction.objects.get().reason == "卖假货"
    act(desk, "shop_store", "reopen_stores", [store], "弄错了")
    store.refresh_from_db()
    assert store.state == Store.State.OPEN


def test_without_a_reason_nothing_is_closed(desk):
    store = StoreFactory()
    page = act(desk, "shop_store", "close_stores", [store], "").content.decode()
    store.refresh_from_db()
    assert store.state == Store.State.OPEN
    assert "请填写这一项" in page


def test_a_product_is_hidden_with_a_reason_and_shown_again(desk):
    product = ProductFactory()
    act(desk, "shop_product", "hide_products", [product])
    product.refresh_from_db()
    assert product.state == Product.State.HIDDEN
    act(desk, "shop_product", "restore_products", [product], "有授权书")
    product.refresh_from_db()
    assert product.state == Product.State.PUBLISHED
