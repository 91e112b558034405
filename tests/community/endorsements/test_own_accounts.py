"""Which accounts the site knows to be in one hand."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from community.endorsements.controlling import is_in_one_hand
from community.entry.models import OneTimeCode
from shop.stores.models import StoreDraft
from tests.factories import PersonFactory, prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    numbers = ("+8613800138000", "+8613900139000")
    return [PersonFactory(email="", phone=number, phone_verified=True) for number in numbers]


def by_mail(address):
    return prove(PersonFactory(email=address))


def test_two_people(pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert not is_in_one_hand(*pair)
    assert not is_in_one_hand(by_mail("a@qunpu.example"), by_mail("b@qunpu.example"))
    assert not is_in_one_hand(by_mail("a+1@qunpu.example"), by_mail("a+1@other.example"))


@pytest.mark.parametrize("spelt", ["LIN@qunpu.example", "lin+tea@qunpu.example"])
def test_one_mailbox_in_two_spellings(spelt):
    assert is_in_one_hand(by_mail(spelt), PersonFactory(email="lin@qunpu.example"))


def test_an_address_that_was_only_typed_tells_nothing():
    """Or whoever typed it would learn whose it is."""
    assert not is_in_one_hand(PersonFactory(email="lin+tea@qunpu.example"), by_mail("lin@qunpu.example"))


def test_an_address_that_the_other_still_holds(pair):
    EmailAddress.objects.create(user=pair[1], email="lin+old@qunpu.example")
    assert is_in_one_hand(by_mail("lin@qunpu.example"), pair[1])


@pytest.mark.parametrize("is_used", [True, False])
def test_a_contact_that_the_other_has_proven(pair, is_used):
    one, other = pair
    used = timezone.now() if is_used else None
    OneTimeCode.objects.create(purpose="contact", kind="phone", value=other.phone, person=one, used_at=used)
    assert is_in_one_hand(one, other) is is_used
    assert is_in_one_hand(other, one) is is_used


def test_a_contact_under_which_the_other_was_opening_a_store(pair):
    one, other = pair
    StoreDraft.objects.create(person=other, contact="138 0013 8000")
    assert is_in_one_hand(one, other)
    assert not is_in_one_hand(other, one)
    assert not is_in_one_hand(PersonFactory(), other)
