import pytest
from django.test import Client

from shop.bag.filling import bag_of, merge_bags, put_in
from shop.bag.models import Bag
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, bag_with

pytestmark = pytest.mark.django_db


def quantities(bag):
    return {line.variant_id: line.quantity for line in bag.lines.all()}


def test_it_works():
    person, tea, cup = PersonFactory(), ProductFactory(), ProductFactory()
    own, guests = bag_with(person, tea), bag_with(GUEST, cup, quantity=2)
    assert merge_bags(person, guests.reference) == own
    assert quantities(own) == {tea.variant.pk: 1, cup.variant.pk: 2}
    assert not Bag.objects.filter(pk=guests.pk).exists()


def test_of_what_is_in_both_the_greater_number_stays():
    person, tea = PersonFactory(), ProductFactory()
    own, guests = bag_with(person, tea, quantity=2), bag_with(GUEST, tea, quantity=3)
    merge_bags(person, guests.reference)
    assert quantities(own) == {tea.variant.pk: 3}


def test_a_second_time_changes_nothing():
    person, tea = PersonFactory(), ProductFactory()
    guests = bag_with(GUEST, tea)
    merge_bags(person, guests.reference)
    assert merge_bags(person, guests.reference) is None
    assert quantities(bag_of(person)) == {tea.variant.pk: 1}


def test_another_persons_bag_is_left_alone():
    person, other, tea = PersonFactory(), PersonFactory(), ProductFactory()
    theirs = bag_with(other, tea)
    assert merge_bags(person, theirs.reference) is None
    assert quantities(theirs) == {tea.variant.pk: 1}


class TestSigningIn:
    def guest_with(self, product):
        client = Client()
        client.post("/bag/put/", {"variant": product.variant.reference})
        return client

    def test_the_bag_comes_along(self):
        person, tea = PersonFactory(), ProductFactory()
        client = self.guest_with(tea)
        client.force_login(person)
        assert quantities(bag_of(person)) == {tea.variant.pk: 1}
        assert "bag" not in client.session

    def test_signing_in_over_somebody_else_takes_nothing_along(self):
        first, second, tea = PersonFactory(), PersonFactory(), ProductFactory()
        client = self.guest_with(tea)
        client.force_login(first)
        client.force_login(second)
        assert bag_of(second) is None

    def test_signing_in_without_a_bag(self):
        person, tea = PersonFactory(), ProductFactory()
        put_in(bag_of(person, create=True), variant=tea.variant)
        Client().force_login(person)
        assert quantities(bag_of(person)) == {tea.variant.pk: 1}
