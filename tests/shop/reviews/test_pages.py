"""Pages on which buyers say whether they were content, read it and are answered."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.moderation.restricting import limit_person
from shop.checkout.models import Purchase
from shop.reviews.answering import answer_review
from shop.reviews.models import Review, ReviewAnswer
from shop.reviews.writing import withdraw_review
from tests.factories import PersonFactory, PictureFactory, ProductFactory
from tests.photos import from_phone
from tests.shop.buying import GUEST, paid_order, place
from tests.shop.reviews.saying import said, said_of

pytestmark = pytest.mark.django_db


def photo():
    return SimpleUploadedFile("a.jpg", from_phone())


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def address(order, product, name="review_write"):
    return reverse(name, args=[order.reference, product.slug])


class TestOrder:
    def test_it_asks_once_it_is_there(self, order, buyer, product):
        html = signed_in(buyer).get(order.get_absolute_url()).content.decode()
        assert html.count(f'action="{address(order, product)}"') == 1
        assert 'value="yes"' in html
        assert 'value="no"' in html

    def test_not_before(self, buyer, product):
        order = paid_order(buyer, product)
        assert "/reviews/" not in signed_in(buyer).get(order.get_absolute_url()).content.decode()

    def test_the_seller_is_not_asked(self, order, seller):
        assert "/reviews/" not in signed_in(seller).get(order.get_absolute_url()).content.decode().split("<main")[1]

    def test_each_product_is_asked_of(self, buyer, product):
        other = ProductFactory(store=product.store)
        purchase = place(buyer, product, other)
        order = purchase.orders.get()
        type(order).objects.update(state="received")
        html = signed_in(buyer).get(order.get_absolute_url()).content.decode()
        assert {product.name, other.name} <= set(html.replace("<", ">").split(">"))
        assert html.count('value="yes"') == 2

    def test_what_was_said_stands_there_for_both_sides(self, order, buyer, seller):
        review = said(order, text="水温 85 度刚好")
        answer_review(seller, review=review, text="正是")
        for person in (buyer, seller):
            html = signed_in(person).get(order.get_absolute_url()).content.decode()
            assert "水温 85 度刚好" in html
            assert "正是" in html

    def test_what_was_taken_back_only_for_oneself(self, order, buyer, seller):
        withdraw_review(buyer, review=said(order, text="水温 85 度刚好"))
        assert "水温 85 度刚好" in signed_in(buyer).get(order.get_absolute_url()).content.decode()
        assert "水温 85 度刚好" not in signed_in(seller).get(order.get_absolute_url()).content.decode()

    def test_a_guest_reads_why_not(self, client, product):
        purchase = place(GUEST, product)
        purchase.orders.update(state="received")
        Purchase.objects.update(state="paid")
        html = client.get(purchase.get_absolute_url()).content.decode()
        assert 'value="yes"' not in html
        assert "account" in html or "账号" in html

    @pytest.mark.parametrize("rows", [1, 8])
    def test_queries_do_not_grow(self, buyer, product, django_assert_num_queries, rows):
        goods = [product, *(ProductFactory(store=product.store) for _ in range(rows - 1))]
        order = place(buyer, *goods).orders.get()
        type(order).objects.update(state="received")
        client = signed_in(buyer)
        client.get(order.get_absolute_url())
        with django_assert_num_queries(18):
            client.get(order.get_absolute_url())


class TestWrite:
    def test_one_tap_says_it(self, order, buyer, product):
        answer = signed_in(buyer).post(address(order, product), {"content": "no"})
        review = Review.objects.get()
        assert not review.content
        assert answer.headers["Location"] == review.order_url

    def test_a_tap_in_another_tab_leaves_the_words(self, order, buyer, product):
        said(order, text="好喝")
        signed_in(buyer).post(address(order, product), {"content": "no"})
        assert Review.objects.get().text == "好喝"

    def test_words_and_photos(self, order, buyer, product):
        kept = PictureFactory(owner=buyer)
        sent = {"content": "yes", "text": "好喝", "picture": kept.reference, "photos": [photo()]}
        signed_in(buyer).post(address(order, product), sent)
        review = Review.objects.get()
        assert review.text == "好喝"
        assert review.pictures.first().picture == kept
        assert review.pictures.count() == 2

    def test_what_was_typed_stays_with_the_photo(self, order, buyer, product):
        sent = {"content": "yes", "text": "长" * 1001, "photos": [photo()]}
        answer = signed_in(buyer).post(address(order, product), sent)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "长" * 1001 in html
        assert f'value="{buyer.pictures.get().reference}"' in html
        assert not Review.objects.exists()

    def test_a_photo_is_left_out_without_scripts(self, order, buyer, product):
        kept = PictureFactory(owner=buyer)
        sent = {"content": "yes", "text": "好喝", "picture": kept.reference, "picture_away": kept.reference}
        html = signed_in(buyer).post(address(order, product), sent).content.decode()
        assert "好喝" in html
        assert f'name="picture" value="{kept.reference}"' not in html
        assert not Review.objects.exists()

    def test_without_a_verdict_it_comes_back(self, order, buyer, product):
        assert signed_in(buyer).post(address(order, product), {"text": "好喝"}).status_code == 422

    def test_not_for_others(self, order, product, seller):
        assert signed_in(seller).get(address(order, product)).status_code == 403
        assert signed_in(PersonFactory()).get(address(order, product)).status_code == 404
        assert Client().get(address(order, product)).status_code == 404

    def test_not_of_what_was_not_in_it(self, order, buyer):
        assert signed_in(buyer).get(address(order, ProductFactory())).status_code == 404

    def test_who_is_kept_from_it_reads_why(self, order, buyer, product):
        limit_person(PersonFactory(is_staff=True), target=buyer, what=["comment"], reason="骂人三次")
        html = signed_in(buyer).get(address(order, product)).content.decode()
        assert "骂人三次" in html
        assert "<textarea" not in html

    def test_taken_back(self, order, buyer, product):
        said(order)
        client = signed_in(buyer)
        assert client.post(address(order, product, "review_withdraw")).status_code == 303
        assert not Review.objects.get().is_standing

    def test_what_one_said_before(self, order, buyer, product):
        for text in ("好喝", "很好喝"):
            said(order, text=text)
        assert "<p>好喝</p>" in signed_in(buyer).get(address(order, product)).content.decode()


class TestReading:
    def test_on_the_products_page(self, client, order, product):
        said(order, text="水温 85 度刚好")
        said_of(product, content=False)
        html = client.get(product.get_absolute_url()).content.decode()
        assert "陈阿姨" in html
        assert "水温 85 度刚好" in html
        assert "#smile" in html
        assert "#frown" in html

    def test_without_a_word_there_is_no_room_for_it(self, client, product):
        assert "word-of-mouth" not in client.get(product.get_absolute_url()).content.decode()

    def test_all_of_a_product_and_of_a_store(self, client, order, product):
        said(order, text="水温 85 度刚好")
        store = product.store.slug
        pages = reverse("product_reviews", args=[store, product.slug]), reverse("store_reviews", args=[store])
        for page in pages:
            assert "水温 85 度刚好" in client.get(page).content.decode()

    def test_a_closed_account_is_a_buyer(self, client, order, product):
        said(order)
        Review.objects.update(buyer=None)
        html = client.get(product.get_absolute_url()).content.decode()
        assert "陈阿姨" not in html
        assert "word-of-mouth" in html

    @pytest.mark.parametrize("page", ["product_reviews", "store_reviews"])
    def test_empty_pages_say_so(self, client, product, page):
        args = [product.store.slug, product.slug][: 2 if page == "product_reviews" else 1]
        assert client.get(reverse(page, args=args)).status_code == 200

    def test_no_stars_are_told_outside(self, client, order, product):
        said(order, text="水温 85 度刚好")
        html = client.get(product.get_absolute_url()).content.decode()
        data = "".join(part.split("</script>")[0] for part in html.split("application/ld+json")[1:])
        assert product.name in data
        assert "Rating" not in data
        assert "85 度" not in data

    @pytest.mark.parametrize("count", [1, 6])
    def test_queries_do_not_grow(self, client, product, django_assert_max_num_queries, count):
        for number in range(count):
            said_of(product, text=f"第{number}")
        with django_assert_max_num_queries(17):
            client.get(product.get_absolute_url())


class TestDesk:
    @pytest.fixture
    def desk(self, product):
        return reverse("desk_reviews", args=[product.store.slug])

    def test_what_waits_for_an_answer(self, order, seller, product, desk):
        answer_review(seller, review=said(order, text="好喝"), text="谢谢")
        said_of(product, content=False, text="有潮气")
        client = signed_in(seller)
        assert {"好喝", "有潮气"} <= texts(client.get(desk))
        assert texts(client.get(f"{desk}?tab=open")) == {"有潮气"}

    def test_only_of_ones_own_store(self, desk):
        assert signed_in(PersonFactory()).get(desk).status_code == 403

    def test_answer(self, order, seller):
        review = said(order, text="好喝")
        page = reverse("review_answer", args=[review.reference])
        client = signed_in(seller)
        assert client.get(page).status_code == 200
        assert client.post(page, {"text": "谢谢"}).status_code == 303
        assert Review.objects.get().answered.text == "谢谢"
        assert client.post(page, {"text": "谢" * 1001}).status_code == 422
        client.post(reverse("review_unanswer", args=[review.reference]))
        assert not ReviewAnswer.objects.exists()

    @pytest.mark.parametrize("count", [1, 6])
    def test_queries_do_not_grow(self, seller, product, desk, django_assert_num_queries, count):
        for _ in range(count):
            said_of(product, text="好喝")
        client = signed_in(seller)
        client.get(desk)
        with django_assert_num_queries(10):
            client.get(desk)


def texts(answer):
    return {row.review.text for row in answer.context["page"].reviews}
