"""The bag's page and buttons, as a browser without scripts sends them, and with htmx."""

import pytest
from django.test import Client

from shop.bag.filling import bag_of, set_quantity
from shop.bag.models import Bag
from shop.stock.models import StockItem
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import bag_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def put(client, product, **more):
    return client.post("/bag/put/", {"variant": product.variant.reference} | more)


class TestPut:
    def test_it_works(self, client, person):
        product = ProductFactory()
        response = put(client, product, quantity=2)
        assert (response.status_code, response.url) == (303, "/bag/")
        assert bag_of(person).lines.get().quantity == 2

    def test_back_to_where_it_was_put_in(self, client, person):
        response = put(client, ProductFactory(), next="/s/tea/longjing/")
        assert response.url == "/s/tea/longjing/"

    def test_a_guest_keeps_theirs(self):
        client = Client()
        put(client, ProductFactory())
        put(client, ProductFactory())
        assert Bag.objects.get(person=None).lines.count() == 2
        assert len(client.get("/bag/").context["contents"].groups) == 2

    def test_another_browser_has_another_bag(self):
        put(Client(), ProductFactory())
        assert not Client().get("/bag/").context["contents"]

    def test_buying_directly_leaves_the_bag_alone(self, client, person):
        product = ProductFactory()
        response = put(client, product, quantity=3, then="checkout")
        assert response.url == f"/checkout/?variant={product.variant.reference}&quantity=3"
        assert bag_of(person) is None

    @pytest.mark.parametrize("quantity", ["100", "-1", "two", "9" * 400, "1.5"])
    def test_odd_quantity(self, client, person, quantity):
        response = put(client, ProductFactory(), quantity=quantity)
        assert response.status_code == 400

    @pytest.mark.parametrize("variant", ["", "x", "0" * 16, "\x00", "0" * 400])
    def test_no_such_variant(self, client, person, variant):
        assert client.post("/bag/put/", {"variant": variant}).status_code == 404

    def test_a_variant_of_a_closed_store_is_not_found(self, client, person):
        assert put(client, ProductFactory(store__state=Store.State.CLOSED)).status_code == 404

    def test_more_than_there_are_is_said_where_it_was_tried(self, client, person):
        product = ProductFactory(stock=1)
        response = client.post(
            "/bag/put/",
            {"variant": product.variant.reference, "quantity": 2},
            headers={"referer": "http://testserver/s/tea/"},
        )
        assert (response.status_code, response.url) == (303, "http://testserver/s/tea/")

    def test_undo(self, client, person):
        product = ProductFactory()
        put(client, product, quantity=2)
        put(client, product, quantity=3)
        client.post(f"/bag/undo/{product.variant.reference}/2/")
        assert bag_of(person).lines.get().quantity == 2
        client.post(f"/bag/undo/{product.variant.reference}/0/")
        assert not bag_of(person).lines.exists()

    def test_undo_without_a_bag(self, client):
        assert client.post(f"/bag/undo/{ProductFactory().variant.reference}/0/").status_code == 303


class TestSet:
    def send(self, client, product, quantity, **headers):
        return client.post(
            "/bag/set/", {"variant": product.variant.reference, "quantity": quantity}, headers=headers or None
        )

    def test_it_works(self, client, person):
        product = ProductFactory()
        bag = bag_with(person, product)
        assert self.send(client, product, 4).url == "/bag/"
        assert bag.lines.get().quantity == 4

    def test_with_htmx_the_bag_comes_back(self, client, person):
        product = ProductFactory(name="明前龙井")
        bag_with(person, product)
        response = self.send(client, product, 0, **{"HX-Request": "true"})
        assert response.status_code == 200
        text = response.content.decode()
        assert 'id="bag"' in text
        assert "明前龙井」拿出来了" in text
        assert f"/bag/undo/{product.variant.reference}/1/" in text

    def test_what_is_not_in_the_bag_changes_nothing(self, client, person):
        assert self.send(client, ProductFactory(), 2).status_code == 303
        assert bag_of(person) is None

    def test_more_than_there_are(self, client, person):
        product = ProductFactory(stock=2)
        bag = bag_with(person, product)
        response = self.send(client, product, 3, **{"HX-Request": "true"})
        assert "只剩 2 件" in response.content.decode()
        assert bag.lines.get().quantity == 1

    def test_what_is_gone_can_be_taken_out(self, client, person):
        product = ProductFactory()
        bag = bag_with(person, product)
        Store.objects.update(state=Store.State.CLOSED)
        self.send(client, product, 0)
        assert not bag.lines.exists()


class TestContents:
    def contents(self, client):
        return client.get("/bag/").context["contents"]

    def test_by_store_with_one_delivery_fee_each(self, client, person):
        store = StoreFactory(delivery_fee=500)
        bag_with(person, ProductFactory(store=store, price=100), ProductFactory(store=store, price=20))
        bag_with(person, ProductFactory(price=3))
        contents = self.contents(client)
        assert [group.total.minor for group in contents.groups] == [620, 3]
        assert contents.total.minor == 623

    def test_too_few_are_left_and_one_tap_puts_it_right(self, client, person):
        product = ProductFactory(stock=5, price=100)
        bag = bag_with(person, product, quantity=5)
        StockItem.objects.update(available=3)
        line = self.contents(client).groups[0].lines[0]
        assert (line.problem, line.left, line.problem_text) == ("short", 3, "只剩 3 件")
        assert 'name="quantity" value="3"' in client.get("/bag/").content.decode()
        set_quantity(bag, variant=product.variant, quantity=line.left)
        assert self.contents(client).total.minor == 300

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (lambda product: StockItem.objects.update(available=0), "sold_out"),
            (lambda product: Store.objects.update(state=Store.State.PAUSED), "paused"),
            (lambda product: Store.objects.update(state=Store.State.CLOSED), "gone"),
            (lambda product: type(product).objects.update(state="draft"), "gone"),
            (lambda product: type(product).objects.update(state="hidden"), "gone"),
        ],
    )
    def test_what_cannot_be_bought_says_why_and_is_in_no_total(self, client, person, change, problem):
        product = ProductFactory()
        bag_with(person, product)
        change(product)
        contents = self.contents(client)
        line = contents.groups[0].lines[0]
        assert line.problem == problem
        assert line.problem_text in client.get("/bag/").content.decode()
        assert contents.total.minor == 0

    @pytest.mark.parametrize("rows", [1, 12])
    def test_queries_do_not_grow_with_the_lines(self, client, person, django_assert_num_queries, rows):
        bag_with(person, *[ProductFactory(store=StoreFactory()) for _ in range(rows)])
        client.get("/bag/")
        with django_assert_num_queries(8):
            client.get("/bag/")
