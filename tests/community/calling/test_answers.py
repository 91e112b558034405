"""The list of what one's stores can answer: what it says, what it does not, and what it costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from community.calling.duty import set_duty
from community.calling.models import Call
from community.calling.showing import PAGE
from community.hail.ending import wave_off
from community.offers.making import Terms, make_offer
from config.kit.geo import Place
from shop.stores.models import Store
from tests.counting import queries_asked
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db
ANSWERS = "/answer/"


def test_it_says_what_is_needed_and_why_one_was_called(hail_for, sign_in):
    call = hail_for(budget=96000, place=Place(30_250_000, 120_150_000), place_name="西湖区")
    page = sign_in(call.store.owner).get(ANSWERS).content.decode()
    for said in ("要 12 份桂花酥，送老师", "¥960", "西湖区", "500", "桂花酥 礼盒", call.get_absolute_url()):
        assert said in page


def test_nothing_in_it_says_who_hails(hail_for, sign_in):
    call = hail_for()
    hailer = call.hail.person
    page = sign_in(call.store.owner).get(ANSWERS).content.decode()
    assert hailer.name not in page
    assert hailer.username not in page


def test_it_is_seen_once_it_is_read(hail_for, sign_in):
    call = hail_for()
    client = sign_in(call.store.owner)
    client.head(ANSWERS)
    assert Call.objects.get(pk=call.pk).seen_at is None
    client.get(ANSWERS)
    assert Call.objects.get(pk=call.pk).seen_at is not None


def test_what_is_waved_off_is_gone(hail_for, sign_in):
    call = hail_for()
    make_offer(call.store.owner, hail=call.hail, store=call.store, terms=Terms(title="酥", unit_price=900))
    wave_off(call.hail.person, hail=call.hail)
    client = sign_in(call.store.owner)
    for tab in ("", "?tab=answered"):
        assert call.hail.text not in client.get(ANSWERS + tab).content.decode()


def test_what_one_answered_stands_apart(hail_for, sign_in):
    call = hail_for()
    make_offer(call.store.owner, hail=call.hail, store=call.store, terms=Terms(title="酥", unit_price=900))
    page = sign_in(call.store.owner).get(f"{ANSWERS}?tab=answered").content.decode()
    assert call.hail.text in page
    assert "¥9" in page


def test_declining_takes_it_off_the_list_and_says_nothing(hail_for, sign_in):
    call = hail_for()
    client = sign_in(call.store.owner)
    client.post(reverse("call_decline", args=[call.reference]))
    assert call.hail.text not in client.get(ANSWERS).content.decode()
    assert not call.hail.person.notifications.exists()
    client.post(reverse("call_take_up", args=[call.reference]))
    assert call.hail.text in client.get(ANSWERS).content.decode()


@pytest.mark.parametrize("name", ["call_decline", "call_take_up"])
def test_others_cannot_put_it_aside(name, hail_for, sign_in):
    call = hail_for()
    assert sign_in(PersonFactory()).post(reverse(name, args=[call.reference])).status_code == 404
    assert sign_in(call.hail.person).post(reverse(name, args=[call.reference])).status_code == 404


def test_an_empty_list_says_what_one_is_found_by(product, sign_in):
    page = sign_in(product.store.owner).get(ANSWERS).content.decode()
    assert reverse("duty", args=[product.store.slug]) in page
    assert reverse("desk_products", args=[product.store.slug]) in page


def test_a_page_goes_on_with_the_next(hail_for, product, sign_in):
    set_duty(product.store.owner, store=product.store, is_on=True, most_an_hour=60)
    first = hail_for()
    for _ in range(PAGE):
        hail_for()
    client = sign_in(product.store.owner)
    page = client.get(ANSWERS)
    assert page.context["cursor"]
    rest = client.get(ANSWERS, {"cursor": page.context["cursor"]})
    assert [row.call for row in rest.context["rows"]] == [first]


def test_many_calls_cost_as_much_as_one(hail_for, product, sign_in):
    client = sign_in(product.store.owner)
    hail_for()
    client.get(ANSWERS)
    with queries_asked() as one:
        client.get(ANSWERS)
    for _ in range(4):
        hail_for()
    Call.objects.update(seen_at=product.created_at)
    with queries_asked() as many:
        client.get(ANSWERS)
    assert len(one) == len(many)


def test_who_has_no_store_is_shown_how_to_open_one(sign_in):
    assert reverse("open") in sign_in(PersonFactory()).get(ANSWERS).content.decode()


def test_the_desk_says_how_many_wait(hail_for, sign_in):
    call = hail_for()
    page = sign_in(call.store.owner).get(reverse("desk")).content.decode()
    assert f'href="{ANSWERS}"' in page
    assert reverse("duty_off", args=[call.store.slug]) in page


def test_the_record_is_shown_for_each_store(sign_in):
    store: Store = StoreFactory()
    answer = sign_in(store.owner).get(reverse("answer_record"))
    assert store.name in answer.content.decode()
