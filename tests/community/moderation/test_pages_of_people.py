"""What people see: their reports, decisions about them, appealing, also at the closed door."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.entry.entering import Suspended, refuse_suspended
from community.moderation.acting import hide_post
from community.moderation.appealing import decide_appeal
from community.moderation.models import Appeal, ModerationAction
from community.moderation.reporting import report
from community.moderation.restricting import limit_person
from community.moderation.settling import find_nothing_wrong
from community.people.models import Person
from community.people.suspending import suspend_person
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ended", [{"revoked_at": timezone.now()}, {"max_uses": 1, "uses": 1}])
def test_a_spent_invitation_tells_nothing_of_its_group(client, reader, ended):
    group = GroupFactory(name="翡翠斋", access="hidden")
    invitation = group.invitations.create(created_by=group.owner)
    report(reader, target=invitation, reason="spam")
    client.force_login(reader)
    asking, mine = f"/report/?target=invitation:{invitation.reference}", "/me/reports/"
    assert all("翡翠斋" in client.get(path).content.decode() for path in (asking, mine))

    group.invitations.update(**ended)

    assert client.get(asking).status_code == 404
    assert "翡翠斋" not in client.get(mine).content.decode()
    assert client.get("/api/v1/reports/").json()["results"][0]["about"] == ""


def test_the_reporter_reads_what_came_of_it(client, post, reader, moderator):
    client.force_login(reader)
    made = report(reader, target=post, reason="spam", note="每天都发")
    assert "待处理" in client.get(reverse("my_reports")).content.decode() or "waiting"
    find_nothing_wrong(moderator, case=made.case, reason="是群友自家的茶")

    page = client.get(reverse("my_reports")).content.decode()
    assert "是群友自家的茶" in page
    assert "买一送十" in page


def test_what_one_no_longer_sees_is_not_told(client, post, reader, moderator):
    client.force_login(reader)
    report(reader, target=post, reason="spam")
    hide_post(moderator, post=post, reason="广告")
    assert "买一送十" not in client.get(reverse("my_reports")).content.decode()


def test_a_decision_is_read_and_appealed(client, post, member, moderator, clerk):
    hide_post(moderator, post=post, reason="广告太多")
    action = ModerationAction.objects.get()
    client.force_login(member)

    assert "广告太多" in client.get(reverse("rulings")).content.decode()
    assert client.post(action.get_absolute_url(), {"text": ""}).status_code == 400
    assert client.post(action.get_absolute_url(), {"text": "不是广告"}).status_code == 303
    assert "<form" not in client.get(action.get_absolute_url()).content.decode().split("<main")[-1].split("</main")[0]
    decide_appeal(clerk, appeal=Appeal.objects.get(), upheld=False, answer="仍是广告")
    assert "仍是广告" in client.get(action.get_absolute_url()).content.decode()
    assert client.post(action.get_absolute_url(), {"text": "再来"}).status_code in (400, 409)


def test_who_decided_is_not_named(client, post, member, moderator):
    Person.objects.filter(pk=moderator.pk).update(name="铁面判官")
    moderator.refresh_from_db()
    hide_post(moderator, post=post, reason="广告")
    client.force_login(member)
    for page in (reverse("rulings"), ModerationAction.objects.get().get_absolute_url()):
        assert "铁面判官" not in client.get(page).content.decode()


def test_decisions_about_others_are_not_there(client, post, reader, moderator, group):
    hide_post(moderator, post=post, reason="广告")
    action = ModerationAction.objects.get()
    for person in (reader, moderator, group.owner):
        client.force_login(person)
        assert client.get(action.get_absolute_url()).status_code == 404
        assert "广告" not in client.get(reverse("rulings")).content.decode()


def test_lists_cost_the_same(client, group, member, moderator):
    client.force_login(member)
    costs = []
    for count in (2, 8):
        for _ in range(count):
            hide_post(moderator, post=PostFactory(channel=group.channel, author=member), reason="广告")
            report(member, target=PostFactory(channel=group.channel), reason="spam")
        with queries_asked() as queries:
            client.get(reverse("rulings"))
            client.get(reverse("my_reports"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_limit_is_explained_where_it_is_met(client, group, member, moderator):
    action = limit_person(moderator, target=member, what=["comment"], reason="总在吵架", group=group)
    client.force_login(member)
    post = PostFactory(channel=group.channel)

    answer = client.post(reverse("post_comment", args=[post.reference]), {"text": "又来"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "总在吵架" in page
    assert action.get_absolute_url() in page


@pytest.fixture
def turned_away(client, clerk):
    person = PersonFactory(email="bad@qunpu.example")
    person.set_password("correct horse battery")
    person.save()
    suspend_person(clerk, target=person, reason="卖假茶", until=timezone.now() + timedelta(days=7))
    client.post("/account/login/password/", {"contact": "bad@qunpu.example", "password": "correct horse battery"})
    return person


def test_at_the_closed_door_one_reads_why_and_appeals(client, turned_away, other_clerk):
    page = client.get(reverse("suspended")).content.decode()
    assert "卖假茶" in page
    assert client.post(reverse("suspended"), {"text": ""}).status_code == 400
    assert client.post(reverse("suspended"), {"text": "是真茶"}).status_code == 303
    assert "是真茶" in client.get(reverse("suspended")).content.decode()
    decide_appeal(other_clerk, appeal=Appeal.objects.get(), upheld=False, answer="化验是假的")
    assert "化验是假的" in client.get(reverse("suspended")).content.decode()


def test_upheld_the_door_is_open(client, turned_away, other_clerk):
    client.post(reverse("suspended"), {"text": "是真茶"})
    decide_appeal(other_clerk, appeal=Appeal.objects.get(), upheld=True, answer="化验是真的")

    assert client.get(reverse("suspended")).status_code == 302
    entered = {"contact": "bad@qunpu.example", "password": "correct horse battery"}
    assert client.post("/account/login/password/", entered).status_code == 303


def test_nobody_else_stands_before_that_door(client, clerk):
    suspend_person(clerk, target=PersonFactory(), reason="卖假茶")
    assert client.get(reverse("suspended")).status_code == 302
    assert client.post(reverse("suspended"), {"text": "我来说情"}).status_code == 302


def test_when_the_time_is_over_one_comes_in(turned_away):
    with pytest.raises(Suspended) as refusal:
        refuse_suspended(Person.objects.get(pk=turned_away.pk))
    assert "卖假茶" in str(refusal.value)
    Person.objects.filter(pk=turned_away.pk).update(suspended_until=timezone.now())
    refuse_suspended(Person.objects.get(pk=turned_away.pk))
