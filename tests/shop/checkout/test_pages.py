"""Checkout and the purchase's page, as a browser without scripts sends them."""

import pytest
from django.test import Client

from shop.bag.filling import bag_of
from shop.catalog.models import Variant
from shop.checkout.models import Address, Purchase
from shop.orders.models import Order, OrderState
from shop.payments.gateways import GatewayError
from shop.sandbox.gateway import SandboxGateway
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import GUEST, TO, bag_with, paid_order, pay, place, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def product():
    return ProductFactory(price=700, stock=5)


class TestCheckout:
    def test_it_works(self, client, person, product):
        bag_with(person, product)
        page = client.get("/checkout/")
        assert page.status_code == 200
        note = f"note-{product.store.slug}"
        response = client.post("/checkout/", TO | {"key": page.context["key"], "total": 700, note: "别放门口"})
        purchase = Purchase.objects.get()
        assert response.status_code == 303
        assert response.url == purchase.payments.get().pay_url
        assert purchase.orders.get().note == "别放门口"

    def test_a_saved_address_is_chosen(self, client, person, product):
        place(person, product)
        bag_with(person, product)
        reference = Address.objects.get().reference
        assert client.get("/checkout/").context["form"].fields["address"].initial == reference
        client.post("/checkout/", {"address": reference, "key": "k", "total": 700})
        assert Purchase.objects.first().street == TO["street"]

    def test_another_address(self, client, person, product):
        place(person, product)
        bag_with(person, product)
        client.post("/checkout/", TO | {"address": "new", "street": "南山路 2 号", "key": "k"})
        assert Purchase.objects.first().street == "南山路 2 号"

    def test_somebody_elses_address(self, client, person, product):
        place(PersonFactory(), product)
        place(person, product)
        bag_with(person, product)
        theirs = Address.objects.exclude(person=person).get().reference
        assert client.post("/checkout/", {"address": theirs, "key": "k"}).status_code == 422

    def test_the_same_key_twice(self, client, person, product):
        bag_with(person, product)
        urls = {client.post("/checkout/", TO | {"key": "k"}).url for _ in range(2)}
        assert len(urls) == 1
        assert Purchase.objects.count() == 1

    def test_after_it_was_paid_the_same_key_leads_to_the_purchase(self, client, person, product):
        bag_with(person, product)
        client.post("/checkout/", TO | {"key": "k"})
        purchase = Purchase.objects.get()
        pay(purchase)
        assert client.post("/checkout/", TO | {"key": "k"}).url == purchase.get_absolute_url()

    def test_what_was_typed_comes_back_with_all_that_is_wrong(self, client, person, product):
        bag_with(person, product)
        response = client.post("/checkout/", {"recipient": "林晓雨", "phone": "call me", "street": "", "key": "mine"})
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {"phone", "street"}
        text = response.content.decode()
        assert 'value="林晓雨"' in text
        assert 'value="call me"' in text
        assert 'name="key" value="mine"' in text

    def test_the_price_went_up_meanwhile(self, client, person, product):
        bag_with(person, product)
        Variant.objects.update(price=900)
        response = client.post("/checkout/", TO | {"key": "k", "total": 700})
        assert response.status_code == 422
        assert "¥9" in response.content.decode()
        assert 'name="total" value="900"' in response.content.decode()
        assert client.post("/checkout/", TO | {"key": "k", "total": 900}).status_code == 303

    def test_sold_out_meanwhile(self, client, person, product):
        bag_with(person, product)
        StockItem.objects.update(available=0)
        assert client.post("/checkout/", TO | {"key": "k"}).url == "/bag/"

    def test_empty_bag(self, client, person):
        assert client.get("/checkout/").url == "/bag/"

    def test_directly(self, client, person, product):
        bag_with(person, ProductFactory())
        query = {"variant": product.variant.reference, "quantity": 2}
        assert client.get("/checkout/", query).context["contents"].total.minor == 1400
        client.post("/checkout/", TO | query | {"key": "k", "total": 1400})
        assert Purchase.objects.get().total == 1400
        assert bag_of(person).lines.count() == 1

    def test_directly_what_cannot_be_bought_leads_back_to_the_product(self, client, person, product):
        StockItem.objects.update(available=0)
        response = client.get("/checkout/", {"variant": product.variant.reference})
        assert response.url == product.get_absolute_url()

    @pytest.mark.parametrize("variant", ["x", "0" * 16, "\x00"])
    def test_directly_what_does_not_exist(self, client, person, variant):
        assert client.get("/checkout/", {"variant": variant}).status_code == 404

    @pytest.mark.parametrize("total", ["", "x", "-1", "²", "9" * 500])
    def test_odd_totals(self, client, person, product, total):
        bag_with(person, product)
        assert client.post("/checkout/", TO | {"key": "k", "total": total}).status_code in (303, 422)

    def test_the_gateway_is_away(self, client, person, product, monkeypatch):
        bag_with(person, product)

        def away(*args, **kwargs):
            raise GatewayError("no answer")

        monkeypatch.setattr(SandboxGateway, "create", away)
        response = client.post("/checkout/", TO | {"key": "k"}, follow=True)
        assert response.redirect_chain[-1][0] == Purchase.objects.get().get_absolute_url()
        assert "没有扣款" in response.content.decode()

    def test_suspended_people(self, client, person):
        type(person).objects.update(is_active=False)
        assert client.get("/checkout/").status_code in (302, 303, 403)

    @pytest.mark.parametrize("rows", [1, 12])
    def test_queries_do_not_grow_with_the_lines(self, client, person, django_assert_num_queries, rows):
        bag_with(person, *[ProductFactory(store=StoreFactory()) for _ in range(rows)])
        client.get("/checkout/")
        with django_assert_num_queries(9):
            client.get("/checkout/")


