"""Which accounts the site knows to be in one hand."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from community.endorsements.controlling import is_in_one_hand
from community.entry.models import OneTimeCode
from shop.stores.models import StoreDraft
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return PersonFactory(email="", phone="+8613800138000"), PersonFactory(email="", phone="+8613900139000")


def test_two_people(pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert not is_in_one_hand(*pair)
    assert not is_in_one_hand(PersonFactory(email="a@qunpu.example"), PersonFactory(email="b@qunpu.example"))
    assert not is_in_one_hand(PersonFactory(email="a+1@qunpu.example"), PersonFactory(email="a+1@other.example"))


@pytest.mark.parametrize("spelt", ["LIN@qunpu.example", "lin+tea@qunpu.example"])
def test_one_mailbox_in_two_spellings(spelt):
    assert is_in_one_hand(PersonFactory(email=spelt), PersonFactory(email="lin@qunpu.example"))


def test_an_address_that_is_still_held(pair):
    one, other = pair
    EmailAddress.objects.create(user=one, email="lin+old@qunpu.example")
    other.email = "lin@qunpu.example"
    assert is_in_one_hand(one, other)


@pytest.mark.parametrize("is_used", [True, False])
def test_a_contact_that_the_other_has_proven(pair, is_used):
    one, other = pair
    used = timezone.now() if is_used else None
    OneTimeCode.objects.create(purpose="contact", kind="phone", value=other.phone, person=one, used_at=used)
    assert is_in_one_hand(one, other) is is_used
    assert is_in_one_hand(other, one) is is_used


def test_a_contact_under_which_the_other_was_opening_a_store(pair):
    one, other = pair
    StoreDraft.objects.create(person=one, contact="139 0013 9000")
    assert is_in_one_hand(one, other)
    assert is_in_one_hand(other, one)
    assert not is_in_one_hand(one, PersonFactory())
