"""Somebody who bought something, has it, and may say whether they were content."""

from __future__ import annotations

import pytest

from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import received_order


@pytest.fixture
def product():
    return ProductFactory(store=StoreFactory(name="晓雨的茶"), name="明前龙井", stock=40)


@pytest.fixture
def seller(product):
    return product.store.owner


@pytest.fixture
def buyer():
    return PersonFactory(name="陈阿姨")


@pytest.fixture
def order(buyer, product):
    return received_order(buyer, product)
