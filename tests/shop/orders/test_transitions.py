import pytest

from shop.orders.models import Order, OrderState
from shop.orders.transitions import TRANSITIONS, WrongState, advance
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import place

pytestmark = pytest.mark.django_db
S = OrderState
EVERY_PAIR = [(before, after) for before in S for after in S]


@pytest.fixture
def order():
    return place(PersonFactory(), ProductFactory()).orders.get()


def test_it_works(order):
    step = advance(order, S.PAID, order.buyer, "in time")
    assert (step.from_state, step.to_state, step.actor, step.note) == (S.PLACED, S.PAID, order.buyer, "in time")
    assert order.state == S.PAID
    assert Order.objects.get().state == S.PAID


@pytest.mark.parametrize(("before", "after"), EVERY_PAIR)
def test_the_table_decides(order, before, after):
    Order.objects.update(state=before)
    order.refresh_from_db()
    order.transitions.all().delete()
    if after in TRANSITIONS[before]:
        advance(order, after, None)
        assert Order.objects.get().state == after
    else:
        with pytest.raises(WrongState):
            advance(order, after, None)
        assert Order.objects.get().state == before


def test_whoever_read_an_older_state_loses(order):
    stale = Order.objects.get()
    advance(order, S.CANCELLED, None)
    with pytest.raises(WrongState):
        advance(stale, S.PAID, None)
    assert stale.state == S.CANCELLED
    assert order.transitions.filter(to_state=S.PAID).count() == 0


def test_there_is_no_way_out_of_an_end():
    assert {state for state in S if not TRANSITIONS[state]} == {S.CLOSED, S.CANCELLED, S.REFUNDED}
