"""One tap in a mail ends what the mail was about: by its button, by the mail program's own, signed in or not."""

import pytest
from django.test import Client
from django.urls import reverse

from community.channels.models import Subscription
from community.notifications.models import Kind, Medium, Preference, Rhythm
from community.notifications.off import Stop, off_token, read_off_token
from community.notifications.pacing import set_digest
from community.notifications.preferring import prefer
from community.notifications.tasks import deliver, make_notifications
from community.notifications.telling import tell
from community.people.models import Person
from community.privacy.closing import close_account
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, prove, subscribe

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader():
    return prove(PersonFactory())


@pytest.fixture
def program():
    """A mail program: nobody is signed in, and it has no token of a form."""
    return Client(enforce_csrf_checks=True)


def url_of(stop):
    return reverse("bell_off", args=[off_token(stop)])


def test_a_kind(program, reader):
    url = url_of(Stop(reader, (Kind.COMMENT,)))
    answer = program.get(url)
    assert answer.status_code == 200
    assert "有人评论我的动态" in answer.content.decode()
    assert not Preference.objects.exists()
    assert program.post(url, ONE_CLICK).status_code == 200
    assert not Preference.objects.get(person=reader, kind=Kind.COMMENT, medium=Medium.EMAIL).enabled
    assert program.post(url, ONE_CLICK).status_code == 200


def test_all_kinds_of_a_mail_that_gathers_several(program, reader):
    program.post(url_of(Stop(reader, (Kind.COMMENT, Kind.MENTION))), ONE_CLICK)
    assert Preference.objects.filter(enabled=False, medium=Medium.EMAIL).count() == 2


def test_a_source_and_back(program, reader):
    group = GroupFactory(name="西湖边喝茶", slug="tea")
    row = subscribe(reader, group, level="all")
    url = url_of(Stop(reader, source="group:tea", before="all"))
    assert "西湖边喝茶" in program.get(url).content.decode()
    assert program.post(url).status_code == 303
    row.refresh_from_db()
    assert row.level == Subscription.Level.MENTIONS
    program.post(f"{url}?on")
    row.refresh_from_db()
    assert row.level == Subscription.Level.ALL


@pytest.mark.parametrize("source", ["group:gone", "store:gone", "person:gone", "nonsense", "x:y"])
def test_a_source_that_is_gone(program, reader, source):
    url = url_of(Stop(reader, source=source, before="all"))
    assert program.get(url).status_code == 200
    assert program.post(url, ONE_CLICK).status_code == 200


def test_a_source_that_one_left(program, reader):
    GroupFactory(slug="tea")
    assert program.post(url_of(Stop(reader, source="group:tea", before="all")), ONE_CLICK).status_code == 200


@pytest.mark.parametrize("state", [Subscription.State.LEFT, Subscription.State.BANNED])
def test_a_group_is_not_named_to_whoever_is_out_of_it(program, reader, state):
    subscribe(reader, GroupFactory(name="翡翠斋", slug="jade", access="hidden"), state=state)
    hidden, missing = (program.get(url_of(Stop(reader, source=f"group:{slug}"))) for slug in ("jade", "none"))
    assert "翡翠斋" not in hidden.content.decode()
    assert "jade" not in hidden.content.decode()
    assert hidden.context["stop"].what == missing.context["stop"].what


def test_the_digest_and_back(program, reader):
    set_digest(reader, digest="weekly", hour=8)
    url = url_of(Stop(reader, digest=True, before="weekly"))
    program.post(url, ONE_CLICK)
    assert (Rhythm.objects.get().digest, Rhythm.objects.get().next_digest_at) == ("none", None)
    program.post(f"{url}?on")
    assert Rhythm.objects.get().digest == "weekly"
    assert Rhythm.objects.get().next_digest_at is not None


def test_tells_nobody_whose_it_is(reader):
    assert reader.username not in off_token(Stop(reader, (Kind.COMMENT,)))


@pytest.mark.parametrize("token", ["nonsense", "a" * 5000, "é", "%00", "gAAAAA"])
def test_not_ours(program, token):
    assert program.get(f"/bell/off/{token}/").status_code == 404
    assert program.post(f"/bell/off/{token}/", ONE_CLICK).status_code == 404


def test_tampered_with(program, reader):
    token = off_token(Stop(reader, (Kind.COMMENT,)))
    assert read_off_token(token[:-3] + "xyz") is None


def test_of_someone_who_is_gone(reader):
    token = off_token(Stop(reader, (Kind.COMMENT,)))
    reader.delete()
    assert read_off_token(token) is None


def test_whoever_has_the_name_now_is_not_meant(reader):
    token = off_token(Stop(reader, (Kind.COMMENT,)))
    name = reader.username
    Person.objects.filter(pk=reader.pk).update(username="other-name")
    PersonFactory(username=name)
    assert read_off_token(token).person == reader


def test_of_a_closed_account(reader):
    token = off_token(Stop(reader, (Kind.COMMENT,)))
    close_account(reader)
    assert read_off_token(token) is None


def test_every_mail_carries_it(reader, mailoutbox, program):
    group = GroupFactory(name="西湖边喝茶")
    subscribe(reader, group)
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    post = PostFactory(channel=channel_of(group), author=group.owner)
    make_notifications(tell(Kind.GROUP_POST, key="a", actor=post.author, post=post).pk)
    for row in Preference.objects.first().person.notifications.get().deliveries.all():
        deliver(row.pk)
    (mail,) = mailoutbox
    link = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert program.post(link[link.index("/bell/") :], ONE_CLICK).status_code == 200
    assert not Preference.objects.get(person=reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL).enabled
    assert "不再收到「西湖边喝茶」的消息" in mail.body
