import pytest

from config.kit.money import Money
from shop.ledger.booking import Kind, balance, book, credit, debit
from shop.ledger.models import Account, JournalEntry
from tests.factories import StoreFactory

pytestmark = pytest.mark.django_db


def yuan(minor):
    return Money(minor, "CNY")


def test_it_works():
    store = StoreFactory()
    entry = book("k", "paid", [debit(Kind.GATEWAY, yuan(300)), credit(Kind.HELD, yuan(300), store)])
    assert sum(posting.amount for posting in entry.postings.all()) == 0
    assert balance(Kind.GATEWAY, "CNY") == yuan(300)
    assert balance(Kind.HELD, "CNY", store) == yuan(-300)
    assert balance(Kind.HELD, "CNY") == yuan(0)


def test_the_same_key_is_booked_once():
    legs = [debit(Kind.GATEWAY, yuan(300)), credit(Kind.HELD, yuan(300))]
    assert book("k", "paid", legs) == book("k", "paid", legs)
    assert balance(Kind.GATEWAY, "CNY") == yuan(300)


def test_an_account_is_opened_once():
    legs = [debit(Kind.GATEWAY, yuan(1)), credit(Kind.HELD, yuan(1))]
    book("a", "", legs)
    book("b", "", legs)
    assert Account.objects.count() == 2


def test_debits_and_credits_differ():
    with pytest.raises(ValueError, match="differ"):
        book("k", "", [debit(Kind.GATEWAY, yuan(2)), credit(Kind.HELD, yuan(1))])
    assert not JournalEntry.objects.exists()


def test_currencies_do_not_make_up_for_each_other():
    with pytest.raises(ValueError, match="differ"):
        book("k", "", [debit(Kind.GATEWAY, yuan(1)), credit(Kind.HELD, Money(1, "EUR"))])


def test_nothing_to_book():
    assert book("k", "", [debit(Kind.GATEWAY, yuan(0)), credit(Kind.HELD, yuan(0))]) is None
    assert not JournalEntry.objects.exists()
