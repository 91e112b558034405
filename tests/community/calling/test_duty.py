"""When a store wants to be called, and its owner's page of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from community.calling.duties import off_until
from community.calling.duty import come_back, duty_of, go_off, is_on_duty, set_duty, wants
from community.calling.models import Duty
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")
# A Saturday in Hangzhou.
NOON = datetime(2026, 11, 28, 12, tzinfo=HERE)


def on(**fields):
    return Duty(**fields)


def test_without_a_word_a_store_is_always_on_duty():
    assert is_on_duty(on(), NOON, HERE)
    assert wants(on(), {"桂花"}, 90_000)


def test_it_keeps_its_hours_by_its_owners_clock():
    duty = on(opens=time(9), closes=time(18))
    assert is_on_duty(duty, NOON, HERE)
    assert not is_on_duty(duty, NOON.replace(hour=18), HERE)
    assert not is_on_duty(duty, datetime(2026, 11, 28, 12, tzinfo=UTC), HERE)


def test_a_night_belongs_to_the_day_on_which_it_began():
    # Fridays only, from ten to two.
    duty = on(opens=time(22), closes=time(2), days=1 << 4)
    assert is_on_duty(duty, NOON.replace(hour=1), HERE)
    assert not is_on_duty(duty, NOON.replace(hour=23), HERE)


def test_midnight_ends_a_day():
    assert is_on_duty(on(opens=time(9), closes=time(0)), NOON.replace(hour=23, minute=59), HERE)


def test_it_is_off_until_then():
    duty = on(off_until=NOON + timedelta(hours=1))
    assert not is_on_duty(duty, NOON, HERE)
    assert is_on_duty(duty, NOON + timedelta(hours=1), HERE)


def test_it_wants_only_what_it_named_and_not_from_too_far():
    duty = on(words="桂花酥", radius=3000)
    assert wants(duty, {"桂花"}, 2999)
    assert wants(duty, {"桂花"}, None)
    assert not wants(duty, {"龙井"}, 100)
    assert not wants(duty, {"桂花"}, 3001)


def test_going_off_and_coming_back():
    store = StoreFactory()
    go_off(store.owner, store=store)
    assert not duty_of(store).is_on
    go_off(store.owner, store=store, until=timezone.now() + timedelta(hours=1))
    assert duty_of(store).is_on
    assert duty_of(store).off_until is not None
    come_back(store.owner, store=store)
    assert is_on_duty(duty_of(store), timezone.now(), HERE)


@pytest.mark.parametrize("until", [timezone.now() - timedelta(days=1), datetime(9999, 12, 31, tzinfo=UTC)])
def test_nobody_goes_off_until_yesterday_nor_for_ever(until):
    store = StoreFactory()
    with pytest.raises(Invalid) as refused:
        go_off(store.owner, store=store, until=until)
    assert refused.value.field == "until"


def test_tomorrow_begins_at_midnight_by_the_owners_clock():
    owner = PersonFactory(time_zone="Asia/Shanghai")
    assert off_until(owner, "tomorrow", NOON) == datetime(2026, 11, 29, tzinfo=HERE)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "的了"}, "words"),
        ({"radius": 499}, "radius"),
        ({"days": []}, "days"),
        ({"days": [7]}, "days"),
        ({"opens": time(9)}, "closes"),
        ({"closes": time(9)}, "opens"),
        ({"opens": time(9), "closes": time(9)}, "closes"),
        ({"most_an_hour": 0}, "most_an_hour"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(given, field):
    store = StoreFactory()
    with pytest.raises(Invalid) as refused:
        set_duty(store.owner, store=store, is_on=True, **given)
    assert refused.value.field == field


def test_only_its_owner_sets_it():
    with pytest.raises(NotAllowed):
        set_duty(PersonFactory(), store=StoreFactory(), is_on=True)


def test_the_page_keeps_what_was_typed(sign_in):
    store = StoreFactory()
    url = reverse("duty", args=[store.slug])
    data = {"words": "桂花", "radius": "3000", "days": ["0", "5"], "opens": "09:00", "closes": "", "most_an_hour": "3"}
    answer = sign_in(store.owner).post(url, data)
    assert answer.status_code == 422
    assert 'value="桂花"' in answer.content.decode()

    assert sign_in(store.owner).post(url, data | {"closes": "18:00"}).status_code == 303
    duty = duty_of(store)
    assert (duty.words, duty.radius, duty.days, duty.opens) == ("桂花", 3000, 0b100001, time(9))


def test_saving_leaves_one_off_duty(sign_in):
    store = StoreFactory()
    go_off(store.owner, store=store)
    data = {"days": ["0"], "most_an_hour": "6"}
    sign_in(store.owner).post(reverse("duty", args=[store.slug]), data)
    assert not duty_of(store).is_on


def test_a_rest_in_a_tap(sign_in):
    store = StoreFactory()
    client = sign_in(store.owner)
    client.post(reverse("duty_off", args=[store.slug]), {"for": "hour"})
    assert duty_of(store).off_until > timezone.now() + timedelta(minutes=59)
    back = client.post(reverse("duty_on", args=[store.slug]), follow=True)
    assert duty_of(store).off_until is None
    # It would be off for good.
    assert not any("/off/" in message.extra_tags for message in back.context["messages"])
    client.post(reverse("duty_off", args=[store.slug]))
    assert not duty_of(store).is_on


def test_others_cannot(sign_in):
    store = StoreFactory()
    client = sign_in(PersonFactory())
    assert client.get(reverse("duty", args=[store.slug])).status_code == 403
    assert client.post(reverse("duty_off", args=[store.slug])).status_code == 403
