"""What came of a promise is said by whoever chose it, counts once, and is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from community.offers.errors import OutcomeStands, TooEarly, TooLate
from community.offers.models import Offer, Outcome
from community.offers.outcomes import say_outcome
from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Evidence
from community.trust.origins import origins
from config.kit.errors import Invalid, NotAllowed
from shop.checkout.expiring import expire_unpaid
from shop.checkout.models import Purchase
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderTransition
from shop.orders.receiving import receive_by_time
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from tests.community.offers.answering import agreed, paid, received
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
Kind = Evidence.Kind
PROMISES = (Kind.KEPT, Kind.BROKEN)


def today() -> Any:
    return timezone.localdate()


def of_seller(offer: Offer) -> list[tuple[int, str]]:
    """What stands of the seller's promise: kind and what it came from."""
    rows = Evidence.objects.standing().filter(about=offer.seller, kind__in=PROMISES)
    return [(row.kind, row.source_type.model) for row in rows]


def of_hailer(offer: Offer) -> list[int]:
    rows = Evidence.objects.standing().filter(about=offer.hail.person, by=offer.seller)
    return [row.kind for row in rows]


def past(offer: Offer, days: int) -> None:
    """As if the day that was promised had been so many days ago."""
    Offer.objects.filter(pk=offer.pk).update(ready_on=today() - timedelta(days=days))
    offer.refresh_from_db()


def test_on_time_and_as_promised_counts_once() -> None:
    offer = agreed(today())
    received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True)
    assert of_seller(offer) == [(Kind.KEPT, "order")]
    assert of_hailer(offer) == [Kind.KEPT]


@pytest.mark.parametrize(("came", "as_promised"), [("late", True), ("on_time", False), ("late", False)])
def test_late_or_not_as_promised_is_broken_instead(came: str, as_promised: bool) -> None:
    offer = agreed(today())
    received(offer)
    past(offer, 1)
    say_outcome(offer.hail.person, offer=offer, came=came, as_promised=as_promised)
    assert of_seller(offer) == [(Kind.BROKEN, "offer")]


def test_said_otherwise_it_is_kept_again() -> None:
    offer = agreed(today())
    received(offer)
    for as_promised in (False, True, False, True):
        say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=as_promised)
    assert of_seller(offer) == [(Kind.KEPT, "order")]
    assert Outcome.objects.get().changed_at is not None


def test_saying_the_same_again_changes_nothing() -> None:
    offer = agreed()
    received(offer)
    for _ in range(2):
        said = say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True, words="好")
    assert said.changed_at is None


def test_nothing_came_is_said_once_the_day_is_over() -> None:
    offer = agreed(today())
    order = paid(offer)
    with pytest.raises(TooEarly):
        say_outcome(offer.hail.person, offer=offer, came="never")
    past(offer, 1)
    with pytest.raises(Invalid):
        say_outcome(offer.hail.person, offer=offer, came="late", as_promised=True)
    say_outcome(offer.hail.person, offer=offer, came="never")
    assert of_seller(offer) == [(Kind.BROKEN, "offer")]

    ship(offer.seller, order=order)
    Order.objects.update(changed_at=timezone.now() - timedelta(days=99))
    receive_by_time()
    assert of_seller(offer) == [(Kind.BROKEN, "offer")]


def test_a_refund_takes_the_place_of_what_was_said() -> None:
    offer = agreed(today())
    order = received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=False)
    refund_order(offer.seller, order=order, reason="少了")
    assert of_seller(offer) == [(Kind.BROKEN, "order")]
    with pytest.raises(NotAllowed):
        say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True)


def test_what_contradicts_the_buyers_own_word_is_refused() -> None:
    offer = agreed(today() + timedelta(days=1))
    received(offer)
    for came in ("never", "late"):
        with pytest.raises(Invalid) as caught:
            say_outcome(offer.hail.person, offer=offer, came=came, as_promised=True)
        assert (caught.value.field, caught.value.code) == ("came", "contradicted")


def test_without_a_promised_day_nothing_is_late() -> None:
    offer = agreed()
    received(offer)
    with pytest.raises(Invalid):
        say_outcome(offer.hail.person, offer=offer, came="late", as_promised=True)


@pytest.mark.parametrize("given", [{"came": "sometime"}, {"came": "on_time"}])
def test_half_a_word_is_none(given: dict[str, Any]) -> None:
    offer = agreed()
    received(offer)
    with pytest.raises(Invalid):
        say_outcome(offer.hail.person, offer=offer, **given)


