import pytest
from django.utils import timezone

from shop.bag.errors import BadQuantity, BagFull, NotForSale
from shop.bag.filling import MOST_LINES, bag_of, put_in, set_quantity
from shop.catalog.models import Product
from shop.stock.errors import OutOfStock
from shop.stock.models import StockItem
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bag():
    return bag_of(PersonFactory(), create=True)


def test_it_works(bag):
    product = ProductFactory()
    put_in(bag, variant=product.variant, quantity=2)
    put_in(bag, variant=product.variant)
    assert [(line.variant, line.quantity) for line in bag.lines.all()] == [(product.variant, 3)]


def test_a_person_has_one_bag(bag):
    assert bag_of(bag.person, create=True) == bag


def test_a_guests_bag_is_found_by_its_reference():
    from tests.shop.buying import GUEST

    bag = bag_of(GUEST, create=True)
    assert bag_of(GUEST, bag.reference) == bag
    assert bag_of(GUEST) is None


def test_a_persons_bag_is_not_found_by_its_reference(bag):
    from tests.shop.buying import GUEST

    assert bag_of(GUEST, bag.reference) is None


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_odd_quantity(bag, quantity):
    with pytest.raises(BadQuantity):
        put_in(bag, variant=ProductFactory().variant, quantity=quantity)


def test_more_than_there_are(bag):
    product = ProductFactory(stock=2)
    put_in(bag, variant=product.variant, quantity=2)
    with pytest.raises(OutOfStock) as refused:
        put_in(bag, variant=product.variant)
    assert refused.value.left == 2
    assert refused.value.field == "quantity"


def test_made_to_order_never_runs_out(bag):
    product = ProductFactory(stock=0)
    StockItem.objects.update(is_tracked=False)
    assert put_in(bag, variant=product.variant, quantity=50).quantity == 50


def test_not_on_the_shelf(bag):
    product = ProductFactory(state=Product.State.DRAFT)
    with pytest.raises(NotForSale):
        put_in(bag, variant=product.variant)


def test_choice_taken_away(bag):
    product = ProductFactory()
    product.variant.archived_at = timezone.now()
    product.variant.save()
    with pytest.raises(NotForSale):
        put_in(bag, variant=product.variant)


@pytest.mark.parametrize("state", [Store.State.PAUSED, Store.State.CLOSED])
def test_store_does_not_sell(bag, state):
    product = ProductFactory(store__state=state)
    with pytest.raises(NotForSale):
        put_in(bag, variant=product.variant)


def test_owner_suspended(bag):
    product = ProductFactory(store__owner__is_active=False)
    with pytest.raises(NotForSale):
        put_in(bag, variant=product.variant)


def test_full(bag):
    product = ProductFactory(stock=99)
    bag.lines.model.objects.bulk_create(
        bag.lines.model(bag=bag, variant=ProductFactory(store=product.store).variant) for _ in range(MOST_LINES)
    )
    with pytest.raises(BagFull):
        put_in(bag, variant=product.variant)


class TestSetQuantity:
    def test_it_works(self, bag):
        product = ProductFactory()
        put_in(bag, variant=product.variant)
        assert set_quantity(bag, variant=product.variant, quantity=4).quantity == 4
        assert bag.lines.get().quantity == 4

    def test_nothing_takes_it_out(self, bag):
        product = ProductFactory()
        put_in(bag, variant=product.variant)
        assert set_quantity(bag, variant=product.variant, quantity=0) is None
        assert not bag.lines.exists()

    def test_fewer_is_possible_whatever_became_of_it(self, bag):
        product = ProductFactory()
        put_in(bag, variant=product.variant, quantity=5)
        StockItem.objects.update(available=2)
        assert set_quantity(bag, variant=product.variant, quantity=2).quantity == 2

    def test_more_than_there_are(self, bag):
        product = ProductFactory(stock=3)
        put_in(bag, variant=product.variant)
        with pytest.raises(OutOfStock):
            set_quantity(bag, variant=product.variant, quantity=4)

    def test_what_is_not_in_the_bag_is_put_in(self, bag):
        assert set_quantity(bag, variant=ProductFactory().variant, quantity=3).quantity == 3
