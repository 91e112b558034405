"""Stores, products, stock and pictures through the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.pictures.models import Picture
from shop.catalog.models import Product, ProductPicture
from shop.stores.models import Store
from tests.api.clients import client_of
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory
from tests.photos import from_phone

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.fixture
def store():
    return StoreFactory(slug="tea", name="晓雨的茶")


@pytest.fixture
def owner(store):
    return client_of(store.owner)


@pytest.fixture
def stranger():
    return client_of(PersonFactory())


def fields(answer) -> set[str]:
    return {error["field"] for error in answer.json()["errors"]}


def product_of(**changes: object) -> dict[str, object]:
    return {"name": "桂花蜜", "variants": [{"price": 6800, "stock": 5}]} | changes


def test_pictures_are_put_up(owner, guest):
    file = SimpleUploadedFile("a.heic", from_phone("HEIF"), "image/heic")
    answer = owner.post(f"{API}/pictures/", {"picture": file, "alt": "一罐蜜"}, format="multipart")
    body = answer.json()
    assert answer.status_code == 201
    assert (body["alt"], body["width"], body["height"]) == ("一罐蜜", 800, 600)
    assert [size["width"] for size in body["sizes"]] == [160, 320, 640, 800]
    assert guest.get(body["sizes"][0]["url"]).status_code == 200
    assert guest.get(f"{API}/pictures/{body['reference']}/").json() == body


@pytest.mark.parametrize("raw", [b"", b"hello"])
def test_what_is_no_photo_is_refused(owner, raw):
    answer = owner.post(f"{API}/pictures/", {"picture": SimpleUploadedFile("a.jpg", raw)}, format="multipart")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert fields(answer) == {"picture"}


def test_a_guest_puts_up_nothing(guest):
    assert guest.post(f"{API}/pictures/", {}, format="multipart").status_code in (401, 403)


def test_a_private_picture_is_its_owners(owner, store, guest):
    picture = PictureFactory(owner=store.owner, is_private=True)
    assert guest.get(f"{API}/pictures/{picture.reference}/").status_code == 404
    assert owner.get(f"{API}/pictures/{picture.reference}/").status_code == 200


def test_stores_are_listed_and_read(guest, store):
    listed = guest.get(f"{API}/stores/").json()["results"]
    assert [one["slug"] for one in listed] == ["tea"]
    assert guest.get(f"{API}/stores/tea/").json() == listed[0]
    assert listed[0]["place"] == {"lat": 30.25, "lon": 120.15}
    assert "id" not in listed[0]


def test_stores_are_narrowed(guest, store):
    StoreFactory(slug="wine", name="绍兴酒", state=Store.State.PAUSED, lat=29_990_000, lon=120_580_000)

    def slugs(**query: object) -> list[str]:
        return [one["slug"] for one in guest.get(f"{API}/stores/", query).json()["results"]]

    assert slugs(q="茶") == ["tea"]
    assert slugs(open="true") == ["tea"]
    assert slugs(open="false") == ["wine"]
    assert slugs(owner=store.owner.username) == ["tea"]
    assert slugs(lat=30.25, lon=120.15) == ["tea"]
    assert slugs(lat=30.25, lon=120.15, within=100_000) == ["wine", "tea"]


@pytest.mark.parametrize("query", [{"lat": 91, "lon": 0}, {"lat": "x", "lon": 0}, {"lat": 1, "lon": 1, "within": -1}])
def test_odd_places_are_refused(guest, query):
    assert guest.get(f"{API}/stores/", query).status_code == 400


def test_opening_a_store():
    person = PersonFactory()
    picture = PictureFactory(owner=person)
    body = {"name": "新店", "place": {"lat": 30.2, "lon": 120.1}, "photo": picture.reference, "delivery_fee": 500}
    answer = client_of(person).post(f"{API}/stores/", body, format="json")
    assert answer.status_code == 201
    store = Store.objects.get()
    assert (store.name, store.lat, store.photo, store.delivery_fee) == ("新店", 30_200_000, picture, 500)
    assert answer.json()["slug"] == store.slug


def test_opening_needs_a_person_and_a_name(guest, owner):
    assert guest.post(f"{API}/stores/", {"name": "店"}, format="json").status_code in (401, 403)
    assert fields(owner.post(f"{API}/stores/", {"name": ""}, format="json")) == {"name"}


def test_somebody_elses_picture_is_refused(owner):
    body = {"name": "店", "photo": PictureFactory().reference}
    assert fields(owner.post(f"{API}/stores/", body, format="json")) == {"photo"}


def test_editing_a_store(owner, stranger, guest):
    answer = owner.patch(f"{API}/stores/tea/", {"tagline": "新的一句", "place": None}, format="json")
    assert (answer.json()["tagline"], answer.json()["place"], answer.json()["name"]) == ("新的一句", None, "晓雨的茶")
    assert stranger.patch(f"{API}/stores/tea/", {"name": "我的"}, format="json").status_code == 403
    assert guest.patch(f"{API}/stores/tea/", {"name": "我的"}, format="json").status_code in (401, 403)


def test_a_break_and_back(owner, stranger):
    assert owner.post(f"{API}/stores/tea/pause/").json()["state"] == "paused"
    assert owner.post(f"{API}/stores/tea/resume/").json()["state"] == "open"
    assert stranger.post(f"{API}/stores/tea/pause/").status_code == 403


def test_a_closed_store_is_not_there(guest, owner):
    Store.objects.update(state=Store.State.CLOSED)
    assert guest.get(f"{API}/stores/tea/").status_code == 404
    assert owner.post(f"{API}/stores/tea/resume/").status_code == 409


def test_adding_and_reading_a_product(owner, guest, store):
    picture = PictureFactory(owner=store.owner)
    body = product_of(
        variants=[{"name": "小", "price": 3800, "stock": 3}, {"name": "大", "price": 6800, "stock": None}],
        pictures=[picture.reference],
        tags=["蜜"],
        not_for="怕甜的人",
    )
    answer = owner.post(f"{API}/stores/tea/products/", body, format="json")
    made = answer.json()
    assert answer.status_code == 201
    assert [(one["name"], one["price"], one["available"]) for one in made["variants"]] == [
        ("小", 3800, 3),
        ("大", 6800, None),
    ]
    assert (made["tags"], made["currency"], made["store"]) == (["蜜"], "CNY", "tea")
    assert made["pictures"][0]["reference"] == picture.reference
    assert guest.get(f"{API}/stores/tea/products/{made['slug']}/").json() | {"trust": None} == made
    assert [row["slug"] for row in guest.get(f"{API}/stores/tea/products/").json()["results"]] == [made["slug"]]


def test_the_same_key_gives_the_same_product(owner):
    slugs = {
        owner.post(f"{API}/stores/tea/products/", product_of(), format="json", headers={"Idempotency-Key": "k"}).json()[
            "slug"
        ]
        for _ in range(2)
    }
    assert len(slugs) == Product.objects.count() == 1


def test_products_are_narrowed(guest, store):
    tea = ProductFactory(store=store, name="龙井", slug="tea")
    tea.tags.add("绿茶")
    ProductFactory(name="黄酒", slug="wine", stock=0)

    def slugs(**query: object) -> list[str]:
        return [one["slug"] for one in guest.get(f"{API}/products/", query).json()["results"]]

    assert slugs() == ["wine", "tea"]
    assert slugs(store="tea") == slugs(q="龙") == slugs(tag="绿茶") == slugs(in_stock="true") == ["tea"]
    assert slugs(in_stock="false") == ["wine"]


def test_editing_a_product(owner, stranger, store):
    product = ProductFactory(store=store, slug="p", price=100, stock=10)
    variant = product.variant
    choices = [{"reference": variant.reference, "price": 200}, {"name": "大", "price": 1}]
    body = {"good_for": "所有人", "variants": choices}
    refused = owner.patch(f"{API}/stores/tea/products/p/", body, format="json")
    assert fields(refused) == {"variants"}
    choices[0]["name"] = "小"
    made = owner.patch(f"{API}/stores/tea/products/p/", body, format="json").json()
    small, large = made["variants"]
    assert (small["name"], small["price"], small["available"]) == ("小", 200, 10)
    assert (large["name"], large["price"], large["available"]) == ("大", 1, None)
    assert made["good_for"] == "所有人"
    assert stranger.patch(f"{API}/stores/tea/products/p/", {"name": "x"}, format="json").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"variants": []}, "variants"),
        ({"variants": [{"price": 0}]}, "variants.price"),
        ({"variants": [{"price": "x"}]}, "variants.price"),
        ({"variants": [{"price": 1, "stock": -1}]}, "variants.stock"),
        ({"variants": "x"}, "variants"),
        ({"pictures": ["0" * 16]}, "pictures"),
        ({"tags": ["字" * 30]}, "tags"),
        ({"not_for": "字" * 201}, "not_for"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(owner, changes, field):
    answer = owner.post(f"{API}/stores/tea/products/", product_of(**changes), format="json")
    assert answer.status_code == 400
    assert any(name.startswith(field.split(".")[0]) for name in fields(answer))


def test_a_stranger_adds_nothing(stranger, guest, store):
    assert stranger.post(f"{API}/stores/tea/products/", product_of(), format="json").status_code == 403
    assert guest.post(f"{API}/stores/tea/products/", product_of(), format="json").status_code in (401, 403)
    assert stranger.post(f"{API}/stores/none/products/", product_of(), format="json").status_code == 404


def test_the_shelf(owner, guest, store):
    ProductFactory(store=store, slug="p")
    assert owner.post(f"{API}/stores/tea/products/p/unshelve/").json()["state"] == "draft"
    assert guest.get(f"{API}/stores/tea/products/p/").status_code == 404
    assert owner.post(f"{API}/stores/tea/products/p/shelve/").json()["state"] == "published"


def test_counting(owner, stranger, guest, store):
    variant = ProductFactory(store=store, stock=10).variant
    address = f"{API}/stock/{variant.reference}/"
    assert owner.get(address).json() == {"variant": variant.reference, "available": 10, "reserved": 0}
    assert owner.put(address, {"available": 3}, format="json").json()["available"] == 3
    assert owner.put(address, {"available": None}, format="json").json()["available"] is None
    assert fields(owner.put(address, {"available": -1}, format="json")) == {"available"}
    assert stranger.put(address, {"available": 1}, format="json").status_code == 404
    assert guest.get(address).status_code == 404


@pytest.mark.parametrize("path", ["stores/", "products/", "stores/tea/products/"])
def test_more_rows_cost_no_more_queries(guest, store, path):
    counts = []
    for many in (3, 9):
        for _ in range(many):
            product = ProductFactory(store=store)
            product.tags.add("茶")
            ProductPicture.objects.create(product=product, picture=PictureFactory())
            StoreFactory(photo=PictureFactory())
        with CaptureQueriesContext(connection) as queries:
            guest.get(f"{API}/{path}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize("path", ["stores/", "products/"])
def test_odd_questions_are_no_server_error(guest, path):
    for query in ({"cursor": "x\x00"}, {"page_size": "-1"}, {"q": "\x00"}, {"store": "\x00"}, {"tag": "é" * 999}):
        assert guest.get(f"{API}/{path}", query).status_code < 500
    assert Picture.objects.count() == 0
