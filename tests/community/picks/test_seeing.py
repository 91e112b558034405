"""A pick is seen by everyone, as far as its person, its list and what was picked are."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.moderation.models import ModerationAction
from community.moderation.undoing import take_back
from community.people.models import Block
from community.picks.hiding import HiddenAlready, NotHidden, hide_picks, restore_picks
from community.picks.models import Pick, PickList
from community.picks.showing import picked_by, picked_by_members, picked_on
from community.shelves.models import ShelfItem
from config.kit.errors import NotAllowed
from shop.catalog.models import Product
from tests.counting import queries_asked
from tests.factories import (
    GroupFactory,
    PersonFactory,
    PickFactory,
    PickListFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
)

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def seen(person) -> bool:
    return Pick.objects.visible_to(person).exists()


@pytest.fixture
def one():
    return PickFactory()


def test_everyone_sees_it(one):
    assert seen(GUEST)
    assert seen(PersonFactory())


@pytest.mark.parametrize("gone", ["product", "store", "seller", "picker", "list", "pick"])
def test_what_is_gone_takes_the_pick_along(one, gone):
    now = timezone.now()
    if gone == "product":
        Product.objects.update(state=Product.State.HIDDEN)
    elif gone == "store":
        one.seller.state = "closed"
        one.seller.save()
    elif gone in ("seller", "picker"):
        who = one.seller.owner if gone == "seller" else one.list.person
        who.is_active = False
        who.save()
    elif gone == "list":
        PickList.objects.update(hidden_at=now)
    else:
        Pick.objects.update(hidden_at=now)
    for person in (GUEST, PersonFactory(), PersonFactory(is_staff=True)):
        is_staff = person.is_authenticated and person.is_staff
        assert seen(person) == (gone == "seller" and is_staff)


@pytest.mark.parametrize("other", ["picker", "seller"])
@pytest.mark.parametrize("way", ["blocks", "is blocked"])
def test_a_block_hides_it_both_ways(one, other, way):
    reader, who = PersonFactory(), one.list.person if other == "picker" else one.seller.owner
    Block.objects.create(
        **({"person": reader, "blocked": who} if way == "blocks" else {"person": who, "blocked": reader})
    )
    assert not seen(reader)
    assert not picked_by([one.product], reader, "product")


def test_its_picker_alone_sees_what_is_no_longer_on_the_shelf(one):
    Product.objects.update(state=Product.State.DRAFT)
    assert picked_on(one.list, GUEST) == []
    assert [thing.is_off for thing in picked_on(one.list, one.list.person)] == [True]


def test_people_one_knows_stand_first():
    product, reader = ProductFactory(), PersonFactory()
    follows, neighbour = PersonFactory(name="跟"), PersonFactory(name="邻")
    group = GroupFactory()
    subscribe(reader, group)
    subscribe(neighbour, group)
    subscribe(reader, follows)
    for who in (neighbour, follows, PersonFactory(), PersonFactory()):
        PickFactory(list__person=who, product=product)

    found = picked_by([product], reader, "product")[product.pk]
    assert [pick.list.person for pick in found.picks] == [follows, neighbour]
    assert (found.count, found.others) == (4, 2)
    assert [pick.list.person for pick in picked_by([product], GUEST, "product")[product.pk].picks] != [
        follows,
        neighbour,
    ]


def test_who_picked_it_on_two_lists_is_named_once():
    first = PickFactory()
    second = PickFactory(list__person=first.list.person, product=first.product)
    found = picked_by([first.product], GUEST, "product")[first.product_id]
    assert (found.picks, found.count) == ([second], 1)


def test_on_a_groups_shelf_stands_what_its_members_picked():
    group, product, store = GroupFactory(), ProductFactory(), StoreFactory()
    member = subscribe(PersonFactory(), group).person
    goods, shop = (
        ShelfItem.objects.create(group=group, product=product),
        ShelfItem.objects.create(group=group, store=store),
    )
    mine = PickFactory(list__person=member, product=product)
    PickFactory(product=product)
    of_store = PickFactory(list__person=member, product=None, store=store)

    with queries_asked() as queries:
        found = picked_by_members([goods, shop], member)
    assert {pk: by.picks for pk, by in found.items()} == {goods.pk: [mine], shop.pk: [of_store]}
    assert len(queries) == 1


def test_a_list_costs_the_same_however_long_it_is():
    picks = PickListFactory()
    costs = []
    for _round in range(2):
        PickFactory.create_batch(3, list=picks)
        PickFactory(list=picks, product=None, store=StoreFactory())
        with queries_asked() as queries:
            [(thing.picture, thing.pays, str(thing.subject)) for thing in picked_on(picks, GUEST)]
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 6


@pytest.mark.parametrize("what", ["list", "pick"])
def test_the_staff_hides_with_a_reason_and_takes_it_back(one, what):
    staff, target = PersonFactory(is_staff=True), one.list if what == "list" else one
    with pytest.raises(NotAllowed):
        hide_picks(PersonFactory(), target=target, reason="广告")
    hide_picks(staff, target=target, reason="广告")
    with pytest.raises(HiddenAlready):
        hide_picks(staff, target=target, reason="广告")
    assert not seen(GUEST)
    assert picked_on(one.list, one.list.person)[0].is_off == (what == "pick")
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.reason) == ("hide_picks", one.list.person, "广告")

    take_back(PersonFactory(is_staff=True), action=action, reason="看错了")
    assert seen(GUEST)
    with pytest.raises(NotHidden):
        restore_picks(staff, target=target, reason="看错了")
