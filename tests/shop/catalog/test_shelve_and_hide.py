"""On the shelf, off it, and out of sight."""

from __future__ import annotations

import pytest

from config.kit.errors import Invalid, NotAllowed
from shop.catalog.hiding import hide_product, restore_product
from shop.catalog.models import Product
from shop.catalog.publishing import ProductHidden, put_on_shelf, take_off_shelf
from shop.events import product_hidden, product_published, product_restored
from tests.factories import PersonFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return ProductFactory()


@pytest.fixture
def operator():
    return PersonFactory(is_staff=True)


@pytest.fixture
def told():
    events = []
    listeners = []
    for name, signal in (("published", product_published), ("hidden", product_hidden), ("restored", product_restored)):
        listener = lambda name=name, **event: events.append(name)  # noqa: E731
        signal.connect(listener, weak=False)
        listeners.append((signal, listener))
    yield events
    for signal, listener in listeners:
        signal.disconnect(listener)


def test_the_shelf_works(product, told):
    owner = product.store.owner
    assert take_off_shelf(owner, product=product).state == Product.State.DRAFT
    assert put_on_shelf(owner, product=product).state == Product.State.PUBLISHED
    put_on_shelf(owner, product=product)
    assert told == ["published"]


def test_only_the_owner_moves_it(product, operator):
    for person in (PersonFactory(), operator):
        for verb in (take_off_shelf, put_on_shelf):
            with pytest.raises(NotAllowed):
                verb(person, product=product)


def test_hiding_works(product, operator, told):
    hide_product(operator, product=product, reason="仿冒")
    hide_product(operator, product=product, reason="仿冒")
    product.refresh_from_db()
    assert (product.state, product.hidden_reason) == (Product.State.HIDDEN, "仿冒")
    assert told == ["hidden"]


def test_its_owner_cannot_show_what_the_site_hides(product, operator):
    hide_product(operator, product=product, reason="仿冒")
    for verb in (put_on_shelf, take_off_shelf):
        with pytest.raises(ProductHidden):
            verb(product.store.owner, product=product)


def test_restoring_works(product, operator, told):
    hide_product(operator, product=product, reason="仿冒")
    restore_product(operator, product=product, reason="有授权书")
    restore_product(operator, product=product, reason="有授权书")
    product.refresh_from_db()
    assert (product.state, product.hidden_reason) == (Product.State.PUBLISHED, "")
    assert told == ["hidden", "restored"]


def test_both_need_a_reason(product, operator):
    for verb in (hide_product, restore_product):
        with pytest.raises(Invalid) as refusal:
            verb(operator, product=product, reason="")
        assert refusal.value.field == "reason"


def test_only_the_staff_may(product):
    for verb in (hide_product, restore_product):
        with pytest.raises(NotAllowed):
            verb(product.store.owner, product=product, reason="不喜欢")