class TestGuests:
    def test_it_works(self, product):
        client = Client()
        client.post("/bag/put/", {"variant": product.variant.reference})
        assert client.get("/checkout/").status_code == 200
        response = client.post("/checkout/", TO | {"guest_contact": "me@qunpu.example", "key": "k"})
        purchase = Purchase.objects.get()
        assert response.status_code == 303
        assert purchase.guest_contact == "me@qunpu.example"
        assert client.get(purchase.get_absolute_url()).status_code == 200

    def test_must_say_how_to_reach_them(self, product):
        client = Client()
        client.post("/bag/put/", {"variant": product.variant.reference})
        response = client.post("/checkout/", TO | {"key": "k"})
        assert set(response.context["form"].errors) == {"guest_contact"}

    def test_directly(self, product):
        query = {"variant": product.variant.reference, "key": "k", "guest_contact": "138 0013 8000"}
        assert Client().post("/checkout/", TO | query).status_code == 303

    def test_directly_and_twice(self, product):
        """Both submissions of a first-time visitor come from the session that the form came with."""
        client, twin = Client(), Client()
        page = client.get("/checkout/", {"variant": product.variant.reference})
        twin.cookies = client.cookies
        query = {"variant": product.variant.reference, "guest_contact": "138 0013 8000", "key": page.context["key"]}
        urls = {browser.post("/checkout/", TO | query).url for browser in (client, twin)}
        assert len(urls) == 1
        assert Purchase.objects.count() == 1

    def test_find_their_purchases_in_this_browser(self, product):
        client = Client()
        query = {"variant": product.variant.reference, "key": "k", "guest_contact": "138 0013 8000"}
        client.post("/checkout/", TO | query)
        assert [row.order for row in client.get("/orders/").context["page"].rows] == [Order.objects.get()]
        assert not Client().get("/orders/").context["page"].rows


class TestPurchase:
    def test_to_pay(self, client, person, product):
        purchase = place(person, product)
        page = client.get(purchase.get_absolute_url())
        assert page.context["due"].minor == 700
        assert client.post(f"{purchase.get_absolute_url()}pay/").url == purchase.payments.get().pay_url

    def test_paid(self, client, person, product):
        purchase = place(person, product)
        pay(purchase)
        assert "已付" in client.get(purchase.get_absolute_url()).content.decode()

    def test_declined(self, client, person, product):
        purchase = place(person, product)
        pay(purchase, "decline")
        assert "银行没有通过" in client.get(purchase.get_absolute_url()).content.decode()

    def test_waiting_for_the_webhook(self, client, person, product):
        purchase = place(person, product)
        pay(purchase, "late")
        url = f"{purchase.get_absolute_url()}?from=gateway"
        assert 'hx-trigger="every 3s"' in client.get(url).content.decode()
        fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "standing"}).content.decode()
        assert "<html" not in fragment

    def test_called_off(self, client, person, product):
        purchase = place(person, product)
        assert client.post(f"{purchase.get_absolute_url()}cancel/").url == purchase.get_absolute_url()
        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.CANCELLED
        assert client.get(purchase.get_absolute_url()).status_code == 200

    def test_a_guest_says_that_it_is_there(self, product):
        order = shipped_order(GUEST, product)
        url = f"{order.purchase.get_absolute_url()}orders/{order.reference}/receive/"
        assert Client().post(url).url == order.purchase.get_absolute_url()
        order.refresh_from_db()
        assert order.state == OrderState.RECEIVED

    def test_the_seller_holding_a_guests_link_cannot(self, client, product):
        order = shipped_order(GUEST, product)
        client.force_login(product.store.owner)
        url = f"{order.purchase.get_absolute_url()}orders/{order.reference}/receive/"
        assert client.post(url).status_code == 403

    def test_an_order_of_another_purchase(self, client, person, product):
        mine, other = paid_order(person, product), paid_order(person, product)
        url = f"{mine.purchase.get_absolute_url()}orders/{other.reference}/receive/"
        assert client.post(url).status_code == 404

    def test_a_members_is_not_found_by_anybody_else(self, product):
        purchase = place(PersonFactory(), product)
        outsider = Client()
        outsider.force_login(PersonFactory())
        for client in (Client(), outsider):
            assert client.get(purchase.get_absolute_url()).status_code == 404
            assert client.post(f"{purchase.get_absolute_url()}cancel/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 6])
    def test_queries_do_not_grow_with_the_orders(self, client, person, django_assert_num_queries, rows):
        purchase = place(person, *[ProductFactory(store=StoreFactory()) for _ in range(rows)])
        client.get(purchase.get_absolute_url())
        with django_assert_num_queries(18):
            client.get(purchase.get_absolute_url())


class TestAddresses:
    def test_list_and_forget(self, client, person, product):
        place(person, product)
        assert TO["street"] in client.get("/addresses/").content.decode()
        client.post(f"/addresses/{Address.objects.get().reference}/forget/")
        assert not Address.objects.exists()

    def test_of_somebody_else(self, client, person, product):
        place(PersonFactory(), product)
        assert client.post(f"/addresses/{Address.objects.get().reference}/forget/").status_code == 404
