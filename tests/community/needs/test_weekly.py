"""A hail that comes back every week: once, whoever works and however late, or told why not."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from community.attention.quotas import Quota, QuotaReached, spend
from community.groups.editing import close_group
from community.groups.joining import leave_group
from community.hail.errors import NoGroups
from community.hail.hailing import post_hail
from community.hail.models import Hail, HailDraft
from community.moderation.restricting import limit_person
from community.needs.errors import NeedEnded, TooManyNeeds
from community.needs.keeping import change_weekly, end_need, keep_weekly, resume_need
from community.needs.models import NeedTurn, StandingNeed
from community.needs.tasks import ask_this_week
from community.needs.turns import skip_turn, take_turn, unskip_turn
from community.notifications.reading import bell_page
from config.kit.claims import claim
from config.kit.errors import Invalid, NotAllowed
from tests.api.clients import client_of
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db

# 2026-11-25, a Wednesday, 20:00 in Shanghai: see `clock`.
FRIDAY = {"text": "周五要 20 份素包子", "weekday": 4, "hour": 9}


@pytest.fixture
def person() -> Any:
    return PersonFactory(time_zone="Asia/Shanghai")


def ahead(need: StandingNeed) -> NeedTurn:
    return NeedTurn.objects.get(need=need, done_at=None)


def fall_due(need: StandingNeed) -> NeedTurn:
    """Its hour has come."""
    turn = ahead(need)
    day = timezone.localdate() - timedelta(days=1)
    NeedTurn.objects.filter(pk=turn.pk).update(day=day, due_at=timezone.now() - timedelta(hours=1))
    turn.refresh_from_db()
    return turn


def test_it_is_asked_as_it_was_said(person: Any) -> None:
    group = subscribe(person, GroupFactory()).channel.group
    need = keep_weekly(
        person, **FRIDAY, budget=20000, needed_in=0, hours=6, audience="groups", groups=[group], tags=["包子"]
    )
    HailDraft.objects.create(person=person, typed={"text": "别的"})
    ask_this_week(fall_due(need).pk)

    hail = Hail.objects.get()
    assert (hail.text, hail.budget, hail.audience) == (FRIDAY["text"], 20000, "groups")
    assert [row.group for row in hail.in_groups.all()] == [group]
    assert list(hail.tags.names()) == ["包子"]
    assert hail.needed_on == timezone.localdate()
    # What one is writing meanwhile is kept.
    assert HailDraft.objects.exists()
    assert ahead(need).day > timezone.localdate()
    assert need.turns.get(outcome="posted").hail == hail


def test_once_whoever_works(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    turn = fall_due(need)
    first, second = claim(NeedTurn, turn.pk), NeedTurn.objects.get(pk=turn.pk)
    assert first is not None
    take_turn(first)
    take_turn(second)
    ask_this_week(turn.pk)
    assert Hail.objects.count() == 1
    assert need.turns.filter(done_at=None).count() == 1


@pytest.mark.parametrize("how", ["skipped", "moved", "ended and standing again"])
def test_what_happened_to_it_in_the_last_moment_holds(person: Any, how: str) -> None:
    """A worker has it in hand already."""
    need = keep_weekly(person, **FRIDAY)
    turn = fall_due(need)
    if how == "skipped":
        skip_turn(person, need=need)
    elif how == "moved":
        change_weekly(person, need=need, **FRIDAY | {"weekday": 0})
    else:
        end_need(person, need=need)
        resume_need(person, need=need)

    assert take_turn(turn) is None
    assert not Hail.objects.exists()
    assert ahead(need).due_at > timezone.now()


def test_it_is_not_asked_before_its_hour_on_the_clock_that_one_has_now(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    turn = fall_due(need)
    NeedTurn.objects.filter(pk=turn.pk).update(day=timezone.localdate() + timedelta(days=2))
    ask_this_week(turn.pk)
    turn.refresh_from_db()
    assert not Hail.objects.exists()
    assert turn.due_at > timezone.now()
    assert turn.outcome == "ahead"


def test_what_is_refused_is_skipped_and_told(person: Any, eager_tasks: Any, commits: Any) -> None:
    group = subscribe(person, GroupFactory()).channel.group
    subscribe(person, GroupFactory())
    need = keep_weekly(person, **FRIDAY, audience="groups", groups=[group])
    leave_group(person, group=group)
    with commits():
        ask_this_week(fall_due(need).pk)

    assert not Hail.objects.exists()
    reason = need.turns.get(outcome="refused").reason
    assert reason
    assert ahead(need).day > timezone.localdate()
    (line,) = bell_page(person).lines
    assert reason in line.words.text
    assert line.need == need


def asked_in(need: StandingNeed) -> set[Any]:
    """The groups of this week's hail."""
    hail = take_turn(fall_due(need))
    return {row.group for row in hail.in_groups.all()} if hail else set()


def test_without_named_groups_it_is_asked_in_all_of_that_week(person: Any) -> None:
    left, kept = (subscribe(person, GroupFactory()).channel.group for _ in range(2))
    need = keep_weekly(person, **FRIDAY, audience="groups")
    assert not need.in_groups.exists()
    leave_group(person, group=left)
    joined = subscribe(person, GroupFactory()).channel.group
    assert asked_in(need) == {kept, joined}
    change_weekly(person, need=need, **FRIDAY, audience="groups")
    assert not need.in_groups.exists()


@pytest.mark.parametrize("how", ["left", "closed", "kept from posting"])
def test_of_named_groups_it_is_asked_in_those_that_are_left(person: Any, how: str) -> None:
    gone, kept, _other = (subscribe(person, GroupFactory()).channel.group for _ in range(3))
    need = keep_weekly(person, **FRIDAY, audience="groups", groups=[gone, kept])
    if how == "left":
        leave_group(person, group=gone)
    elif how == "closed":
        close_group(gone.owner, group=gone)
    else:
        limit_person(gone.owner, target=person, what=["post"], group=gone, reason="广告")
    assert asked_in(need) == {kept}


