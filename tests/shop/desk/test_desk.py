"""Today, stock, the store's own words, and breaks."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.conversations.saying import say
from content.pictures.models import Picture
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.photos import from_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return StoreFactory(name="晓雨的茶")


@pytest.fixture
def owner(store, client):
    client.force_login(store.owner)
    return client


def words(**changes: object) -> dict[str, object]:
    given = {"name": "晓雨的茶", "tagline": "", "story": "", "place_name": "西湖边", "lat": "30.25", "lon": "120.15"}
    return given | {"delivery_fee": "", "delivery_note": ""} | changes


def order(store, state=OrderState.PAID, total=16800):
    purchase = Purchase.objects.create(
        currency="CNY",
        total=total,
        recipient="张三",
        placing_scope="test",
        idempotency_key=str(Order.objects.count()),
        expires_at=timezone.now(),
    )
    return Order.objects.create(
        purchase=purchase, store=store, state=state, currency="CNY", goods_total=total, total=total
    )


def test_who_has_no_store_is_led_to_open_one(client):
    client.force_login(PersonFactory())
    assert 'href="/open/"' in client.get(reverse("desk")).content.decode()


def test_a_guest_is_asked_to_sign_in(client):
    assert client.get(reverse("desk")).status_code == 302


def test_today_says_what_waits(owner, store):
    order(store)
    order(store, OrderState.PLACED)
    ProductFactory(store=store, stock=1)
    page = owner.get(reverse("desk")).content.decode()
    assert "要发货" in page
    assert "快卖完了" in page
    assert "说说它不适合谁" in page


def test_what_buyers_wrote_waits_too(owner, store):
    one = order(store)
    Order.objects.update(buyer=PersonFactory(), state=OrderState.SHIPPED)
    assert "没有要办的事" in owner.get(reverse("desk")).content.decode()
    one.refresh_from_db()
    say(one.buyer, order=one, text="到哪儿了？")
    page = owner.get(reverse("desk")).content.decode()
    assert "有买家在等回话" in page
    assert "没有要办的事" not in page


def test_only_what_is_real_is_said(owner, store):
    page = owner.get(reverse("desk")).content.decode()
    assert "要发货" not in page
    assert "没有要办的事" in page


def test_figures_count_paid_orders(owner, store):
    order(store, total=16800)
    order(store, OrderState.CLOSED, total=3250)
    order(store, OrderState.CANCELLED, total=99900)
    order(StoreFactory(), total=77700)
    page = owner.get(reverse("desk")).content.decode()
    assert "¥200.50" in page
    assert "<dd>2</dd>" in page


def test_several_stores_are_told_apart(owner, store):
    other = StoreFactory(owner=store.owner, name="晓雨的酒")
    assert "晓雨的酒" in owner.get(reverse("desk")).content.decode().split("desk-store")[1][:200]
    page = owner.get(reverse("desk"), {"store": store.slug}).content.decode()
    assert "晓雨的茶" in page.split("desk-store")[1][:200]
    assert f"/desk/?store={other.slug}" in page


def test_somebody_elses_store_is_not_shown(owner, store):
    stranger = StoreFactory(name="别人的店")
    assert "别人的店" not in owner.get(reverse("desk"), {"store": stranger.slug}).content.decode()


def test_a_break_and_back(owner, store):
    page = owner.post(reverse("desk_pause", args=[store.slug]), follow=True).content.decode()
    store.refresh_from_db()
    assert store.state == Store.State.PAUSED
    assert f'action="{reverse("desk_resume", args=[store.slug])}"' in page
    owner.post(reverse("desk_resume", args=[store.slug]))
    store.refresh_from_db()
    assert store.state == Store.State.OPEN


def test_a_closed_store_says_why_and_is_not_resumed(owner, store):
    Store.objects.update(state=Store.State.CLOSED, closed_reason="卖假货")
    assert "卖假货" in owner.get(reverse("desk")).content.decode()
    owner.post(reverse("desk_resume", args=[store.slug]))
    store.refresh_from_db()
    assert store.state == Store.State.CLOSED
    assert owner.get(reverse("desk_store", args=[store.slug])).status_code == 403


def test_settings_work(owner, store):
    photo = SimpleUploadedFile("a.jpg", from_phone(), "image/jpeg")
    data = words(name="晓雨的好茶", tagline="只卖自己喝的", delivery_fee="¥8.50", photo=photo)
    assert owner.post(reverse("desk_store", args=[store.slug]), data).status_code == 303
    store.refresh_from_db()
    assert (store.name, store.tagline, store.delivery_fee) == ("晓雨的好茶", "只卖自己喝的", 850)
    assert store.photo.owner == store.owner
    assert (store.lat, store.lon) == (30_250_000, 120_150_000)


def test_a_wrong_word_loses_neither_the_others_nor_the_photo(owner, store):
    photo = SimpleUploadedFile("a.jpg", from_phone(), "image/jpeg")
    address = reverse("desk_store", args=[store.slug])
    answer = owner.post(address, words(name="", story="写了很久", delivery_fee="贵", photo=photo))
    page = answer.content.decode()
    taken = Picture.objects.get()
    assert answer.status_code == 422
    assert "写了很久" in page
    assert 'value="贵"' in page
    assert f'name="photo_taken" value="{taken.reference}"' in page
    owner.post(address, words(photo_taken=taken.reference))
    store.refresh_from_db()
    assert store.photo == taken


def test_a_photo_that_is_none_is_said(owner, store):
    photo = SimpleUploadedFile("a.jpg", b"hello", "image/jpeg")
    answer = owner.post(reverse("desk_store", args=[store.slug]), words(photo=photo))
    assert answer.status_code == 422
    assert "HEIC" in answer.content.decode()


def test_a_place_can_be_forgotten(owner, store):
    owner.post(reverse("desk_store", args=[store.slug]), words(lat="", lon=""))
    store.refresh_from_db()
    assert store.place is None


def test_counting_works(owner, store):
    tea, honey = ProductFactory(store=store).variant, ProductFactory(store=store).variant
    data = {
        f"{tea.reference}-available": "4",
        f"{tea.reference}-was": "10",
        f"{honey.reference}-available": "",
        f"{honey.reference}-was": "10",
    }
    assert owner.post(reverse("desk_stock", args=[store.slug]), data).status_code == 303
    tea.stock.refresh_from_db()
    honey.stock.refresh_from_db()
    assert (tea.stock.available, honey.stock.is_tracked) == (4, False)


def test_a_count_that_was_not_touched_is_left_alone(owner, store):
    tea = ProductFactory(store=store).variant
    type(tea.stock).objects.update(available=7)
    data = {f"{tea.reference}-available": "10", f"{tea.reference}-was": "10"}
    owner.post(reverse("desk_stock", args=[store.slug]), data)
    tea.stock.refresh_from_db()
    assert tea.stock.available == 7


def test_a_count_that_is_none_is_said_and_kept(owner, store):
    tea = ProductFactory(store=store).variant
    data = {f"{tea.reference}-available": "ten", f"{tea.reference}-was": "10"}
    answer = owner.post(reverse("desk_stock", args=[store.slug]), data)
    assert answer.status_code == 422
    assert 'value="ten"' in answer.content.decode()


def test_only_what_runs_out(owner, store):
    ProductFactory(store=store, name="快没了", stock=2)
    ProductFactory(store=store, name="还很多", stock=20)
    page = owner.get(reverse("desk_stock", args=[store.slug]), {"low": ""}).content.decode()
    assert "快没了" in page
    assert "还很多" not in page


@pytest.mark.parametrize("name", ["desk", "desk_stock"])
def test_more_goods_and_orders_cost_no_more_queries(owner, store, name):
    # The first visit makes the store's channel, and asks what is then kept.
    owner.get(reverse("desk"))
    counts = []
    address = reverse(name, args=[store.slug] if name != "desk" else [])
    owner.get(address)
    for many in (3, 9):
        for _ in range(many):
            ProductFactory(store=store, stock=1)
            order(store)
        with CaptureQueriesContext(connection) as queries:
            owner.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 17


@pytest.mark.parametrize("name", ["desk_stock", "desk_store", "desk_pause", "desk_resume"])
def test_it_is_the_owners_alone(client, store, name):
    address = reverse(name, args=[store.slug])
    assert client.post(address).status_code == 302
    client.force_login(PersonFactory())
    assert client.post(address).status_code == 403
