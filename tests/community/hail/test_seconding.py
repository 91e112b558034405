""" "Me too" in a group: counted for the hailer, and nobody is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from community.calling.models import Call
from community.groups.joining import leave_group
from community.hail import asking
from community.hail.ending import wave_off
from community.hail.errors import HailOver
from community.hail.hailing import post_hail
from community.hail.models import Hail, Second
from community.hail.seconding import second, unsecond
from community.notifications.models import Notification
from community.notifications.reading import bell_page
from community.people.models import Block
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Any:
    return GroupFactory(name="西湖边喝茶", slug="lake", access="ask")


@pytest.fixture
def hailer(group: Any) -> Any:
    return subscribe(PersonFactory(name="沈老师", username="shen"), group).person


@pytest.fixture
def member(group: Any) -> Any:
    return subscribe(PersonFactory(), group).person


@pytest.fixture
def hail(hailer: Any, group: Any) -> Hail:
    return post_hail(
        hailer, text="下周要 12 份伴手礼", budget=96000, audience="groups", groups=[group], tags=["伴手礼"]
    )


def test_it_works(hail: Hail, member: Any) -> None:
    assert second(member, hail=hail, quantity=3).quantity == 3
    assert second(member, hail=hail, quantity=4).quantity == 4
    assert Second.objects.count() == 1
    unsecond(member, hail=hail)
    unsecond(member, hail=hail)
    assert not Second.objects.exists()


@pytest.mark.parametrize("quantity", [0, 1000])
def test_so_many_pieces_nobody_wants(hail: Hail, member: Any, quantity: int) -> None:
    with pytest.raises(Invalid):
        second(member, hail=hail, quantity=quantity)


def test_who_hailed_and_who_is_outside_do_not(hail: Hail, hailer: Any) -> None:
    for person in (hailer, PersonFactory()):
        with pytest.raises(NotAllowed):
            second(person, hail=hail)


def test_what_is_over_is_not_wanted_any_more(hail: Hail, hailer: Any, member: Any) -> None:
    wave_off(hailer, hail=hail)
    with pytest.raises((NotAllowed, HailOver)):
        second(member, hail=hail)


def test_the_hailer_is_told_how_many_and_not_who(
    hail: Hail, hailer: Any, member: Any, group: Any, eager_tasks: Any, commits: Any
) -> None:
    other = subscribe(PersonFactory(name="罗一"), group).person
    with commits():
        second(member, hail=hail)
        second(other, hail=hail)
    (line,) = bell_page(hailer).lines
    assert line.words.text == "有 2 位成员也要。"
    assert line.face is None
    with commits():
        unsecond(other, hail=hail)
    (line,) = bell_page(hailer).lines
    assert line.words.text == "有 1 位成员也要。"
    with commits():
        unsecond(member, hail=hail)
    assert not bell_page(hailer).lines
    assert not Notification.objects.filter(person=member).exists()


def test_the_group_reads_it_and_not_whose_it_is(sign_in: Any, hail: Hail, hailer: Any, member: Any, group: Any) -> None:
    client = sign_in(member)
    for at in (reverse("group_needs", args=["lake"]), hail.get_absolute_url(), group.get_absolute_url()):
        page = client.get(at).content.decode()
        assert "下周要 12 份伴手礼" in page
        assert "960" in page
        # Members' pages may name them, the need does not.
        assert "沈老师" not in page
        assert "shen" not in page


def test_one_tap_and_back(sign_in: Any, hail: Hail, member: Any) -> None:
    client, at = sign_in(member), reverse("hail_second", args=[hail.reference])
    client.post(at)
    assert "我也要 · 1" in client.get(reverse("group_needs", args=["lake"])).content.decode()
    client.post(at, {"quantity": "5"})
    assert Second.objects.get().quantity == 5
    assert client.post(at, {"quantity": "x"}, headers={"Accept": "application/json"}).status_code == 400
    client.post(reverse("hail_unsecond", args=[hail.reference]))
    assert not Second.objects.exists()


@pytest.mark.parametrize("how", ["outside", "left", "blocked", "hailer left", "waved off", "over", "guest"])
def test_nobody_else_reads_it(client: Any, sign_in: Any, hail: Hail, hailer: Any, member: Any, group: Any, how: str):
    if how == "left":
        leave_group(member, group=group)
    if how == "hailer left":
        leave_group(hailer, group=group)
    if how == "blocked":
        Block.objects.create(person=hailer, blocked=member)
    if how == "waved off":
        wave_off(hailer, hail=hail)
    if how == "over":
        Hail.objects.update(created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now())
    if how != "guest":
        sign_in(PersonFactory() if how == "outside" else member)
    assert client.get(hail.get_absolute_url()).status_code == 404
    assert client.post(reverse("hail_second", args=[hail.reference])).status_code == 404
    page = client.get(reverse("group_needs", args=["lake"]))
    assert page.status_code in (302, 403) or "伴手礼" not in page.content.decode()


def test_who_has_a_store_may_answer_from_there(sign_in: Any, hail: Hail, member: Any) -> None:
    client, at = sign_in(member), reverse("group_needs", args=["lake"])
    assert f"{hail.get_absolute_url()}answer/" not in client.get(at).content.decode()
    StoreFactory(owner=member)
    assert f"{hail.get_absolute_url()}answer/" in client.get(at).content.decode()
    assert f"{hail.get_absolute_url()}answer/" in client.get(hail.get_absolute_url()).content.decode()


def test_who_was_called_and_is_in_no_group_of_it_goes_where_one_answers(sign_in: Any, hailer: Any) -> None:
    hail = post_hail(hailer, text="要桂花酥")
    call = Call.objects.create(hail=hail, store=StoreFactory(), wave=1)

    answer = sign_in(call.store.owner).get(hail.get_absolute_url())

    assert answer["Location"] == call.get_absolute_url()


def test_the_list_goes_on_and_costs_the_same(
    sign_in: Any, hailer: Any, member: Any, group: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        second(member, hail=post_hail(hailer, text=f"要 {number} 份", audience="groups", tags=["茶", "伴手礼"]))
    with django_assert_max_num_queries(4):
        needs, cursor = asking.needs_page(member, group, size=3)
    assert [need.hail.text for need in needs] == ["要 4 份", "要 3 份", "要 2 份"]
    with django_assert_max_num_queries(4):
        needs, cursor = asking.needs_page(member, group, cursor, size=3)
    assert [need.quantity for need in needs] == [1, 1]
    assert cursor == ""
