"""Asking more people: how far, how often, and while it lasts."""

from __future__ import annotations

from typing import Any

import pytest

from community.calling.models import Wave
from community.calling.waves import MOST_WAVES, EnoughCalled, call_more
from community.hail.ending import wave_off
from community.hail.errors import HailOver, NoArea, NoGroups
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.widening import widen, wider
from config.kit.errors import Invalid, NotAllowed
from config.kit.geo import Place
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db

HERE = Place(30_250_000, 120_150_000)


@pytest.fixture
def me() -> Any:
    return PersonFactory()


def test_sellers_are_not_flooded_by_widening(me):
    """Each time more are called, as they are by hand."""
    hail = post_hail(me, text="茶")
    for _ in range(MOST_WAVES - 1):
        widen(me, hail=hail, audience="everyone")
    with pytest.raises(EnoughCalled):
        widen(me, hail=hail, audience="nearby", place=HERE)
    Wave.objects.update(done_at="2026-01-01T00:00Z")
    with pytest.raises(EnoughCalled):
        call_more(me, hail=hail)
    assert Wave.objects.count() == MOST_WAVES
    assert Hail.objects.get().audience == "everyone"


def test_groups_are_asked_where_there_are_some(me):
    hail = post_hail(me, text="茶")
    with pytest.raises(NoGroups):
        widen(me, hail=hail, audience="groups")
    group = GroupFactory()
    subscribe(me, group)
    asked = post_hail(me, text="茶", audience="groups")
    assert widen(me, hail=asked, audience="groups").in_groups.get().group == group
    assert wider(asked) == ["trusted", "nearby", "everyone"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"audience": "nobody"}, "audience"),
        ({"audience": "everyone", "radius": 0}, "radius"),
        ({"audience": "everyone", "radius": -500}, "radius"),
        ({"audience": "everyone", "radius": 50_001}, "radius"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(me, given, field):
    hail = post_hail(me, text="茶")
    with pytest.raises(Invalid) as error:
        widen(me, hail=hail, **given)
    assert error.value.field == field


def test_nearby_is_near_something(me):
    hail = post_hail(me, text="茶")
    with pytest.raises(NoArea):
        widen(me, hail=hail, audience="nearby")
    near = widen(me, hail=hail, audience="nearby", place=HERE, radius=800)
    assert (near.lat_cell, near.lon_cell, near.radius) == (3025, 12015, 800)


def test_nobody_else_widens_it_and_nothing_that_is_over(me):
    hail = post_hail(me, text="茶")
    with pytest.raises(NotAllowed):
        widen(PersonFactory(), hail=hail, audience="everyone")
    wave_off(me, hail=hail)
    with pytest.raises(HailOver):
        widen(me, hail=hail, audience="everyone")
