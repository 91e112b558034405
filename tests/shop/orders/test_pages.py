"""Pages of orders for both sides, and the buttons on them."""

import pytest
from django.test import Client
from django.utils import translation

from shop.orders.models import OrderState
from shop.payments.models import Refund
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import GUEST, paid_order, place, received_order, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=40)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


class TestOrder:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize("make", [paid_order, shipped_order, received_order])
    def test_both_sides_see_it(self, product, make, language):
        order = make(PersonFactory(), product)
        for person in (order.buyer, order.store.owner):
            client = signed_in(person)
            client.cookies["django_language"] = language
            assert client.get(order.get_absolute_url()).status_code == 200

    def test_nobody_else_does(self, product):
        order = paid_order(PersonFactory(), product)
        for client in (Client(), signed_in(PersonFactory())):
            assert client.get(order.get_absolute_url()).status_code == 404

    def test_whose_turn_it_is(self, product):
        order = paid_order(PersonFactory(), product)
        both = (order.buyer, product.store.owner)
        views = [signed_in(person).get(order.get_absolute_url()).context["view"] for person in both]
        assert [view.is_your_turn for view in views] == [False, True]
        assert [sorted(view.can) for view in views] == [[], ["cancel", "ship"]]

    def test_a_line_leads_to_its_product_as_long_as_one_may_see_it(self, product):
        order = paid_order(PersonFactory(), product)
        client = signed_in(order.buyer)
        assert client.get(order.get_absolute_url()).context["view"].lines[0].href == product.get_absolute_url()
        type(product).objects.update(state="hidden")
        assert client.get(order.get_absolute_url()).context["view"].lines[0].href == ""

    def test_the_sites_own_words_are_read_in_ones_language(self, product):
        order = place(PersonFactory(), product).orders.get()
        order.transitions.create(from_state="placed", to_state="cancelled", note="Not paid in time")
        assert "超时没付款" in signed_in(order.buyer).get(order.get_absolute_url()).content.decode()

    @pytest.mark.parametrize("rows", [1, 12])
    def test_queries_do_not_grow_with_the_lines(self, django_assert_num_queries, rows):
        store = StoreFactory()
        order = place(PersonFactory(), *[ProductFactory(store=store) for _ in range(rows)]).orders.get()
        client = signed_in(order.buyer)
        client.get(order.get_absolute_url())
        with django_assert_num_queries(16):
            client.get(order.get_absolute_url())


class TestActions:
    def test_ship(self, product):
        order = paid_order(PersonFactory(), product)
        response = signed_in(product.store.owner).post(f"{order.get_absolute_url()}ship/", {"carrier": "顺丰"})
        order.refresh_from_db()
        assert response.url == order.get_absolute_url()
        assert (order.state, order.shipment.carrier) == (OrderState.SHIPPED, "顺丰")

    def test_a_second_tap_is_no_mistake(self, product):
        order = paid_order(PersonFactory(), product)
        client = signed_in(product.store.owner)
        statuses = [client.post(f"{order.get_absolute_url()}ship/").status_code for _ in range(2)]
        assert statuses == [303, 303]

    def test_what_was_typed_comes_back(self, product):
        order = paid_order(PersonFactory(), product)
        response = signed_in(product.store.owner).post(
            f"{order.get_absolute_url()}ship/", {"carrier": "顺丰", "tracking_number": "9" * 61}
        )
        assert response.status_code == 422
        assert 'value="顺丰"' in response.content.decode()

    def test_too_late_to_ship(self, product):
        order = paid_order(PersonFactory(), product)
        client = signed_in(product.store.owner)
        client.post(f"{order.get_absolute_url()}cancel/", {"reason": "断货"})
        response = client.post(f"{order.get_absolute_url()}ship/")
        assert response.status_code == 422
        assert "已取消" in response.content.decode()

    def test_receive(self, product):
        order = shipped_order(PersonFactory(), product)
        signed_in(order.buyer).post(f"{order.get_absolute_url()}receive/")
        order.refresh_from_db()
        assert order.state == OrderState.RECEIVED

    def test_cancel_by_the_seller(self, product):
        order = paid_order(PersonFactory(), product)
        signed_in(product.store.owner).post(f"{order.get_absolute_url()}cancel/", {"reason": "断货"})
        assert Refund.objects.get().reason == "断货"

    def test_cancel_of_a_paid_order_by_the_buyer(self, product):
        order = paid_order(PersonFactory(), product)
        response = signed_in(order.buyer).post(f"{order.get_absolute_url()}cancel/")
        assert "请店家来取消" in response.content.decode()

    def test_refund(self, product):
        order = received_order(PersonFactory(), product)
        signed_in(product.store.owner).post(f"{order.get_absolute_url()}refund/")
        order.refresh_from_db()
        assert order.state == OrderState.REFUNDED

    @pytest.mark.parametrize("action", ["ship", "receive", "cancel", "refund"])
    def test_strangers_find_nothing(self, product, action):
        order = paid_order(PersonFactory(), product)
        assert signed_in(PersonFactory()).post(f"{order.get_absolute_url()}{action}/").status_code == 404

    @pytest.mark.parametrize(("action", "who"), [("ship", "buyer"), ("refund", "buyer"), ("receive", "seller")])
    def test_the_other_sides_buttons(self, product, action, who):
        order = shipped_order(PersonFactory(), product)
        person = order.buyer if who == "buyer" else product.store.owner
        assert signed_in(person).post(f"{order.get_absolute_url()}{action}/").status_code == 403

    def test_the_seller_does_not_receive_for_a_guest(self, product):
        order = shipped_order(GUEST, product)
        assert signed_in(product.store.owner).post(f"{order.get_absolute_url()}receive/").status_code == 403

    @pytest.mark.parametrize("action", ["ship", "receive", "cancel", "refund"])
    def test_only_posts(self, product, action):
        order = paid_order(PersonFactory(), product)
        assert signed_in(product.store.owner).get(f"{order.get_absolute_url()}{action}/").status_code == 405


