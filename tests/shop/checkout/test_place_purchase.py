import pytest

from config.kit.errors import Invalid, NotAllowed
from shop.bag.filling import bag_of
from shop.catalog.models import Variant
from shop.checkout.errors import KeyMissing, NothingToBuy, TotalChanged
from shop.checkout.models import Address, Purchase
from shop.checkout.placing import Wanted, place_purchase
from shop.events import order_paid, order_placed
from shop.orders.models import Order, OrderState
from shop.stock.errors import OutOfStock
from shop.stock.models import StockItem
from shop.stores.models import Store
from tests.factories import PersonFactory, PictureFactory, ProductFactory, StoreFactory, VariantFactory
from tests.hearing import hearing
from tests.shop.buying import GUEST, TO, bag_with, new_key, place

pytestmark = pytest.mark.django_db


def test_it_works():
    person = PersonFactory()
    tea = ProductFactory(name="明前龙井", price=16800, store__delivery_fee=800)
    bag = bag_with(person, tea, quantity=2)
    purchase = place_purchase(
        person, bag=bag, idempotency_key="k", notes={tea.store.slug: "别放门口"}, expected_total=34400, **TO
    )
    order = purchase.orders.get()
    line = order.lines.get()
    assert (purchase.buyer, purchase.state, purchase.total) == (person, Purchase.State.PENDING, 34400)
    assert (order.goods_total, order.delivery_fee, order.total, order.note) == (33600, 800, 34400, "别放门口")
    assert (order.buyer, order.store, order.state) == (person, tea.store, OrderState.PLACED)
    assert (line.product_name, line.unit_price, line.quantity) == ("明前龙井", 16800, 2)
    assert [step.to_state for step in order.transitions.all()] == [OrderState.PLACED]
    assert not bag.lines.exists()
    assert StockItem.objects.get(variant=tea.variant).reserved == 2


def test_one_order_a_store():
    person, first, second = PersonFactory(), StoreFactory(delivery_fee=500), StoreFactory()
    goods = [
        ProductFactory(store=first, price=100),
        ProductFactory(store=second, price=30),
        ProductFactory(store=first),
    ]
    purchase = place(person, *goods)
    assert {(order.store, order.total) for order in purchase.orders.all()} == {(first, 17400), (second, 30)}
    assert purchase.total == 17430


def test_everybody_is_told():
    with hearing(order_placed) as heard:
        purchase = place(PersonFactory(), ProductFactory(), ProductFactory())
    assert [news["order"] for news in heard] == list(purchase.orders.order_by("pk"))
    assert {news["actor"] for news in heard} == {purchase.buyer}


def test_the_line_keeps_what_was_bought():
    product = ProductFactory(name="白瓷杯")
    product.pictures.create(picture=PictureFactory())
    big = VariantFactory(product=product, name="大", price=9900)
    product.variant = big
    line = place(PersonFactory(), product).orders.get().lines.get()
    product.name = "青瓷杯"
    product.save()
    Variant.objects.filter(pk=big.pk).update(price=1)
    line.refresh_from_db()
    assert (line.product_name, line.variant_name, line.unit_price) == ("白瓷杯", "大", 9900)
    assert line.picture == product.picture


class TestSameKey:
    def test_gives_the_same_purchase(self):
        person, tea = PersonFactory(), ProductFactory(stock=5)
        first = place(person, tea, key="k")
        assert place(person, tea, key="k") == first
        assert Order.objects.count() == 1

    def test_without_anything_left_in_the_bag(self):
        person = PersonFactory()
        first = place(person, ProductFactory(), key="k")
        again = place_purchase(person, bag=bag_of(person), idempotency_key="k", **TO)
        assert again == first

    def test_of_another_buyer_is_another_purchase(self):
        tea = ProductFactory()
        assert place(PersonFactory(), tea, key="k") != place(PersonFactory(), tea, key="k")

    def test_is_needed(self):
        person = PersonFactory()
        with pytest.raises(KeyMissing):
            place_purchase(person, bag=bag_with(person, ProductFactory()), idempotency_key="", **TO)


class TestGuests:
    def test_it_works(self):
        purchase = place(GUEST, ProductFactory())
        assert (purchase.buyer, purchase.guest_contact) == (None, "guest@qunpu.example")
        assert purchase.orders.get().buyer is None

    def test_a_phone_number_is_contact_enough(self):
        assert place(GUEST, ProductFactory(), guest_contact="１３８ 0013 8000").guest_contact == "138 0013 8000"

    @pytest.mark.parametrize("contact", ["", "me", "me@", "12"])
    def test_no_contact(self, contact):
        with pytest.raises(Invalid) as refused:
            place(GUEST, ProductFactory(), guest_contact=contact)
        assert refused.value.field == "guest_contact"

    def test_only_they_and_the_staff_find_it(self):
        purchase = place(GUEST, ProductFactory())
        assert Purchase.objects.visible_to(GUEST).filter(reference=purchase.reference).exists()
        assert not Purchase.objects.mine(GUEST).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipient", ""),
        ("recipient", "很" * 41),
        ("street", "  "),
        ("street", "路" * 201),
        ("phone", ""),
        ("phone", "call me"),
        ("phone", "1" * 31),
    ],
)
def test_where_it_goes_must_be_said(field, value):
    with pytest.raises(Invalid) as refused:
        place(PersonFactory(), ProductFactory(), **{field: value})
    assert refused.value.field == field


