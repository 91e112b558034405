"""The page of a call: its offer made in two taps, changed, taken back, and what stays when it is too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.attention.models import Quota
from community.attention.quotas import QuotaReached, spend
from community.calling.models import Call
from community.hail.ending import wave_off
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.offers.choosing import accept_offer
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from tests.counting import queries_asked
from tests.factories import PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db
TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


def typed(page):
    """What the form of the page sends when nothing is touched."""
    form = page.context["form"]
    names = [name for name in form.fields if name not in ("photos", "kept")]
    values = {name: form[name].value() for name in names}
    return {name: value for name, value in values.items() if value is not None} | {"key": page.context["key"]}


def test_two_taps_from_a_product(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    page = client.get(call.get_absolute_url())

    answer = client.post(call.get_absolute_url(), typed(page))

    assert answer["Location"] == call.get_absolute_url()
    offer = Offer.objects.get()
    assert (offer.variant, offer.unit_price, offer.quantity, offer.title) == (product.variant, 6800, 12, product.name)
    assert Call.objects.get(pk=call.pk).seen_at is not None


def test_sent_twice_is_made_once(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    data = typed(client.get(call.get_absolute_url()))
    for _ in range(2):
        assert client.post(call.get_absolute_url(), data).status_code == 303
    assert Offer.objects.count() == 1


def test_what_fits_best_is_chosen_already(hail_for, product, sign_in):
    ProductFactory(store=product.store, name="牛角包")
    call = hail_for()
    page = sign_in(product.store.owner).get(call.get_absolute_url())
    assert page.context["shelf"].first.product == product


def test_something_made_for_this(hail_for, product, sign_in):
    call = hail_for()
    data = {"what": "made", "title": "写名字的礼盒", "price": "80", "quantity": "12", "valid": "hail", "key": "a"}
    sign_in(product.store.owner).post(call.get_absolute_url(), data)
    offer = Offer.objects.get()
    assert (offer.variant, offer.title, offer.unit_price) == (None, "写名字的礼盒", 8000)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(hail_for, product, sign_in):
    call = hail_for()
    data = {"what": "made", "title": "礼盒", "quantity": "12", "valid": "hail", "words": "现烤的", "key": "a"}
    answer = sign_in(product.store.owner).post(call.get_absolute_url(), data)
    assert answer.status_code == 422
    assert "price" in answer.context["form"].errors
    assert "现烤的" in answer.content.decode()


def test_a_quota_is_told_in_the_form(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    page = client.get(call.get_absolute_url())
    while True:
        try:
            spend(product.store.owner, Quota.OFFERS)
        except QuotaReached:
            break
    answer = client.post(call.get_absolute_url(), typed(page) | {"words": "现烤的"})
    assert answer.status_code == 429
    assert answer.context["form"].non_field_errors()
    assert "现烤的" in answer.content.decode()


def test_a_change_is_kept_beside_what_stands(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    make_offer(product.store.owner, hail=call.hail, store=product.store, terms=Terms(), variant=product.variant)
    page = client.get(f"{call.get_absolute_url()}?change")
    client.post(call.get_absolute_url(), typed(page) | {"price": "60"})
    offer = Offer.objects.get()
    assert (offer.unit_price, offer.version) == (6000, 2)
    assert "¥68" in client.get(call.get_absolute_url()).content.decode()


def test_two_tabs_do_not_overwrite_each_other(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    make_offer(product.store.owner, hail=call.hail, store=product.store, terms=Terms(), variant=product.variant)
    data = typed(client.get(f"{call.get_absolute_url()}?change"))
    client.post(call.get_absolute_url(), data | {"price": "60"})

    late = client.post(call.get_absolute_url(), data | {"price": "50", "words": "便宜些"})

    assert late.status_code == 422
    assert "便宜些" in late.content.decode()
    assert Offer.objects.get().unit_price == 6000
    # Having seen what stands now, sending it again replaces it.
    again = data | {"price": "50", "version": late.context["form"]["version"].value()}
    client.post(call.get_absolute_url(), again)
    assert Offer.objects.get().unit_price == 5000


def test_a_second_offer_is_refused_with_what_was_typed_kept(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    data = typed(client.get(call.get_absolute_url()))
    make_offer(product.store.owner, hail=call.hail, store=product.store, terms=Terms(), variant=product.variant)
    answer = client.post(call.get_absolute_url(), data | {"words": "现烤的"})
    assert answer.status_code == 422
    assert "现烤的" in answer.content.decode()


def test_taken_back_it_stands_in_the_form(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    terms = Terms(quantity=3, words="现烤的")
    make_offer(product.store.owner, hail=call.hail, store=product.store, terms=terms, variant=product.variant)
    client.post(reverse("offer_withdraw", args=[call.reference]))
    page = client.get(call.get_absolute_url())
    assert Offer.objects.get().state == "withdrawn"
    assert (page.context["form"]["words"].value(), page.context["form"]["quantity"].value()) == ("现烤的", 3)


def test_when_it_is_over_what_was_typed_is_given_back(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    data = typed(client.get(call.get_absolute_url())) | {"words": "盒子上可以写名字"}
    wave_off(call.hail.person, hail=call.hail)

    answer = client.post(call.get_absolute_url(), data)

    assert answer.status_code == 404
    page = answer.content.decode()
    assert "盒子上可以写名字" in page
    assert call.hail.text not in page
    assert client.get(call.get_absolute_url()).status_code == 404
    assert not Offer.objects.exists()


def test_when_its_time_ran_out_it_is_the_same(hail_for, product, sign_in):
    call = hail_for()
    Hail.objects.update(
        created_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now() - timedelta(minutes=1)
    )
    client = sign_in(product.store.owner)
    assert client.get(call.get_absolute_url()).status_code == 404
    assert "好吃" in client.post(call.get_absolute_url(), {"words": "好吃"}).content.decode()


def test_the_chosen_one_leads_to_its_order(hail_for, product, sign_in):
    call = hail_for()
    offer = make_offer(product.store.owner, hail=call.hail, store=product.store, terms=Terms(), variant=product.variant)
    order = accept_offer(call.hail.person, offer=offer, version=1, idempotency_key="x", **TO)
    page = sign_in(product.store.owner).get(call.get_absolute_url())
    assert order.get_absolute_url() in page.content.decode()
    assert page.context["form"] is None


def test_nobody_else_opens_it(hail_for, sign_in):
    call = hail_for()
    for person in (PersonFactory(), call.hail.person, StoreFactory().owner):
        assert sign_in(person).get(call.get_absolute_url()).status_code == 404


def test_nothing_on_it_says_who_hails(hail_for, sign_in):
    call = hail_for()
    page = sign_in(call.store.owner).get(call.get_absolute_url()).content.decode()
    assert call.hail.person.name not in page
    assert call.hail.person.username not in page


def test_it_costs_the_same_with_many_goods(hail_for, product, sign_in):
    call = hail_for()
    client = sign_in(product.store.owner)
    client.get(call.get_absolute_url())
    with queries_asked() as few:
        client.get(call.get_absolute_url())
    for _ in range(5):
        ProductFactory(store=product.store)
    with queries_asked() as many:
        client.get(call.get_absolute_url())
    assert len(few) == len(many)


@pytest.fixture
def asked(group):
    """A hail asked in a group, whose words nobody sells."""
    hailer = subscribe(PersonFactory(), group).person
    return post_hail(hailer, text="求一本旧书", audience="groups", groups=[group])


def test_a_member_who_was_not_called_answers_from_the_group(asked, product, group, sign_in):
    seller = subscribe(product.store.owner, group).person
    client = sign_in(seller)
    url = reverse("hail_answer", args=[asked.reference])
    page = client.get(url)
    answer = client.post(url, typed(page))
    call = Call.objects.get(hail=asked)
    assert call.wave == 0
    assert answer["Location"] == call.get_absolute_url()
    assert client.get(url)["Location"] == call.get_absolute_url()


def test_a_member_without_a_store_is_shown_how(asked, member, sign_in):
    client = sign_in(member)
    assert reverse("open") in client.get(reverse("hail_answer", args=[asked.reference])).content.decode()


def test_who_is_not_in_the_group_finds_nothing(asked, product, sign_in):
    url = reverse("hail_answer", args=[asked.reference])
    client = sign_in(product.store.owner)
    assert client.get(url).status_code == 404
    assert client.post(url, {"words": "好吃"}).status_code == 404
    assert not Offer.objects.exists()


def test_the_hailer_does_not_answer_themself(asked, sign_in):
    assert sign_in(asked.person).get(reverse("hail_answer", args=[asked.reference])).status_code == 404


def test_a_guest_is_asked_to_sign_in(hail_for, client):
    call = hail_for()
    assert client.get("/answer/").status_code == 302
    assert client.get(call.get_absolute_url()).status_code in (302, 404)
