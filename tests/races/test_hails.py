"""A hail that ends in two ways at once ends in one: one order or none, stock right, and both sides read the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.notifications.models import Event
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from shop.orders.models import Order
from shop.stock.models import StockItem
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]
TIMES = 6
OVER, GONE, CHANGED = "refused: hail_over", "refused: offer_gone", "refused: offer_changed"


@pytest.fixture
def products() -> list[Any]:
    """Two stores with fifty pieces each of what is needed."""
    made: list[Any] = [ProductFactory(name="桂花酥", price=900, stock=50) for _store in range(2)]
    for product in made:
        write_terms(product.store)
    return made


def hail_for(products: list[Any], **more: Any) -> tuple[Hail, list[Offer]]:
    """A hail, and what each of the stores offers: one piece at its price."""
    hail = post_hail(PersonFactory(), text="要桂花酥", **more)
    call_wave(Wave.objects.get(hail=hail).pk)
    offers = [
        make_offer(one.store.owner, hail=hail, store=one.store, terms=Terms(), variant=one.variant) for one in products
    ]
    return hail, offers


def hails_for(products: list[Any]) -> list[tuple[Hail, list[Offer]]]:
    return [hail_for(products) for _hail in range(TIMES)]


def as_read_by(person: Any, hail: Hail) -> tuple[Any, ...] | None:
    """What became of the hail and who sells what at which price, as the person reads it; None where they see it no
    more."""
    seen = Hail.objects.visible_to(person).filter(pk=hail.pk).first()
    if seen is None:
        return None
    chosen = Offer.objects.visible_to(person).filter(hail=hail, state="chosen").first()
    order = Order.objects.visible_to(person).get(offer=chosen) if chosen else None
    return seen.ended_as, chosen and chosen.store_id, order and (order.reference, order.state, order.total)


def check(hail: Hail) -> str:
    """What became of the hail, after everything that must go with it."""
    hail.refresh_from_db()
    offers = list(hail.offers.select_related("seller"))
    chosen = [offer for offer in offers if offer.state == "chosen"]
    assert len(chosen) == Order.objects.filter(buyer=hail.person).count() == (hail.state == "chosen")
    assert (hail.state == "open") == (hail.closed_at is None)
    theirs = as_read_by(hail.person, hail)
    for offer in offers:
        is_told = hail.state == "open" or offer in chosen
        assert as_read_by(offer.seller, hail) == (theirs if is_told else None)
        assert offer.state in {"open": ["open", "withdrawn"], "chosen": ["chosen", "passed", "withdrawn"]}.get(
            hail.state, ["ended", "withdrawn"]
        )
    for kind, key in Event.objects.filter(offer__hail=hail).values_list("kind", "key"):
        assert Event.objects.filter(kind=kind, key=key).count() == 1
    return hail.state


def check_stock() -> None:
    """What is reserved is what was ordered, one piece each."""
    for item in StockItem.objects.all():
        ordered = Order.objects.filter(lines__variant=item.variant_id).count()
        assert (item.available, item.reserved) == (50 - ordered, ordered)


def test_two_offers_are_chosen_at_once(products, at_once):
    hails = hails_for(products)

    answers = at_once([("accept", (offer.pk, 1, offer.reference)) for _hail, offers in hails for offer in offers])

    for number, (hail, _offers) in enumerate(hails):
        assert sorted(map(str, answers[2 * number : 2 * number + 2])) == ["900", OVER]
        assert check(hail) == "chosen"
    check_stock()


def test_one_offer_is_chosen_eight_times_with_one_key(products, at_once):
    hail, offers = hail_for(products)

    assert at_once([("accept", (offers[0].pk, 1, "same"))] * 8) == [900] * 8

    assert check(hail) == "chosen"
    check_stock()


def test_one_offer_is_chosen_with_eight_keys(products, at_once):
    hail, offers = hail_for(products)

    answers = at_once([("accept", (offers[0].pk, 1, f"key {number}")) for number in range(8)])

    assert sorted(map(str, answers)) == ["900"] + [OVER] * 7
    assert check(hail) == "chosen"
    check_stock()


def test_one_key_for_offers_on_two_hails_makes_two_orders(products, at_once):
    (one, [first, _]), (other, [second, _]) = hail_for(products), hail_for(products)
    Hail.objects.filter(pk=other.pk).update(person=one.person)

    assert at_once([("accept", (offer.pk, 1, "same")) for offer in (first, second)]) == [900, 900]

    assert Order.objects.filter(buyer=one.person).count() == 2
    check_stock()


def test_chosen_and_waved_off(products, at_once):
    hails = hails_for(products)

    answers = at_once(
        [call for hail, [offer, _] in hails for call in (("accept", (offer.pk, 1, "x")), ("wave_off", (hail.pk,)))]
    )

    for number, (hail, _offers) in enumerate(hails):
        pair = answers[2 * number : 2 * number + 2]
        assert pair == {"chosen": [900, OVER], "waved_off": [OVER, "waved_off"]}[check(hail)]
    check_stock()


def test_chosen_as_its_time_runs_out(products, at_once):
    hails = hails_for(products)
    moment = timezone.now() + timedelta(milliseconds=400)
    Hail.objects.update(expires_at=moment, created_at=moment - timedelta(days=1))

    answers = at_once([("accept", (offer.pk, 1, "x")) for _hail, [offer, _] in hails] + [("end_by_time", ())] * 4)

    # Before it was over nobody closed it; afterwards somebody does.
    Hail.objects.filter(state="open").update(expires_at=timezone.now())
    at_once([("end_by_time", ())] * 4)
    for answer, (hail, _offers) in zip(answers, hails, strict=False):
        assert answer == {"chosen": 900, "expired": OVER}[check(hail)]
    check_stock()


def test_chosen_when_its_time_is_over_and_nobody_noticed_yet(products, at_once):
    hails = hails_for(products)
    moment = timezone.now()
    Hail.objects.update(expires_at=moment, created_at=moment - timedelta(days=1))

    answers = at_once([("accept", (offer.pk, 1, "x")) for _hail, [offer, _] in hails] + [("end_by_time", ())] * 2)

    assert answers[:TIMES] == [OVER] * TIMES
    assert {check(hail) for hail, _offers in hails} == {"expired"}
    check_stock()


def test_waved_off_as_its_time_runs_out(products, at_once):
    hails = hails_for(products)
    moment = timezone.now()
    Hail.objects.update(expires_at=moment, created_at=moment - timedelta(days=1))

    answers = at_once([("wave_off", (hail.pk,)) for hail, _offers in hails] + [("end_by_time", ())] * 2)

    for answer, (hail, _offers) in zip(answers, hails, strict=False):
        assert answer == check(hail)
        assert hail.state in ("waved_off", "expired")


def test_chosen_and_taken_back(products, at_once):
    hails = hails_for(products)

    answers = at_once(
        [call for _hail, [offer, _] in hails for call in (("accept", (offer.pk, 1, "x")), ("take_back", (offer.pk,)))]
    )

    for number, (hail, _offers) in enumerate(hails):
        pair = answers[2 * number : 2 * number + 2]
        assert pair == {"chosen": [900, OVER], "open": [GONE, "withdrawn"]}[check(hail)]
    check_stock()


def test_chosen_and_changed(products, at_once):
    """Either the price that was seen, or nothing and another look."""
    hails = hails_for(products)

    answers = at_once(
        [
            call
            for _hail, [offer, _] in hails
            for call in (("accept", (offer.pk, 1, "x")), ("offer_otherwise", (offer.pk, 1200)))
        ]
    )

    for number, (hail, _offers) in enumerate(hails):
        pair = answers[2 * number : 2 * number + 2]
        assert pair == {"chosen": [900, OVER], "open": [CHANGED, 2]}[check(hail)]
    check_stock()


def test_two_offers_of_one_seller(products, at_once):
    hail = post_hail(PersonFactory(), text="要桂花酥")
    call_wave(Wave.objects.get(hail=hail).pk)
    store, other = products[0].store, StoreFactory(owner=products[0].store.owner)

    answers = at_once(
        [("answer_hail", (one.pk, hail.pk, f"{one.pk} {turn}")) for one in (store, other) for turn in "ab"]
    )

    assert [one for one in answers if one != "refused: offer_stands"] == [hail.offers.get().reference]
    assert hail.calls.exclude(answered_at=None).count() == 1


def test_one_offer_sent_eight_times(products, at_once):
    hail = post_hail(PersonFactory(), text="要桂花酥")
    call_wave(Wave.objects.get(hail=hail).pk)

    answers = at_once([("answer_hail", (products[0].store.pk, hail.pk, "same"))] * 8)

    assert answers == [hail.offers.get().reference] * 8


def test_an_offer_comes_as_its_hail_is_waved_off(products, at_once):
    hails = [post_hail(PersonFactory(), text="要桂花酥") for _hail in range(TIMES)]
    for wave in Wave.objects.all():
        call_wave(wave.pk)
    store = products[0].store

    answers = at_once(
        [
            call
            for hail in hails
            for call in (("answer_hail", (store.pk, hail.pk, f"{hail.pk}")), ("wave_off", (hail.pk,)))
        ]
    )

    for number, hail in enumerate(hails):
        answer, state = answers[2 * number : 2 * number + 2]
        assert (check(hail), state) == ("waved_off", "waved_off")
        assert [offer.reference for offer in hail.offers.all()] == ([] if answer == OVER else [answer])
        assert set(hail.offers.values_list("state", flat=True)) <= {"ended"}


def test_two_workers_at_one_wave(products, at_once):
    hail = post_hail(PersonFactory(), text="要桂花酥")
    wave = Wave.objects.get(hail=hail)

    at_once([("call_in", (wave.pk,))] * 8)

    assert sorted(hail.calls.values_list("store", "wave")) == [(one.store.pk, 1) for one in products]
    assert hail.waves.count() == 1
    assert Wave.objects.get().attempts == 1


def test_called_as_it_is_waved_off(products, at_once):
    """Whoever was called in the last moment finds nothing either."""
    hails = [post_hail(PersonFactory(), text="要桂花酥") for _hail in range(TIMES)]

    at_once([call for hail in hails for call in (("call_in", (hail.waves.get().pk,)), ("wave_off", (hail.pk,)))])

    for hail in hails:
        assert check(hail) == "waved_off"
        assert not Call.objects.filter(hail=hail, called_at__gt=hail.closed_at).exists()
        assert hail.calls.count() in (0, 2)
        assert hail.waves.exclude(done_at=None).count() == 1
    for product in products:
        assert not Hail.objects.visible_to(product.store.owner).exists()
        assert not Call.objects.waiting_for(product.store.owner).exists()


def test_the_last_piece_for_two_hails(at_once):
    last: Any = ProductFactory(name="桂花酥", price=900, stock=1)
    write_terms(last.store)
    hails = [hail_for([last]) for _hail in range(TIMES)]

    answers = at_once([("accept", (offer.pk, 1, "x")) for _hail, [offer] in hails])

    assert sorted(map(str, answers)) == ["900"] + ["refused: out_of_stock"] * (TIMES - 1)
    assert sorted(check(hail) for hail, _offers in hails) == ["chosen"] + ["open"] * (TIMES - 1)
    item = StockItem.objects.get()
    assert (item.available, item.reserved) == (0, 1)
