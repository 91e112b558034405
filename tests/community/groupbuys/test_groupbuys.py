"""Buying together: begun once, joined while it is open, and everybody has one order or is told why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.calling.models import Call
from community.groupbuys.beginning import begin_group_buy
from community.groupbuys.closing import call_off, close_early
from community.groupbuys.errors import BuyOver, NobodyElse, NotEnough, NotTogether
from community.groupbuys.joining import join, leave
from community.groupbuys.models import GroupBuy, Participation
from community.groupbuys.settling import settle_buy, settle_one
from community.groupbuys.showing import buys_page
from community.groupbuys.tasks import settle_group_buy
from community.groups.joining import leave_group
from community.hail.ending import wave_off
from community.hail.errors import HailOver
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.seconding import second
from community.notifications.reading import bell_page
from community.offers.choosing import accept_offer
from community.offers.errors import OfferChanged
from community.offers.making import Terms, change_offer, make_offer, withdraw_offer
from community.offers.models import Offer
from community.people.models import Block
from config.kit.errors import Invalid, NotAllowed
from shop.orders.models import Order
from shop.stock.models import StockItem
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}
TERMS = Terms(quantity=2, unit_price=900, delivery_fee=300, together_from=5, together_price=700)


@pytest.fixture
def group() -> Any:
    return GroupFactory(name="西湖边喝茶", slug="lake")


@pytest.fixture
def member(group: Any) -> Any:
    return subscribe(PersonFactory(name="罗一"), group).person


@pytest.fixture
def other(group: Any) -> Any:
    return subscribe(PersonFactory(name="何二"), group).person


@pytest.fixture
def offer(group: Any, member: Any) -> Offer:
    """On a hail in the group, which a member wants too; ten pieces are there."""
    store = StoreFactory(name="周师傅", owner=subscribe(PersonFactory(), group).person)
    product = ProductFactory(name="桂花酥", store=store)
    hail = post_hail(subscribe(PersonFactory(name="沈老师"), group).person, text="要桂花酥", audience="groups")
    second(member, hail=hail)
    return make_offer(store.owner, hail=hail, store=store, terms=TERMS, variant=product.variant)


@pytest.fixture
def buy(offer: Offer) -> GroupBuy:
    return begin(offer)


def begin(offer: Offer, **said: Any) -> GroupBuy:
    return begin_group_buy(offer.hail.person, offer=offer, **({"version": 1, "quantity": 2} | TO | said))


def let_close(buy: GroupBuy) -> None:
    """Its time is over."""
    over = timezone.now() - timedelta(minutes=1)
    GroupBuy.objects.filter(pk=buy.pk).update(closes_at=over, due_at=over)
    settle_group_buy(buy.pk)
    buy.refresh_from_db()


def told(person: Any) -> list[str]:
    return [line.words.text for line in bell_page(person).lines]


def test_the_hail_ends_so_and_no_other_way(offer: Offer, buy: GroupBuy) -> None:
    hail = offer.hail
    hail.refresh_from_db()
    offer.refresh_from_db()
    assert (hail.state, offer.state) == ("together", "together")
    assert (buy.unit_price, buy.least, buy.pieces) == (700, 5, 2)
    assert begin(offer) == buy
    with pytest.raises(HailOver):
        accept_offer(hail.person, offer=offer, version=1, idempotency_key="x", **TO)
    with pytest.raises(HailOver):
        wave_off(hail.person, hail=hail)
    with pytest.raises(HailOver):
        change_offer(offer.seller, offer=offer, terms=TERMS)
    with pytest.raises(HailOver):
        withdraw_offer(offer.seller, offer=offer)
    # Its seller sees what was agreed.
    assert Hail.objects.visible_to(offer.seller).filter(pk=hail.pk).exists()


def test_the_other_offers_are_closed(offer: Offer) -> None:
    rival = subscribe(PersonFactory(), offer.hail.in_groups.get().group).person
    late = make_offer(
        rival, hail=offer.hail, store=StoreFactory(owner=rival), terms=Terms(unit_price=800, title="别家的")
    )
    begin(offer)
    late.refresh_from_db()
    assert late.state == "passed"
    assert Call.objects.visible_to(rival).count() == 0


def test_enough_everybody_has_an_order_at_that_price(buy: GroupBuy, member: Any, other: Any) -> None:
    join(member, buy=buy, quantity=2, **TO)
    join(member, buy=buy, quantity=3, **TO)
    join(other, buy=buy, quantity=1, **TO)
    let_close(buy)

    assert (buy.state, buy.pieces) == ("reached", 6)
    assert buy.done_at is not None
    orders = {order.buyer_id: order for order in Order.objects.all()}
    assert {pk: order.total for pk, order in orders.items()} == {
        buy.organiser_id: 1700,
        member.pk: 2400,
        other.pk: 1000,
    }
    assert StockItem.objects.get(variant=buy.variant).reserved == 6
    assert orders[member.pk].purchase.expires_at > timezone.now() + timedelta(days=1)
    rows = Participation.objects.all()
    assert {row.state for row in rows} == {"ordered"}
    # The address stands in the order alone.
    assert {row.street for row in rows} == {""}


def test_not_enough_nothing_happens(buy: GroupBuy, member: Any, eager_tasks: Any, commits: Any) -> None:
    join(member, buy=buy, quantity=2, **TO)
    with commits():
        let_close(buy)
    assert buy.state == "failed"
    assert not Order.objects.exists()
    assert {row.street for row in Participation.objects.all()} == {""}
    for person in (member, buy.organiser):
        assert "没有凑够桂花酥，不用付钱。" in told(person)
    assert Offer.objects.get().state == "ended"
    assert not Hail.objects.visible_to(buy.seller).exists()


def test_first_come_first_served(buy: GroupBuy, member: Any, other: Any, eager_tasks: Any, commits: Any) -> None:
    join(member, buy=buy, quantity=4, **TO)
    join(other, buy=buy, quantity=5, **TO)
    StockItem.objects.update(available=7)
    with commits():
        let_close(buy)
    states = dict(Participation.objects.values_list("person", "state"))
    assert states == {buy.organiser_id: "ordered", member.pk: "ordered", other.pk: "sold_out"}
    assert StockItem.objects.get(variant=buy.variant).available == 1
    assert "凑够了，但轮到你时桂花酥已经没有了。" in told(other)
    assert "凑够了：你的桂花酥订单等你付款。" in told(member)


def test_who_leaves_and_comes_back_is_last(buy: GroupBuy, member: Any, other: Any) -> None:
    join(member, buy=buy, quantity=3, **TO)
    join(other, buy=buy, quantity=3, **TO)
    leave(member, buy=buy)
    leave(member, buy=buy)
    assert Participation.objects.get(person=member).street == ""
    join(member, buy=buy, quantity=4, **TO)
    assert [row.person for row in buy.participations.in_line()] == [buy.organiser, other, member]


def test_done_again_everybody_has_one_order(buy: GroupBuy, member: Any) -> None:
    join(member, buy=buy, quantity=3, **TO)
    let_close(buy)
    GroupBuy.objects.update(done_at=None)
    settle_buy(buy)
    for row in Participation.objects.all():
        settle_one(row.pk)
    assert Order.objects.count() == 2


def test_closed_early(buy: GroupBuy, member: Any, eager_tasks: Any, commits: Any) -> None:
    with pytest.raises(NotEnough):
        close_early(buy.organiser, buy=buy)
    join(member, buy=buy, quantity=3, **TO)
    with pytest.raises(NotAllowed):
        close_early(member, buy=buy)
    with commits():
        close_early(buy.organiser, buy=buy)
    assert Order.objects.count() == 2
    with pytest.raises(BuyOver):
        leave(member, buy=buy)
    with pytest.raises(BuyOver):
        call_off(buy.organiser, buy=buy)
    assert "桂花酥凑够了，订单就来。" in told(buy.seller)


@pytest.mark.parametrize("who", ["organiser", "seller"])
def test_called_off(buy: GroupBuy, member: Any, who: str, eager_tasks: Any, commits: Any) -> None:
    join(member, buy=buy, quantity=3, **TO)
    with commits():
        call_off(getattr(buy, who), buy=buy)
        call_off(getattr(buy, who), buy=buy)
    let_close(buy)
    assert buy.state == "cancelled"
    assert not Order.objects.exists()
    assert "桂花酥的拼团取消了，不用付钱。" in told(member)


@pytest.mark.parametrize("how", ["outside", "left", "seller", "over", "blocked", "guest-like"])
def test_who_cannot_join(buy: GroupBuy, member: Any, group: Any, how: str) -> None:
    person = {"outside": PersonFactory(), "seller": buy.seller}.get(how, member)
    if how == "left":
        leave_group(member, group=group)
    if how == "over":
        GroupBuy.objects.update(closes_at=timezone.now())
    if how == "blocked":
        Block.objects.create(person=buy.seller, blocked=member)
    if how == "guest-like":
        member.is_active = False
        member.save()
        person = member
    with pytest.raises((NotAllowed, BuyOver)):
        join(person, buy=buy, quantity=1, **TO)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"version": 2}, OfferChanged),
        ({"days": 2}, Invalid),
        ({"least": 4}, Invalid),
        ({"quantity": 0}, Invalid),
        ({"phone": "x"}, Invalid),
    ],
)
def test_what_keeps_it_from_beginning(offer: Offer, said: dict, error: Any) -> None:
    with pytest.raises(error):
        begin(offer, **said)
    assert Hail.objects.get().is_open
    assert not GroupBuy.objects.exists()
    with pytest.raises(NotAllowed):
        begin_group_buy(offer.seller, offer=offer, version=1, quantity=1, **TO)


def test_without_a_price_or_anybody_else_there_is_none(offer: Offer) -> None:
    offer.hail.seconds.all().delete()
    with pytest.raises(NobodyElse):
        begin(offer)
    second(subscribe(PersonFactory(), offer.hail.in_groups.get().group).person, hail=offer.hail)
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=900))
    with pytest.raises(NotTogether):
        begin(offer, version=2)


@pytest.mark.parametrize(
    ("least", "price", "field"),
    [(1, 700, "together_from"), (None, 700, "together_from"), (5, None, "together_price"), (5, 901, "together_price")],
)
def test_a_price_for_many_is_no_dearer(offer: Offer, least: Any, price: Any, field: str) -> None:
    terms = Terms(quantity=2, unit_price=900, together_from=least, together_price=price)
    with pytest.raises(Invalid) as refused:
        change_offer(offer.seller, offer=offer, terms=terms)
    assert refused.value.field == field


def test_who_wanted_it_too_is_told_and_nobody_is_named(
    sign_in: Any, offer: Offer, member: Any, other: Any, eager_tasks: Any, commits: Any
) -> None:
    with commits():
        buy = begin(offer)
    assert told(member) == ["桂花酥现在可以一起买：满 5 份，每份 ¥7。"]
    assert not told(other)
    join(member, buy=buy, quantity=2, **TO)
    for person in (member, other, buy.seller):
        page = sign_in(person).get(buy.get_absolute_url()).content.decode()
        assert "桂花酥" in page
        assert "沈老师" not in page
        assert person is member or "罗一" not in page
        assert person is member or "北山路" not in page
    assert sign_in(PersonFactory()).get(buy.get_absolute_url()).status_code == 404


def test_only_who_hailed_reads_the_words_of_the_hail(sign_in: Any, offer: Offer, member: Any, other: Any) -> None:
    Hail.objects.update(text="要给外婆的桂花酥")
    buy = begin(offer)
    join(member, buy=buy, quantity=1, **TO)
    readers = (buy.organiser, buy.seller, member, other)
    assert [_reads(sign_in, reader, buy, "外婆") for reader in readers] == [True, False, False, False]
    call_off(buy.organiser, buy=buy)
    assert [_reads(sign_in, reader, buy, "外婆") for reader in readers[:3]] == [True, False, False]


def _reads(sign_in: Any, person: Any, buy: GroupBuy, words: str) -> bool:
    page = sign_in(person).get(buy.get_absolute_url()).content.decode()
    said = client_of(person).get(f"/api/v1/group-buys/{buy.reference}/").content.decode()
    assert buy.title in page
    assert buy.title in said
    assert words not in said
    return words in page


@pytest.mark.parametrize("is_saved", [True, False])
def test_changing_how_many_leaves_where_to(sign_in: Any, buy: GroupBuy, member: Any, is_saved: bool) -> None:
    client = sign_in(member)
    to = {"recipient": "林晓雨", "phone": "+8613800000000", "street": "北山路 8 号"}
    if is_saved:
        member.addresses.create(**to)
    join(member, buy=buy, quantity=1, **to)
    member.addresses.create(recipient="何二", phone="+8613800000001", street="南山路 1 号")
    form = client.get(buy.get_absolute_url()).context["form"]

    typed = {name: form[name].value() for name in ("address", "recipient", "phone", "street")}
    client.post(reverse("group_buy_join", args=[buy.reference]), typed | {"quantity": "3"})

    part = Participation.objects.get(person=member)
    assert (part.quantity, part.street) == (3, "北山路 8 号")


def test_who_left_is_offered_their_addresses_again(sign_in: Any, buy: GroupBuy, member: Any) -> None:
    known = member.addresses.create(**TO)
    join(member, buy=buy, quantity=1, **TO)
    leave(member, buy=buy)
    assert sign_in(member).get(buy.get_absolute_url()).context["form"]["address"].value() == known.reference


def test_out_twice_is_out(sign_in: Any, buy: GroupBuy, member: Any) -> None:
    join(member, buy=buy, quantity=1, **TO)
    client, at = sign_in(member), reverse("group_buy_leave", args=[buy.reference])
    assert [client.post(at)["Location"] for _twice in range(2)] == [buy.get_absolute_url()] * 2


def test_once_nothing_comes_of_it_one_can_hail_again(sign_in: Any, buy: GroupBuy) -> None:
    client, again = sign_in(buy.organiser), f"{reverse('hail_new')}?again={buy.hail.reference}"
    page = client.get(buy.hail.get_absolute_url()).content.decode()
    assert (buy.get_absolute_url() in page, again in page) == (True, False)
    call_off(buy.organiser, buy=buy)
    page = client.get(buy.hail.get_absolute_url()).content.decode()
    assert (buy.get_absolute_url() in page, again in page) == (False, True)


def test_many_cost_as_many_queries_as_few(buy: GroupBuy, member: Any, other: Any) -> None:
    join(member, buy=buy, quantity=1, **TO)
    with queries_asked() as queries:
        assert len(buys_page(other)[0]) == 1
    assert len(queries) == 2
    asked = []
    for person in (None, other):
        if person is not None:
            join(person, buy=buy, quantity=1, **TO)
        with transaction.atomic():
            with queries_asked() as queries:
                call_off(buy.organiser, buy=buy)
            asked.append(len(queries))
            transaction.set_rollback(True)
    assert asked[0] == asked[1]


def test_without_a_price_for_several_there_is_nothing_to_begin(sign_in: Any, offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(together_from=None, together_price=None)

    assert sign_in(offer.hail.person).get(reverse("group_buy_begin", args=[offer.reference])).status_code == 404


def test_by_the_pages(sign_in: Any, offer: Offer, member: Any, group: Any) -> None:
    client, at = sign_in(offer.hail.person), reverse("group_buy_begin", args=[offer.reference])
    assert client.get(at).context["form"].initial["least"] == 5
    sent = {"quantity": "2", "least": "5", "days": "3", "version": "1", **TO}
    assert client.post(at, sent | {"least": "3"}).status_code == 400
    assert client.post(at, sent).status_code == 303
    buy = GroupBuy.objects.get()
    assert client.get(at)["Location"] == buy.get_absolute_url()
    client = sign_in(member)
    assert "桂花酥" in client.get(reverse("group_needs", args=["lake"])).content.decode()
    joining = reverse("group_buy_join", args=[buy.reference])
    assert client.post(joining, {"quantity": "3", "recipient": "", "phone": "", "street": ""}).status_code == 400
    assert client.post(joining, {"quantity": "3", **TO}).status_code == 303
    assert client.post(reverse("group_buy_leave", args=[buy.reference])).status_code == 303
    client.post(joining, {"quantity": "3", **TO})
    assert client.post(reverse("group_buy_close", args=[buy.reference])).status_code == 403
    client = sign_in(offer.hail.person)
    assert reverse("group_buy_close", args=[buy.reference]) in client.get(buy.get_absolute_url()).content.decode()
    assert client.post(reverse("group_buy_close", args=[buy.reference])).status_code == 303
    buy.refresh_from_db()
    assert buy.state == "reached"
    assert client.get(buy.get_absolute_url()).status_code == 200


def test_by_the_api(offer: Offer, member: Any) -> None:
    api = client_of(offer.hail.person)
    sent = {"offer": offer.reference, "version": 1, "quantity": 2, **TO}
    made = api.post("/api/v1/group-buys/", sent, format="json")
    assert made.status_code == 201
    at = f"/api/v1/group-buys/{made.json()['reference']}/"
    theirs = client_of(member)
    assert theirs.put(f"{at}part/", {"quantity": 3, **TO}, format="json").json()["pieces"] == 5
    assert theirs.get(at).json()["mine"]["street"] == "北山路 8 号"
    assert theirs.delete(f"{at}part/").status_code == 204
    assert theirs.post(f"{at}close/").status_code == 403
    assert api.post(f"{at}close/").status_code == 409
    assert len(theirs.get("/api/v1/group-buys/").json()["results"]) == 1
    assert api.post(f"{at}call-off/").json()["state"] == "cancelled"
    assert client_of(PersonFactory()).get(at).status_code == 404
    assert api.post("/api/v1/group-buys/", sent | {"offer": "x"}, format="json").status_code == 400
