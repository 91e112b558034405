"""Many buy at the same moment: nothing is sold twice, and nobody buys twice."""

from collections import Counter

import pytest
from django.db.models import Sum

from shop.checkout.models import Purchase
from shop.orders.models import Order
from shop.stock.models import StockItem, StockMovement
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import bag_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def test_fifty_buyers_for_ten_units(at_once):
    tea = ProductFactory(stock=10)
    buyers = [PersonFactory() for _ in range(50)]
    answers = at_once([("buy", (buyer.pk, [tea.variant.pk], "k")) for buyer in buyers])
    outcomes = Counter(answer if answer.startswith("refused") else "bought" for answer in answers)
    item = StockItem.objects.get(variant=tea.variant)
    assert outcomes == {"bought": 10, "refused: out_of_stock": 40}
    assert (item.available, item.reserved) == (0, 10)
    assert StockMovement.objects.aggregate(sum=Sum("reserved_delta"))["sum"] == 10
    assert Order.objects.count() == Purchase.objects.count() == 10


def test_goods_wanted_in_different_orders(at_once):
    """Each buyer wants both; half of them name the one first, half the other. Nobody waits in a circle."""
    tea, cup = ProductFactory(stock=20), ProductFactory(stock=20)
    both = [tea.variant.pk, cup.variant.pk]
    buyers = [PersonFactory() for _ in range(16)]
    answers = at_once(
        [("buy", (buyer.pk, both if number % 2 else both[::-1], "k")) for number, buyer in enumerate(buyers)],
    )
    assert not [answer for answer in answers if answer.startswith("refused")]
    assert {(item.available, item.reserved) for item in StockItem.objects.all()} == {(4, 16)}


def test_the_same_submission_from_eight_processes(at_once):
    person = PersonFactory()
    bag = bag_with(person, ProductFactory(stock=10), ProductFactory(stock=10))
    answers = at_once([("check_out", (person.pk, "same"))] * 8)
    assert set(answers) == {Purchase.objects.get().reference}
    assert {item.reserved for item in StockItem.objects.all()} == {1}
    assert not bag.lines.exists()


def test_the_same_bag_checked_out_in_four_tabs(at_once):
    person = PersonFactory()
    bag_with(person, ProductFactory(stock=10))
    answers = at_once([("check_out", (person.pk, f"tab-{number}")) for number in range(4)])
    assert Counter(answer == "refused: nothing_to_buy" for answer in answers) == {True: 3, False: 1}
    assert Purchase.objects.count() == 1
    assert StockItem.objects.get().reserved == 1
