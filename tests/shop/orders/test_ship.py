import pytest

from config.kit.errors import Invalid, NotAllowed
from shop.events import order_shipped
from shop.orders.models import OrderState
from shop.orders.shipping import ship
from shop.orders.transitions import WrongState
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.hearing import hearing
from tests.shop.buying import paid_order, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return paid_order(PersonFactory(), ProductFactory())


def test_it_works(order):
    owner = order.store.owner
    with hearing(order_shipped) as heard:
        ship(owner, order=order, carrier="顺丰", tracking_number="SF123", note="小心轻放")
    shipment = order.shipment
    assert (shipment.carrier, shipment.tracking_number, shipment.note) == ("顺丰", "SF123", "小心轻放")
    assert order.state == OrderState.SHIPPED
    assert [(news["order"], news["actor"]) for news in heard] == [(order, owner)]


def test_nothing_need_be_said(order):
    assert ship(order.store.owner, order=order).shipment.carrier == ""


def test_a_second_time(order):
    ship(order.store.owner, order=order)
    with pytest.raises(WrongState):
        ship(order.store.owner, order=order)


def test_not_paid():
    order = place(PersonFactory(), ProductFactory()).orders.get()
    with pytest.raises(WrongState):
        ship(order.store.owner, order=order)


@pytest.mark.parametrize("who", ["buyer", "owner of another store", "staff"])
def test_only_the_seller(order, who):
    people = {
        "buyer": lambda: order.buyer,
        "owner of another store": lambda: StoreFactory().owner,
        "staff": lambda: PersonFactory(is_staff=True),
    }
    with pytest.raises(NotAllowed):
        ship(people[who](), order=order)


def test_suspended_seller(order):
    order.store.owner.is_active = False
    with pytest.raises(NotAllowed):
        ship(order.store.owner, order=order)


@pytest.mark.parametrize(("field", "most"), [("carrier", 40), ("tracking_number", 60), ("note", 200)])
def test_too_long(order, field, most):
    with pytest.raises(Invalid) as refused:
        ship(order.store.owner, order=order, **{field: "x" * (most + 1)})
    assert refused.value.field == field
    order.refresh_from_db()
    assert order.state == OrderState.PAID