def test_note_too_long():
    tea = ProductFactory()
    with pytest.raises(Invalid) as refused:
        place(PersonFactory(), tea, notes={tea.store.slug: "长" * 201})
    assert refused.value.field == "notes"


def test_suspended_people_do_not_buy():
    person, tea = PersonFactory(), ProductFactory()
    bag = bag_with(person, tea)
    person.is_active = False
    with pytest.raises(NotAllowed):
        place_purchase(person, bag=bag, idempotency_key="k", **TO)


def test_empty_bag():
    person = PersonFactory()
    with pytest.raises(NothingToBuy):
        place_purchase(person, bag=bag_of(person, create=True), idempotency_key="k", **TO)


def test_the_price_went_up_meanwhile():
    person, tea = PersonFactory(), ProductFactory(price=100)
    bag = bag_with(person, tea)
    Variant.objects.update(price=120)
    with pytest.raises(TotalChanged) as refused:
        place_purchase(person, bag=bag, idempotency_key="k", expected_total=100, **TO)
    assert refused.value.now.minor == 120
    assert not Purchase.objects.exists()
    assert bag.lines.exists()


def test_what_cannot_be_bought_stays_in_the_bag():
    person, tea, cup = PersonFactory(), ProductFactory(), ProductFactory()
    bag = bag_with(person, tea, cup)
    Store.objects.filter(pk=cup.store.pk).update(state=Store.State.PAUSED)
    purchase = place_purchase(person, bag=bag, idempotency_key="k", **TO)
    assert purchase.orders.get().store == tea.store
    assert bag.lines.get().variant == cup.variant


def test_sold_out_between_looking_and_buying(monkeypatch):
    """Somebody takes the last one after this buyer's bag was read and before its stock is reserved."""
    person, tea = PersonFactory(), ProductFactory(stock=1)
    bag = bag_with(person, tea)
    from shop.checkout import placing

    read = placing.contents_of

    def read_then_sell(bag):
        contents = read(bag)
        StockItem.objects.update(available=0)
        return contents

    monkeypatch.setattr(placing, "contents_of", read_then_sell)
    with pytest.raises(OutOfStock):
        place_purchase(person, bag=bag, idempotency_key="k", **TO)
    assert not Purchase.objects.exists()
    assert bag.lines.exists()


def test_what_costs_nothing_is_paid_at_once():
    with hearing(order_paid) as heard:
        purchase = place(PersonFactory(), ProductFactory(price=0))
    assert purchase.state == Purchase.State.PAID
    assert purchase.orders.get().state == OrderState.PAID
    assert len(heard) == 1


def test_two_currencies_are_two_purchases():
    person = PersonFactory()
    tea, tart = ProductFactory(price=100), ProductFactory(price=300, store__currency="EUR")
    bag = bag_with(person, tea, tart)
    purchase = place_purchase(person, bag=bag, idempotency_key="k", **TO)
    assert (purchase.total, purchase.currency) == (100, "CNY")
    assert bag.lines.get().variant == tart.variant
    assert place_purchase(person, bag=bag, idempotency_key="l", **TO).currency == "EUR"


class TestDirect:
    def test_it_leaves_the_bag_alone(self):
        person, tea, cup = PersonFactory(), ProductFactory(), ProductFactory(price=500)
        bag = bag_with(person, tea)
        purchase = place_purchase(
            person, bag=bag, direct=[Wanted(cup.variant, 2)], idempotency_key=new_key(), expected_total=1000, **TO
        )
        assert purchase.total == 1000
        assert bag.lines.get().variant == tea.variant

    def test_more_than_there_are(self):
        person, cup = PersonFactory(), ProductFactory(stock=1)
        with pytest.raises(OutOfStock):
            place_purchase(person, direct=[Wanted(cup.variant, 2)], idempotency_key="k", **TO)

    def test_not_for_sale(self):
        person, cup = PersonFactory(), ProductFactory(store__state=Store.State.PAUSED)
        with pytest.raises(NothingToBuy):
            place_purchase(person, direct=[Wanted(cup.variant, 1)], idempotency_key="k", **TO)


class TestAddresses:
    def test_are_remembered_once(self):
        person, tea = PersonFactory(), ProductFactory()
        place(person, tea)
        place(person, tea)
        assert Address.objects.get().street == TO["street"]

    def test_the_one_used_last_comes_first(self):
        person, tea = PersonFactory(), ProductFactory()
        place(person, tea, street="甲路 1 号")
        place(person, tea, street="乙路 2 号")
        place(person, tea, street="甲路 1 号")
        assert [address.street for address in person.addresses.all()] == ["甲路 1 号", "乙路 2 号"]

    def test_of_guests_are_not_kept(self):
        place(GUEST, ProductFactory())
        assert not Address.objects.exists()
