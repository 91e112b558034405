"""The hailer's pages: nothing typed is lost, what is refused is said at its field, and nobody else gets there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.attention.models import Quota
from community.attention.quotas import spend
from community.calling.duty import go_off
from community.hail.drafting import keep_draft
from community.hail.ending import wave_off
from community.hail.models import Hail, HailDraft
from community.hail.views.writing import GUEST
from community.offers.making import Terms, change_offer
from community.offers.models import Offer
from shop.orders.models import Order
from shop.stock.models import StockItem
from tests.factories import GroupFactory, PersonFactory, subscribe
from tests.hails import hailed, offered, shelf

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}
WORDS = {"text": "要 12 份桂花酥", "audience": "everyone"}


@pytest.fixture
def hailer(client: Client) -> Any:
    person = PersonFactory()
    client.force_login(person)
    return person


def test_a_sentence_is_enough(client: Client, hailer: Any) -> None:
    response = client.post(reverse("hail_new"), WORDS | {"key": "a"})
    hail = Hail.objects.get()
    assert response.headers["Location"] == hail.get_absolute_url()
    assert (hail.text, hail.budget, hail.audience) == ("要 12 份桂花酥", None, "everyone")
    assert client.post(reverse("hail_new"), WORDS | {"key": "a"}).headers["Location"] == hail.get_absolute_url()
    assert Hail.objects.count() == 1


def test_with_all_that_one_can_say(client: Client, hailer: Any) -> None:
    group = GroupFactory(owner=PersonFactory())
    subscribe(hailer, group)
    day = timezone.localdate() + timedelta(days=3)
    client.post(
        reverse("hail_new"),
        WORDS
        | {"audience": "groups", "groups": [group.slug], "budget": "960", "needed_on": day.isoformat(), "hours": "6"}
        | {"lat": "30.2528", "lon": "120.1461", "place_name": "西湖", "tags": ["桂花", "糕点"]},
    )
    hail = Hail.objects.get()
    assert (hail.budget, hail.needed_on, hail.place_name) == (96000, day, "西湖")
    assert (hail.lat_cell, hail.lon_cell) == (3025, 12015)
    assert [asked.group for asked in hail.in_groups.all()] == [group]
    assert set(hail.tags.names()) == {"桂花", "糕点"}
    assert hail.expires_at == pytest.approx(hail.created_at + timedelta(hours=6), abs=timedelta(seconds=9))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "长" * 501}, "text"),
        ({"budget": "很多"}, "budget"),
        ({"budget": "0"}, "budget"),
        ({"needed_on": "2020-01-01"}, "needed_on"),
        ({"needed_on": "昨天"}, "needed_on"),
        ({"hours": "5"}, "hours"),
        ({"audience": "moon"}, "audience"),
        ({"audience": "nearby"}, "place_name"),
        ({"audience": "nearby", "place_name": "亚特兰蒂斯"}, "place_name"),
        ({"radius": "7"}, "radius"),
        ({"place_name": "长" * 61}, "place_name"),
        ({"tags": ["标" * 21]}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: Client, hailer: Any, wrong: dict[str, Any], field: str
) -> None:
    response = client.post(reverse("hail_new"), WORDS | {"budget": "88"} | wrong)
    assert response.status_code == 400
    assert field in response.context["form"].errors
    typed = HailDraft.objects.get(person=hailer).typed
    sent = WORDS | {"budget": "88"} | wrong
    assert {name: typed[name] for name in sent} == sent
    assert not Hail.objects.exists()


def test_a_place_by_its_name_is_that_of_stores(client: Client, hailer: Any) -> None:
    shelf(store__place_name="北山路", store__lat=30_250_000, store__lon=120_140_000)
    client.post(reverse("hail_new"), WORDS | {"audience": "nearby", "radius": "1000", "place_name": "北山路"})
    assert (Hail.objects.get().lat_cell, Hail.objects.get().radius) == (3025, 1000)


@pytest.mark.parametrize("typed", ["30.252871, 120.146093", "30.252871，120.146093", "30.252871/120.146093"])
def test_of_coordinates_only_the_rough_area_is_kept(client: Client, hailer: Any, typed: str) -> None:
    client.post(reverse("hail_new"), WORDS | {"place_name": typed})
    hail = Hail.objects.get()
    assert (hail.lat_cell, hail.lon_cell, hail.place_name) == (3025, 12015, "")


def test_a_quota_that_is_spent_is_explained(client: Client, hailer: Any) -> None:
    spend(hailer, Quota.HAILS, cost=5)
    response = client.post(reverse("hail_new"), WORDS)
    assert response.status_code == 429
    assert "要 12 份桂花酥" in response.content.decode()
    assert response.context["form"].errors
    assert HailDraft.objects.get(person=hailer).typed["text"] == WORDS["text"]


def test_a_guests_words_are_there_after_signing_in(client: Client) -> None:
    response = client.post(reverse("hail_new"), WORDS | {"budget": "960", "lat": "30.252871", "lon": "120.146093"})
    assert response.status_code == 302
    assert client.session[GUEST]["lat"] == "30.25"
    assert response.headers["Location"].endswith("?next=/hail/")
    person = PersonFactory()
    client.force_login(person)
    page = client.get(reverse("hail_new")).content.decode()
    assert "要 12 份桂花酥" in page
    assert 'value="960"' in page
    assert HailDraft.objects.get(person=person).typed["text"] == "要 12 份桂花酥"


def test_a_guests_words_leave_what_a_member_put_by(client: Client) -> None:
    person = PersonFactory()
    keep_draft(person, typed={"text": "要一支笛子"})
    client.post(reverse("hail_new"), WORDS)
    client.force_login(person)
    assert "要 12 份桂花酥" in client.get(reverse("hail_new")).content.decode()
    assert HailDraft.objects.get(person=person).typed["text"] == "要一支笛子"


def test_what_is_typed_is_kept_and_there_after_a_reload(client: Client, hailer: Any) -> None:
    assert client.post(reverse("hail_draft"), {"text": "要一对镯", "budget": "1"}).status_code == 204
    assert "要一对镯" in client.get(reverse("hail_new")).content.decode()
    client.post(reverse("hail_draft_drop"))
    assert "要一对镯" not in client.get(reverse("hail_new")).content.decode()


def test_tags_are_suggested(client: Client) -> None:
    shelf().tags.set(["糕点"])
    page = client.post(reverse("hail_tags"), {"text": "桂花酥", "tags": ["送礼"]}).content.decode()
    assert 'value="糕点">' in page
    assert 'value="送礼" checked' in page


def test_hail_again_begins_with_the_same_words(client: Client, hailer: Any) -> None:
    hail = hailed(hailer, text="要一把二胡", budget=5000)
    page = client.get(reverse("hail_new"), {"again": hail.reference}).content.decode()
    assert "要一把二胡" in page
    assert 'value="50"' in page
    client.post(reverse("hail_new"), WORDS | {"again": hail.reference})
    assert [one.state for one in Hail.objects.order_by("pk")] == ["waved_off", "open"]


def test_hail_again_leaves_what_one_was_writing(client: Client, hailer: Any) -> None:
    hail = hailed(hailer, text="要一把二胡")
    keep_draft(hailer, typed={"text": "还要一支笛子"})
    again = WORDS | {"again": hail.reference}
    assert client.post(reverse("hail_new"), again | {"text": ""}).status_code == 400
    assert client.post(reverse("hail_new"), again).status_code == 303
    assert "还要一支笛子" in client.get(reverse("hail_new")).content.decode()


def test_hail_again_is_all_or_nothing(client: Client, hailer: Any) -> None:
    hail = hailed(hailer, text="要一把二胡")
    spend(hailer, Quota.HAILS, cost=4)
    assert client.post(reverse("hail_new"), WORDS | {"again": hail.reference}).status_code == 429
    assert [one.state for one in Hail.objects.all()] == ["open"]


def test_one_tap_ends_it(client: Client, hailer: Any) -> None:
    hail = hailed(hailer)
    response = client.post(reverse("hail_wave_off", args=[hail.reference]), follow=True)
    assert Hail.objects.get().state == "waved_off"
    assert f"?again={hail.reference}" in response.content.decode()


def test_nobody_fits_and_wider_is_one_tap(client: Client, hailer: Any) -> None:
    subscribe(hailer, GroupFactory(owner=PersonFactory()))
    hail = hailed(hailer, text="要一把二胡", audience="groups")
    page = client.get(hail.get_absolute_url()).content.decode()
    assert 'name="audience" value="trusted"' in page
    assert 'name="audience" value="nearby"' not in page
    client.post(reverse("hail_widen", args=[hail.reference]), {"audience": "everyone"})
    assert Hail.objects.get().audience == "everyone"


def test_how_long_it_stands_is_said_once(client: Client, hailer: Any) -> None:
    page = client.get(hailed(hailer).get_absolute_url()).content.decode()
    assert page.count("还剩 23 小时") == 1


def test_off_duty_is_not_nobody(client: Client, hailer: Any) -> None:
    store = shelf().store
    go_off(store.owner, store=store, until=timezone.now() + timedelta(hours=1))
    shown = client.get(hailed(hailer).get_absolute_url()).context["shown"]
    assert (shown.is_put_off, shown.nobody) == (True, False)


def test_more_are_called_when_asked(client: Client, hailer: Any) -> None:
    shelf()
    hail = hailed(hailer)
    assert client.post(reverse("hail_more", args=[hail.reference])).status_code == 303
    assert hail.waves.count() == 2


@pytest.mark.parametrize("do", ["hail_wave_off", "hail_widen", "hail_more"])
def test_only_its_hailer_does_that(client: Client, hailer: Any, do: str) -> None:
    hail = hailed()
    assert client.post(reverse(do, args=[hail.reference])).status_code == 404
    assert client.get(hail.get_absolute_url()).status_code == 404


def test_a_reader_in_the_group_learns_nothing_of_who_hails(client: Client, hailer: Any) -> None:
    other, group = PersonFactory(name="某某人", username="somebody-else"), GroupFactory(owner=PersonFactory())
    for person in (hailer, other):
        subscribe(person, group)
    hail = hailed(other, audience="groups")
    page = client.get(hail.get_absolute_url()).content.decode()
    assert "要 12 份桂花酥" in page
    assert "某某人" not in page
    assert "somebody-else" not in page
    wave_off(other, hail=hail)
    assert client.get(hail.get_absolute_url()).status_code == 404


def test_the_list_has_what_stands_first_and_goes_on_by_pages(client: Client, hailer: Any, settings: Any) -> None:
    old = [hailed(hailer, text=f"要二胡 {at}", idempotency_key=str(at)) for at in range(3)]
    for hail in old[1:]:
        wave_off(hailer, hail=hail)
    page = client.get(reverse("hails")).context["page"]
    assert [row.hail for row in page.open] == [old[0]]
    assert [row.hail for row in page.over] == [old[2], old[1]]


def test_queries_of_the_list_do_not_grow(client: Client, hailer: Any) -> None:
    asked = []
    for start in (0, 2):
        for at in range(start, start + 2):
            hail = hailed(hailer, text=f"要二胡 {at}")
            if at % 2:
                wave_off(hailer, hail=hail)
        client.get(reverse("hails"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("hails"))
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.fixture
def offer(hailer: Any) -> Offer:
    product = shelf()
    return offered(hailed(hailer), product)


def test_choosing_leads_to_paying(client: Client, hailer: Any, offer: Offer) -> None:
    address = reverse("offer_choose", args=[offer.reference])
    assert "¥18" in client.get(address).content.decode()
    response = client.post(address, TO | {"version": "1", "key": "k"})
    order = Order.objects.get()
    assert response.headers["Location"] == order.purchase.get_absolute_url()
    # Sent twice, and looked at again, it is the same order.
    assert client.post(address, TO | {"version": "1", "key": "k"}).headers["Location"] == response.headers["Location"]
    assert client.get(address).headers["Location"] == response.headers["Location"]
    page = client.get(offer.hail.get_absolute_url()).content.decode()
    assert order.get_absolute_url() in page


def test_an_address_that_is_known_is_chosen_already(client: Client, hailer: Any, offer: Offer) -> None:
    hailer.addresses.create(**TO)
    address = reverse("offer_choose", args=[offer.reference])
    form = client.get(address).context["form"]
    response = client.post(address, {"version": "1", "key": "k", "address": form["address"].initial})
    assert response.status_code == 303
    assert Order.objects.get().purchase.street == TO["street"]


def test_what_keeps_it_from_being_chosen_is_said_with_what_was_typed(client: Client, hailer: Any, offer: Offer) -> None:
    address = reverse("offer_choose", args=[offer.reference])
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=1000))
    response = client.post(address, TO | {"version": "1", "key": "k"})
    page = response.content.decode()
    assert (response.status_code, "¥20" in page, TO["street"] in page) == (409, True, True)
    assert 'name="version" value="2"' in page
    assert "<del>¥9</del>" in page

    StockItem.objects.filter(variant=offer.variant).update(available=1)
    response = client.post(address, TO | {"version": "2", "key": "l"})
    assert (response.status_code, TO["street"] in response.content.decode()) == (409, True)

    Offer.objects.update(valid_until=timezone.now() - timedelta(minutes=1))
    assert client.post(address, TO | {"version": "2", "key": "m"}).status_code == 409
    wave_off(hailer, hail=offer.hail)
    assert client.post(address, TO | {"version": "2", "key": "n"}).status_code == 409
    assert not Order.objects.exists()


def test_an_address_is_needed(client: Client, hailer: Any, offer: Offer) -> None:
    response = client.post(reverse("offer_choose", args=[offer.reference]), {"version": "1", "recipient": "林"})
    assert response.status_code == 422
    assert {"phone", "street"} <= set(response.context["form"].errors)


def test_only_its_hailer_chooses(offer: Offer) -> None:
    for person in (offer.seller, PersonFactory()):
        other = Client()
        other.force_login(person)
        assert other.get(reverse("offer_choose", args=[offer.reference])).status_code == 404


def test_home_says_quietly_that_a_hail_stands(client: Client, hailer: Any, offer: Offer) -> None:
    assert offer.hail.get_absolute_url() in client.get("/").content.decode()
    wave_off(hailer, hail=offer.hail)
    assert offer.hail.get_absolute_url() not in client.get("/").content.decode()


def test_of_a_small_group_one_is_told_that_its_members_may_guess(client: Client, hailer: Any) -> None:
    small, large = GroupFactory(name="两三知己"), GroupFactory(name="西湖边喝茶")
    for group, others in ((small, 2), (large, 7)):
        for one in [hailer, *PersonFactory.create_batch(others)]:
            subscribe(one, group)
    page = client.get(reverse("hail_new")).content.decode()
    assert "两三知己 · 群里人少，可能猜得到是你" in page
    assert "西湖边喝茶 ·" not in page