def test_what_is_asked_in_all_groups_is_shown_so(sign_in: Any, person: Any) -> None:
    subscribe(person, GroupFactory())
    need = keep_weekly(person, **FRIDAY, audience="groups")
    client = sign_in(person)
    assert "我的所有群" in client.get(reverse("need", args=[need.reference])).content.decode()
    assert client.get(reverse("need_change", args=[need.reference])).context["form"].initial["groups"] == []
    assert client_of(person).get(f"/api/v1/needs/{need.reference}/").json()["groups"] == []


def test_a_quota_that_is_used_up_is_told(person: Any, eager_tasks: Any, commits: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    with suppress(QuotaReached):
        while True:
            spend(person, Quota.HAILS)
    with commits():
        ask_this_week(fall_due(need).pk)
    assert need.turns.get(outcome="refused").reason
    assert Hail.objects.count() == 0


def test_skipped_and_after_all(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    first = ahead(need)
    skip_turn(person, need=need)
    assert ahead(need).day == first.day + timedelta(days=7)
    assert unskip_turn(person, need=need).day == first.day
    assert need.turns.count() == 1
    with pytest.raises(NotAllowed):
        skip_turn(PersonFactory(), need=need)


def test_what_was_skipped_before_the_day_changed_stays_skipped(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    skip_turn(person, need=need)
    change_weekly(person, need=need, **FRIDAY | {"weekday": 0})
    assert unskip_turn(person, need=need).day.weekday() == 0
    assert need.turns.filter(outcome="skipped").count() == 1


def test_after_all_at_the_hour_of_now(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    first = skip_turn(person, need=need)
    change_weekly(person, need=need, **FRIDAY | {"hour": 11})
    turn = unskip_turn(person, need=need)
    assert (turn.day, turn.due_at - first.due_at) == (first.day, timedelta(hours=2))


def test_ended_and_standing_again(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    turn = fall_due(need)
    end_need(person, need=need)
    end_need(person, need=need)
    ask_this_week(turn.pk)
    assert not Hail.objects.exists()
    for refused in (skip_turn, lambda *a, **k: change_weekly(*a, **k, **FRIDAY)):
        with pytest.raises(NeedEnded):
            refused(person, need=need)
    resume_need(person, need=need)
    resume_need(person, need=need)
    assert ahead(need).day > timezone.localdate()


def test_changed_to_another_day(person: Any) -> None:
    need = keep_weekly(person, **FRIDAY)
    change_weekly(person, need=need, text="周一要", weekday=0, hour=7)
    assert ahead(need).day.weekday() == 0
    need.refresh_from_db()
    assert (need.text, need.hour) == ("周一要", 7)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": " "}, "text"),
        ({"weekday": 7}, "weekday"),
        ({"hour": 24}, "hour"),
        ({"hours": 5}, "hours"),
        ({"needed_in": 9}, "needed_in"),
        ({"budget": 0}, "budget"),
        ({"audience": "nearby"}, "place"),
    ],
)
def test_what_is_refused(person: Any, said: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep_weekly(person, **{**FRIDAY, **said})
    assert refused.value.field == field


def test_so_many_stand_at_once(person: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("community.needs.keeping.MOST", 1)
    need = keep_weekly(person, **FRIDAY, idempotency_key="a")
    assert keep_weekly(person, **FRIDAY, idempotency_key="a") == need
    with pytest.raises(TooManyNeeds):
        keep_weekly(person, **FRIDAY)
    with pytest.raises(NoGroups):
        keep_weekly(person, **FRIDAY, audience="groups")


def test_sent_again_after_it_ended_it_stays_ended(sign_in: Any, person: Any) -> None:
    client = sign_in(person)
    sent = FRIDAY | {"hours": "24", "audience": "everyone", "key": "k1"}
    client.post(reverse("need_weekly"), sent)
    need = StandingNeed.objects.get()
    end_need(person, need=need)
    assert client.post(reverse("need_weekly"), sent).status_code == 303
    need.refresh_from_db()
    assert not need.stands


def test_from_a_hail_to_every_week_and_back(sign_in: Any, person: Any) -> None:
    hail = post_hail(person, text="要 20 份素包子", budget=20000, tags=["包子"])
    client = sign_in(person)
    form = client.get(f"{reverse('need_weekly')}?hail={hail.reference}").context["form"]
    assert form.initial["text"] == "要 20 份素包子"
    assert form.initial["budget"] == "200"
    sent = {"text": "要 20 份素包子", "weekday": "4", "hour": "9", "hours": "24", "audience": "everyone", "key": "k1"}
    assert client.post(reverse("need_weekly"), sent | {"weekday": "9"}).status_code == 400
    assert client.post(reverse("need_weekly"), sent).status_code == 303
    need = StandingNeed.objects.get()
    page = client.get(reverse("needs")).content.decode()
    assert "要 20 份素包子" in page
    client.post(reverse("need_skip", args=[need.reference]))
    assert client.get(reverse("need", args=[need.reference])).status_code == 200
    sent = sent | {"text": "要 30 份", "budget": "300"}
    assert client.post(reverse("need_change", args=[need.reference]), sent).status_code == 303
    need.refresh_from_db()
    assert (need.text, need.budget) == ("要 30 份", 30000)
    client.post(reverse("need_end", args=[need.reference]))
    assert "要 30 份" in client.get(f"{reverse('needs')}?tab=past").content.decode()
    assert sign_in(PersonFactory()).get(reverse("need", args=[need.reference])).status_code == 404