class TestLists:
    def test_mine(self, product):
        order = paid_order(PersonFactory(), product)
        paid_order(PersonFactory(), product)
        page = signed_in(order.buyer).get("/orders/").context["page"]
        assert [row.order for row in page.rows] == [order]

    @pytest.mark.parametrize(("tab", "count"), [("", 2), ("to-pay", 1), ("to-ship", 1), ("shipped", 0), ("odd", 2)])
    def test_tabs(self, product, tab, count):
        person = PersonFactory()
        paid_order(person, product)
        place(person, product)
        assert len(signed_in(person).get("/orders/", {"tab": tab}).context["page"].rows) == count

    def test_pages(self, product):
        person = PersonFactory()
        for _ in range(23):
            place(person, product)
        client = signed_in(person)
        first = client.get("/orders/").context["page"]
        second = client.get("/orders/", {"cursor": first.next_cursor}).context["page"]
        seen = [row.order.pk for row in [*first.rows, *second.rows]]
        assert (len(first.rows), len(seen), second.next_cursor) == (20, 23, "")
        assert seen == sorted(set(seen), reverse=True)

    @pytest.mark.parametrize("cursor", ["x", "", "WzFd:1:2", "\x00"])
    def test_odd_cursors(self, product, cursor):
        assert signed_in(PersonFactory()).get("/orders/", {"cursor": cursor}).status_code == 200

    def test_desk(self, product):
        order = paid_order(PersonFactory(), product)
        place(PersonFactory(), product)
        paid_order(PersonFactory(), ProductFactory())
        page = signed_in(product.store.owner).get("/desk/orders/").context["page"]
        assert [row.order for row in page.rows] == [order]
        assert page.tabs[0].count == 1

    def test_desk_of_one_of_several_stores(self, product):
        owner = product.store.owner
        other = ProductFactory(store=StoreFactory(owner=owner))
        order = paid_order(PersonFactory(), product)
        paid_order(PersonFactory(), other)
        page = signed_in(owner).get("/desk/orders/", {"store": product.store.slug}).context["page"]
        assert [row.order for row in page.rows] == [order]

    def test_desk_is_for_members(self):
        assert Client().get("/desk/orders/").status_code == 302

    def test_desk_without_a_store(self):
        assert signed_in(PersonFactory()).get("/desk/orders/").status_code == 200

    @pytest.mark.parametrize("rows", [3, 12])
    def test_queries_do_not_grow(self, product, django_assert_num_queries, rows):
        person = PersonFactory()
        for _ in range(rows):
            paid_order(person, product)
        for who, path, number in ((person, "/orders/", 7), (product.store.owner, "/desk/orders/", 8)):
            client = signed_in(who)
            client.get(path)
            with django_assert_num_queries(number):
                client.get(path)

    def test_in_english(self, product):
        client = signed_in(paid_order(PersonFactory(), product).buyer)
        client.cookies["django_language"] = "en"
        with translation.override("en"):
            assert "Being packed" in client.get("/orders/").content.decode()
