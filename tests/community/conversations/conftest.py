import pytest

from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, paid_order


@pytest.fixture
def product():
    return ProductFactory(stock=20)


@pytest.fixture
def order(product):
    return paid_order(PersonFactory(name="陈阿姨"), product)


@pytest.fixture
def seller(order):
    return order.store.owner


@pytest.fixture
def buyer(order):
    return order.buyer


@pytest.fixture
def guests(product):
    """An order of somebody without an account."""
    return paid_order(GUEST, product)
