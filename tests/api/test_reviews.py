"""Reviews in the API: read by everybody, written by the buyer, answered by the seller."""

import pytest
from rest_framework.test import APIClient

from shop.reviews.models import Review
from shop.reviews.writing import withdraw_review
from tests.api.clients import client_of
from tests.factories import PersonFactory, PictureFactory, ProductFactory
from tests.shop.buying import paid_order, received_order
from tests.shop.reviews.saying import said, said_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1"


@pytest.fixture
def product():
    return ProductFactory(name="明前龙井", slug="longjing", stock=40)


@pytest.fixture
def order(product):
    return received_order(PersonFactory(), product)


def of_order(order, slug="longjing"):
    return f"{ROOT}/orders/{order.reference}/reviews/{slug}/"


def of_product(product):
    return f"{ROOT}/stores/{product.store.slug}/products/{product.slug}/reviews/"


def write(person, order, **body):
    return client_of(person).put(of_order(order), body, format="json")


class TestReading:
    def test_it_works(self, order, product):
        said(order, text="好喝")
        said_of(product, content=False)
        for path in (of_product(product), f"{ROOT}/stores/{product.store.slug}/reviews/"):
            body = APIClient().get(path).json()
            assert body["summary"] == {"content": 1, "buyers": 2}
            assert [row["text"] for row in body["results"]] == ["好喝", ""]
            first = body["results"][0]
            assert first["buyer"]["username"] == order.buyer.username
            assert first["product"] == f"{product.store.slug}/longjing"
            assert (first["content"], first["answer"], first["is_mine"]) == (True, None, False)

    def test_page_by_page(self, product, monkeypatch):
        monkeypatch.setattr("shop.reviews.showing.page_of.__kwdefaults__", {"size": 2})
        for number in range(5):
            said_of(product, text=str(number))
        met, path = [], of_product(product)
        while path:
            body = APIClient().get(path).json()
            met += [row["text"] for row in body["results"]]
            path = body["next"]
        assert met == ["4", "3", "2", "1", "0"]

    def test_a_cursor_that_is_not_ours(self, product):
        assert APIClient().get(f"{of_product(product)}?cursor=x").json()["code"] == "bad_cursor"

    def test_one(self, order):
        review = said(order, text="好喝")
        assert APIClient().get(f"{ROOT}/reviews/{review.reference}/").json()["text"] == "好喝"
        withdraw_review(order.buyer, review=review)
        assert APIClient().get(f"{ROOT}/reviews/{review.reference}/").status_code == 404

    def test_a_closed_account_has_no_name(self, order, product):
        said(order)
        Review.objects.update(buyer=None)
        assert APIClient().get(of_product(product)).json()["results"][0]["buyer"] is None

    @pytest.mark.parametrize("rows", [1, 8])
    def test_queries_do_not_grow(self, product, django_assert_num_queries, rows):
        for _ in range(rows):
            said_of(product, text="好喝")
        with django_assert_num_queries(12):
            APIClient().get(of_product(product))


class TestWriting:
    def test_it_works(self, order):
        photo = PictureFactory(owner=order.buyer)
        body = write(order.buyer, order, content=False, text="有潮气", pictures=[photo.reference]).json()
        assert (body["content"], body["text"], body["is_mine"]) == (False, "有潮气", True)
        assert [picture["reference"] for picture in body["pictures"]] == [photo.reference]
        assert Review.objects.get().buyer == order.buyer

    def test_what_is_left_out_stays(self, order):
        write(order.buyer, order, content=True, text="好喝")
        assert write(order.buyer, order, content=False).json()["text"] == "好喝"

    def test_the_list_of_an_order(self, order, product):
        withdraw_review(order.buyer, review=said(order))
        path = f"{ROOT}/orders/{order.reference}/reviews/"
        assert client_of(order.buyer).get(path).json()[0]["withdrawn_at"]
        assert client_of(product.store.owner).get(path).json() == []
        assert client_of(PersonFactory()).get(path).status_code == 404

    def test_withdrawn(self, order):
        said(order)
        for _ in range(2):
            assert client_of(order.buyer).delete(of_order(order)).status_code == 204
        assert not Review.objects.get().is_standing

    def test_why_not(self, product):
        order = paid_order(PersonFactory(), product)
        answer = write(order.buyer, order, content=True)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_received")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "content"),
            ({"content": True, "text": "长" * 1001}, "text"),
            ({"content": 1, "pictures": ["0"]}, "pictures"),
        ],
    )
    def test_the_field_at_fault_is_named(self, order, body, field):
        answer = write(order.buyer, order, **body)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field

    def test_only_the_buyer(self, order, product):
        assert write(product.store.owner, order, content=True).status_code == 403
        assert write(PersonFactory(), order, content=True).status_code == 404
        assert APIClient().put(of_order(order), {"content": True}, format="json").status_code in (401, 404)


class TestAnswering:
    def test_it_works(self, order, product):
        path = f"{ROOT}/reviews/{said(order).reference}/answer/"
        seller = client_of(product.store.owner)
        assert seller.put(path, {"text": "谢谢"}, format="json").json()["answer"]["text"] == "谢谢"
        assert seller.delete(path).status_code == 204
        assert Review.objects.get().answered is None

    def test_only_the_seller(self, order):
        path = f"{ROOT}/reviews/{said(order).reference}/answer/"
        assert client_of(order.buyer).put(path, {"text": "谢谢"}, format="json").status_code == 403
        assert APIClient().put(path, {"text": "谢谢"}, format="json").status_code == 401
