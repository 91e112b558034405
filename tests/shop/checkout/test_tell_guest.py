import pytest
from django.core import mail

from shop.checkout.expiring import expire
from shop.checkout.mailing import send_guest_mail
from shop.checkout.models import GuestMail, Purchase
from shop.orders.cancelling import cancel_order
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import GUEST, pay, place, shipped_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def purchase():
    return place(GUEST, ProductFactory(price=700, store__name="晓雨的茶"))


def send_all():
    for pk in GuestMail.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True):
        send_guest_mail(pk)


def test_it_works(purchase):
    pay(purchase)
    ship(purchase.orders.get().store.owner, order=purchase.orders.get())
    send_all()
    assert [letter.to for letter in mail.outbox] == [["guest@qunpu.example"]] * 2
    assert "¥7" in mail.outbox[0].subject
    assert "晓雨的茶" in mail.outbox[1].subject
    assert purchase.get_absolute_url() in mail.outbox[0].body


def test_one_mail_for_a_purchase_from_two_stores():
    pay(place(GUEST, ProductFactory(), ProductFactory()))
    assert GuestMail.objects.count() == 1


def test_a_worker_that_comes_twice_sends_once(purchase):
    pay(purchase)
    row = GuestMail.objects.get()
    send_guest_mail(row.pk)
    send_guest_mail(row.pk)
    assert len(mail.outbox) == 1


def test_in_the_language_of_the_purchase(purchase):
    Purchase.objects.update(language="en")
    pay(purchase)
    send_all()
    assert mail.outbox[0].subject == "You paid ¥7; the sellers are told"


def test_called_off_by_the_seller(purchase):
    cancel_order(purchase.orders.get().store.owner, order=purchase.orders.get())
    assert GuestMail.objects.get().kind == "cancelled"


def test_called_off_by_themselves_they_know(purchase):
    cancel_order(GUEST, order=purchase.orders.get())
    assert not GuestMail.objects.exists()


def test_run_out(purchase):
    Purchase.objects.update(expires_at="2020-01-01T00:00Z")
    expire(purchase.pk)
    assert GuestMail.objects.get().kind == "cancelled"


def test_refunded():
    order = shipped_order(GUEST, ProductFactory())
    refund_order(order.store.owner, order=order)
    assert GuestMail.objects.filter(kind="refunded").count() == 1


def test_members_are_told_in_other_ways():
    pay(place(PersonFactory(), ProductFactory()))
    assert not GuestMail.objects.exists()


def test_who_left_a_phone_number_is_called():
    pay(place(GUEST, ProductFactory(), guest_contact="138 0013 8000"))
    assert not GuestMail.objects.exists()


def test_a_mail_that_was_not_taken_is_sent_later(purchase, monkeypatch):
    pay(purchase)
    row = GuestMail.objects.get()

    def refuse(*args, **kwargs):
        raise OSError("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr("shop.checkout.mailing.send_mail", refuse)
        send_guest_mail(row.pk)
    row.refresh_from_db()
    assert row.done_at is None
    GuestMail.objects.update(due_at="2020-01-01T00:00Z")
    send_guest_mail(row.pk)
    assert len(mail.outbox) == 1