def test_after_a_week_it_stands() -> None:
    offer = agreed()
    received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True)
    before = timezone.now() - timedelta(days=8)
    Outcome.objects.update(at=before)
    OrderTransition.objects.update(at=before)
    with pytest.raises(OutcomeStands):
        say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=False)


def test_a_month_later_nothing_is_said_any_more() -> None:
    offer = agreed()
    received(offer)
    Order.objects.update(changed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(TooLate):
        say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=True)


def test_nobody_else_says_it() -> None:
    offer = agreed()
    received(offer)
    for person in (offer.seller, PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            say_outcome(person, offer=offer, came="on_time", as_promised=True)


def test_who_lets_the_order_go_unpaid_broke_their_side() -> None:
    offer = agreed()
    Purchase.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    expire_unpaid()
    assert of_hailer(offer) == [Kind.BROKEN]
    assert of_seller(offer) == []


def test_so_did_who_calls_it_off_before_paying() -> None:
    offer = agreed()
    cancel_order(offer.hail.person, order=offer.order)
    assert of_hailer(offer) == [Kind.BROKEN]


def test_a_seller_who_calls_it_off_broke_theirs() -> None:
    offer = agreed()
    cancel_order(offer.seller, order=offer.order)
    assert of_hailer(offer) == []
    assert of_seller(offer) == [(Kind.BROKEN, "order")]


def test_both_read_what_it_came_from_and_can_object() -> None:
    offer = agreed(today())
    received(offer)
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=False)
    row = Evidence.objects.standing().get(about=offer.seller, kind=Kind.BROKEN)
    for person in (offer.seller, offer.hail.person):
        found = origins([row], person)[row.pk]
        assert offer.store.name in found.label
        assert found.url == offer.order.get_absolute_url()
    assert origins([row], PersonFactory()) == {}

    made = dispute(offer.seller, evidence=row, text="是按说好的做的")
    decide_dispute(PersonFactory(is_staff=True), dispute=made, upheld=True, answer="对")
    say_outcome(offer.hail.person, offer=offer, came="on_time", as_promised=False, words="就是不一样")
    assert of_seller(offer) == []


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_orders_page_asks_in_one_tap() -> None:
    offer = agreed(today())
    order = received(offer)
    client, page = client_of(offer.hail.person), order.get_absolute_url()
    path = reverse("outcome", args=[order.reference])
    assert path in client.get(page).content.decode()

    answer = client.post(path, {"verdict": "kept"}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    assert Outcome.objects.get().is_kept
    assert "kept" in client.get(path).content.decode()

    assert path not in client_of(offer.seller).get(page).content.decode()
    assert client_of(offer.seller).get(path).status_code == 403
    assert client_of(PersonFactory()).get(path).status_code == 404


def test_another_verdict_alone_leaves_the_words() -> None:
    offer = agreed()
    order = received(offer)
    client, path = client_of(offer.hail.person), reverse("outcome", args=[order.reference])
    client.post(path, {"verdict": "kept", "words": "盒子压坏了"})
    client.post(path, {"verdict": "other"})
    said = Outcome.objects.get()
    assert (said.is_kept, said.words) == (False, "盒子压坏了")
    client.post(path, {"verdict": "other", "words": ""})
    assert Outcome.objects.get().words == ""


def test_what_was_typed_comes_back() -> None:
    offer = agreed()
    order = received(offer)
    answer = client_of(offer.hail.person).post(
        reverse("outcome", args=[order.reference]), {"verdict": "", "words": "盒子压坏了"}
    )
    assert answer.status_code == 422
    assert "盒子压坏了" in answer.content.decode()


def test_of_an_order_without_an_offer_nothing_is_asked() -> None:
    offer = agreed()
    order = received(offer)
    offer.delete()
    assert client_of(order.buyer).get(reverse("outcome", args=[order.reference])).status_code == 404
    assert client_of(order.buyer).get(order.get_absolute_url()).status_code == 200


def test_in_the_api() -> None:
    offer = agreed()
    order = received(offer)
    api, path = APIClient(), f"/api/v1/orders/{order.reference}/outcome/"
    api.force_authenticate(offer.hail.person)
    assert api.get(path).json() == []
    said = api.post(path, {"came": "on_time", "as_promised": False, "words": "少了两块"}, format="json").json()
    assert (said["is_kept"], said["words"]) == (False, "少了两块")
    wrong = api.post(path, {"came": "late", "as_promised": True}, format="json")
    assert wrong.status_code in (400, 422)

    api.force_authenticate(offer.seller)
    assert [row["came"] for row in api.get(path).json()] == ["on_time"]
    assert api.post(path, {"came": "on_time", "as_promised": True}, format="json").status_code == 403
