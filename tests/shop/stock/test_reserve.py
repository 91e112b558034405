"""Stock follows orders."""

import pytest
from django.db import transaction

from shop.stock.errors import OutOfStock
from shop.stock.models import StockItem, StockMovement
from shop.stock.reserving import commit, put_back, release, reserve
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import place

pytestmark = pytest.mark.django_db


def stock_of(product):
    item = StockItem.objects.get(variant=product.variant)
    return item.available, item.reserved


def lines_of(product, quantity=1):
    """Lines of a placed order: their reservation has happened."""
    return list(place(PersonFactory(), product, quantity=quantity).orders.get().lines.all())


def test_it_works():
    product = ProductFactory(stock=5)
    lines_of(product, quantity=2)
    assert stock_of(product) == (3, 2)
    movement = StockMovement.objects.get()
    assert (movement.kind, movement.available_delta, movement.reserved_delta) == ("reserve", -2, 2)


def test_commit_takes_what_was_reserved():
    product = ProductFactory(stock=5)
    with transaction.atomic():
        commit(lines_of(product, quantity=2), None)
    assert stock_of(product) == (3, 0)


def test_release_gives_it_back():
    product = ProductFactory(stock=5)
    release(lines_of(product, quantity=2), None)
    assert stock_of(product) == (5, 0)


def test_put_back_after_commit():
    product = ProductFactory(stock=5)
    lines = lines_of(product, quantity=2)
    commit(lines, None)
    put_back(lines, None)
    assert stock_of(product) == (5, 0)


@pytest.mark.parametrize("again", [commit, release])
def test_what_was_committed_moves_no_second_time(again):
    product = ProductFactory(stock=5)
    lines = lines_of(product)
    commit(lines, None)
    again(lines, None)
    assert stock_of(product) == (4, 0)


def test_put_back_without_commit_moves_nothing():
    product = ProductFactory(stock=5)
    put_back(lines_of(product), None)
    assert stock_of(product) == (4, 1)


def test_too_few_are_left():
    product = ProductFactory(stock=1)
    line = lines_of(product)[0]
    line.pk, line.quantity = None, 1
    line.save()
    with pytest.raises(OutOfStock) as refused, transaction.atomic():
        reserve([line], None)
    assert refused.value.left == 0
    assert stock_of(product) == (0, 1)


def test_made_to_order_moves_nothing():
    product = ProductFactory(stock=0)
    StockItem.objects.update(is_tracked=False)
    lines = lines_of(product, quantity=7)
    commit(lines, None)
    assert stock_of(product) == (0, 0)
    assert not StockMovement.objects.exists()


def test_counted_after_it_was_reserved_untracked_stays_as_counted():
    product = ProductFactory(stock=0)
    StockItem.objects.update(is_tracked=False)
    lines = lines_of(product)
    StockItem.objects.update(is_tracked=True, available=4)
    commit(lines, None)
    assert stock_of(product) == (4, 0)


@pytest.mark.django_db(transaction=True)
def test_only_inside_a_transaction():
    lines = lines_of(ProductFactory(stock=5))
    with pytest.raises(transaction.TransactionManagementError):
        commit(lines, None)
