"""A store with its seller, a buyer, and the staff."""

import pytest

from tests.community.trust.saying import kept
from tests.factories import PersonFactory, ProductFactory


@pytest.fixture
def seller():
    return PersonFactory(username="seller", name="林晓雨")


@pytest.fixture
def buyer():
    return PersonFactory(username="buyer", name="陈阿姨")


@pytest.fixture
def product(seller):
    product = ProductFactory(store__owner=seller)
    product.tags.add("龙井")
    return product


@pytest.fixture
def clerk():
    return PersonFactory(username="clerk", is_staff=True)


@pytest.fixture
def other_clerk():
    return PersonFactory(username="other-clerk", is_staff=True)


@pytest.fixture
def fact(buyer, seller):
    """A promise that the seller broke, as the buyer bears out."""
    return kept(buyer, seller, kind="broken")
