"""What members vouch for stands on the shelf; it goes with the last word, with the goods, or with a reason."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.channels.models import Subscription
from community.groups.joining import leave_group
from community.groups.membering import remove_member
from community.groups.models import Group
from community.moderation.models import ModerationAction
from community.people.models import Block
from community.shelves.models import ShelfItem, ShelfVoucher
from community.shelves.showing import shelf_of, shelf_page, taken_down
from community.shelves.taking_down import NotTakenDown, NotThere, put_back, take_down
from community.shelves.vouching import OwnGoods, TakenDown, take_back, vouch
from config.kit.errors import Invalid, NotAllowed
from shop.catalog.models import Product
from shop.stores.models import Store
from tests.community.trust.dealing import bought
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def product():
    return ProductFactory()


@pytest.fixture
def item(group, member, product):
    return vouch(member, group=group, subject=product, sentence="喝了三年").item


def test_one_word_each_for_goods_and_stores(group, member, item, product):
    vouch(member, group=group, subject=product, sentence=" 喝了四年\n了 ")
    vouch(group.owner, group=group, subject=product, sentence="水温低一点更好")
    vouch(group.owner, group=group, subject=product.store, sentence="退过一次，很爽快")

    store, goods = shelf_of(member, group)
    assert (store.subject, store.count, store.mine) == (product.store, 1, None)
    assert (goods.subject, goods.count, goods.mine.sentence) == (product, 2, "喝了四年 了")
    assert [said.person for said in goods.words] == [member, group.owner]
    assert ShelfItem.objects.count() == 2


@pytest.mark.parametrize("sentence", ["", " \n", "长" * 141])
def test_a_sentence_is_needed(group, member, product, sentence):
    with pytest.raises(Invalid) as refusal:
        vouch(member, group=group, subject=product, sentence=sentence)
    assert refusal.value.field == "sentence"


def test_members_only_and_not_for_ones_own(group, product):
    for who in (AnonymousUser(), PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            vouch(who, group=group, subject=product, sentence="好")
    seller = subscribe(product.store.owner, group).person
    for subject in (product, product.store):
        with pytest.raises(OwnGoods):
            vouch(seller, group=group, subject=subject, sentence="好")


def test_not_for_what_one_may_not_see(group, member):
    draft, closed = ProductFactory(), StoreFactory(state="closed")
    Product.objects.update(state="draft")
    draft.refresh_from_db()
    for subject in (draft, closed):
        with pytest.raises(NotAllowed):
            vouch(member, group=group, subject=subject, sentence="好")


@pytest.mark.parametrize("how", ["takes it back", "leaves", "is put out", "is suspended", "product", "store", "closes"])
def test_it_is_gone_at_once(group, member, item, product, how):
    row = Subscription.objects.get(person=member, channel__group=group)
    if how == "takes it back":
        take_back(member, item=item)
    elif how == "leaves":
        leave_group(member, group=group)
    elif how == "is put out":
        remove_member(group.owner, subscription=row, reason="广告", ban=True)
    elif how == "is suspended":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    elif how == "product":
        Product.objects.update(state="hidden")
    elif how == "store":
        type(product.store).objects.update(state="closed")
    else:
        Group.objects.update(closed_at=item.created_at)

    assert shelf_of(group.owner, group) == []
    if how in ("leaves", "is put out"):
        assert not ShelfVoucher.objects.exists()


@pytest.mark.parametrize("access", ["ask", "invite", "hidden"])
def test_only_readers_of_the_group_see_it(group, member, item, access):
    assert shelf_of(AnonymousUser(), group)
    Group.objects.update(access=access)
    banned = subscribe(PersonFactory(), group, state="banned").person

    for who in (AnonymousUser(), PersonFactory(), banned):
        assert shelf_of(who, group) == []
    assert shelf_of(member, group)


def test_words_of_the_blocked_are_not_there(group, member, item):
    reader = subscribe(PersonFactory(), group).person
    Block.objects.create(person=reader, blocked=member)

    assert shelf_of(reader, group) == []


def test_taken_down_with_a_reason_that_is_told(group, member, item, product):
    with pytest.raises(NotAllowed):
        take_down(member, item=item, reason="?")
    with pytest.raises(Invalid):
        take_down(group.owner, item=item, reason=" ")

    take_down(group.owner, item=item, reason="已经停产")

    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.group) == ("take_off_shelf", member, group)
    assert shelf_of(member, group) == []
    assert taken_down(member, group) == [item]
    assert taken_down(subscribe(PersonFactory(), group).person, group) == []
    with pytest.raises(TakenDown):
        vouch(group.owner, group=group, subject=product, sentence="还有")
    with pytest.raises(NotThere):
        take_down(group.owner, item=item, reason="再来")

    put_back(group.owner, item=item, reason="又做了")
    assert shelf_of(member, group)
    with pytest.raises(NotTakenDown):
        put_back(group.owner, item=item, reason="又做了")


def test_pages_and_their_cost(group, member):
    for number in range(22):
        subject = ProductFactory() if number % 2 else StoreFactory()
        for who in (member, group.owner):
            vouch(who, group=group, subject=subject, sentence="好")
    with queries_asked() as many:
        first, cursor = shelf_page(member, group, None)
    rest, end = shelf_page(member, group, cursor)

    assert (len(first), len(rest), end) == (20, 2, "")
    assert len({thing.item.pk for thing in first + rest}) == 22
    assert len(many) <= 13


def test_the_front_of_a_shelf_costs_the_same_however_much_stands_there(group, member):
    costs = []
    for _round in range(2):
        for _number in range(4):
            vouch(member, group=group, subject=ProductFactory(), sentence="好")
        with queries_asked() as asked:
            assert len(shelf_of(member, group)) == 3
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 7


@pytest.fixture
def shelf(group, member):
    """Six things of old stores on the shelf, the earliest first."""
    goods = [ProductFactory() if number % 2 else StoreFactory() for number in range(6)]
    Store.objects.update(created_at=timezone.now() - timedelta(days=400))
    return [vouch(member, group=group, subject=subject, sentence="好").item for subject in goods]


def test_what_is_by_a_trusted_seller_comes_first(group, member, shelf):
    bought(member, shelf[0].store)

    things, _end = shelf_page(member, group, None)
    assert [thing.item for thing in things] == [shelf[0], *shelf[:0:-1]]
    assert things[0].chip.kind == "jade"
    assert shelf_of(member, group)[0].item == shelf[0]
    # Who knows nothing of that sees the latest first.
    assert [thing.item for thing in shelf_page(group.owner, group, None)[0]] == shelf[::-1]
    assert [thing.item for thing in shelf_page(AnonymousUser(), group, None)[0]] == shelf[::-1]


def test_a_newcomer_has_a_place(group, member, shelf):
    circle = GroupFactory(access=Group.Access.ASK)
    fellows = [PersonFactory(), PersonFactory(), PersonFactory(), member]
    for person in fellows:
        subscribe(person, circle, admitted=True, began_at=timezone.now() - timedelta(days=90))
    new = vouch(group.owner, group=group, subject=StoreFactory(owner=fellows[0]), sentence="新开的").item

    things, _end = shelf_page(member, group, None)
    assert [thing.is_new for thing in things] == [False] * 4 + [True] + [False] * 2
    assert things[4].item == new


def test_pages_neither_repeat_nor_lose_any(group, member, shelf):
    bought(member, shelf[2].store)
    found, cursor = [], None
    while cursor != "":
        things, cursor = shelf_page(member, group, cursor, 4)
        found += [thing.item for thing in things]
    assert found[0] == shelf[2]
    assert sorted(item.pk for item in found) == [item.pk for item in shelf]
