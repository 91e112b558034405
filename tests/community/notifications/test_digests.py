"""A digest comes once a period at the reader's own hour, with what they have not read and may still see."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.channels.models import Subscription
from community.notifications.digests import next_digest, open_periods, period_of
from community.notifications.models import Delivery, Digest, Kind, Notification, Rhythm
from community.notifications.pacing import rhythm_of, set_digest, set_quiet_hours
from community.notifications.reading import mark_read
from community.notifications.tasks import make_notifications, send_digest
from community.notifications.telling import tell
from community.people.models import Block
from config.kit.claims import sweep_all
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, prove, subscribe

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Nine in the morning of a Monday in Shanghai.
MONDAY = datetime(2030, 11, 25, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def clock(clock):
    clock(MONDAY)
    return clock


@pytest.fixture
def reader(db, clock):
    person = prove(PersonFactory(name="林晓雨", time_zone="Asia/Shanghai"))
    set_digest(person, digest="daily", hour=8)
    return person


@pytest.fixture
def group(reader):
    group = GroupFactory(name="西湖边喝茶")
    subscribe(reader, group)
    return group


def speak(group, text="新茶到了"):
    post = PostFactory(channel=channel_of(group), author=group.owner, text=text)
    make_notifications(tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post).pk)
    return post


def morning(clock, days=1):
    """Eight o'clock comes, and a worker with it."""
    clock(MONDAY + days * DAY - HOUR)
    open_periods()
    for pk in Digest.open_rows().values_list("pk", flat=True):
        send_digest(pk)


def test_it_works(group, reader, clock, mailoutbox):
    speak(group)
    speak(group, text="又到了一批")
    morning(clock)
    (mail,) = mailoutbox
    assert mail.subject == "群铺有 1 件新鲜事"
    assert "「西湖边喝茶」有 2 条新动态" in mail.body
    (page,) = [part.content for part in mail.alternatives]
    assert "「西湖边喝茶」有 2 条新动态" in page
    assert "<img" not in page
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Digest.objects.get().state == Digest.State.SENT


def test_in_the_readers_language(group, reader, clock, mailoutbox):
    type(reader).objects.update(language="en")
    speak(group)
    morning(clock)
    assert mailoutbox[0].subject == "1 new thing at Qunpu"


def test_once_a_period(group, reader, clock, mailoutbox):
    speak(group)
    for _ in range(3):
        morning(clock)
    assert len(mailoutbox) == 1
    Rhythm.objects.update(next_digest_at=timezone.now())
    morning(clock)
    assert len(mailoutbox) == Digest.objects.count() == 1


def test_the_next_day_only_what_is_new(group, reader, clock, mailoutbox):
    speak(group)
    morning(clock)
    morning(clock, days=2)
    assert len(mailoutbox) == 1
    assert Digest.objects.filter(state=Digest.State.EMPTY).count() == 1
    speak(group)
    morning(clock, days=3)
    assert "有 2 条新动态" in mailoutbox[1].body


def test_by_the_sweeper(group, reader, clock, mailoutbox, eager_tasks, commits):
    speak(group)
    clock(MONDAY + DAY)
    with commits():
        sweep_all()
    sweep_all()
    assert len(mailoutbox) == 1


def test_after_a_week_without_workers_one_comes(group, reader, clock, mailoutbox):
    speak(group)
    clock(MONDAY + 7 * DAY)
    for _ in range(3):
        open_periods()
    assert Digest.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda group, reader: mark_read(reader),
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="left"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="banned"),
        lambda group, reader: Block.objects.create(person=reader, blocked=group.owner),
        lambda group, reader: type(group).objects.update(closed_at=MONDAY),
        lambda group, reader: channel_of(group).posts.update(state="hidden"),
        lambda group, reader: set_digest(reader, digest="none"),
        lambda group, reader: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda group, reader: reader.emailaddress_set.update(verified=False),
        lambda group, reader: Notification.objects.update(shown=False),
    ],
    ids=["read", "left", "banned", "blocks", "closed", "hidden", "turned off", "suspended", "unproven", "not shown"],
)
def test_nothing_to_tell(group, reader, clock, mailoutbox, change):
    speak(group)
    clock(MONDAY + DAY - HOUR)
    open_periods()
    change(group, reader)
    for pk in Digest.open_rows().values_list("pk", flat=True):
        send_digest(pk)
    assert mailoutbox == []
    assert not Digest.objects.exclude(state__in=["empty", "dropped"]).exists()


def test_what_was_mailed_already_is_not_repeated(group, reader, clock, mailoutbox):
    speak(group)
    line = Notification.objects.get(person=reader)
    Delivery.objects.create(notification=line, medium="email", batch=1, state="sent", done_at=line.last_at)
    morning(clock)
    assert mailoutbox == []


def test_what_a_dying_worker_may_have_mailed_is(group, reader, clock, mailoutbox):
    speak(group)
    line = Notification.objects.get(person=reader)
    Delivery.objects.create(notification=line, medium="email", batch=1, state="sending", done_at=line.last_at)
    morning(clock)
    assert len(mailoutbox) == 1


def test_worker_killed_while_sending(group, reader, clock, mailoutbox, monkeypatch):
    speak(group)
    with monkeypatch.context() as dying:
        dying.setattr(django_mail.EmailMessage, "send", lambda self: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            morning(clock)
    Digest.objects.update(claimed_until=None)
    send_digest(Digest.objects.get().pk)
    assert Digest.objects.get().done_at is not None
    assert mailoutbox == []


def test_server_that_refuses_is_asked_again(group, reader, clock, mailoutbox, monkeypatch):
    speak(group)
    with monkeypatch.context() as broken:
        broken.setattr(django_mail.EmailMessage, "send", lambda self: (_ for _ in ()).throw(ConnectionRefusedError))
        morning(clock)
    row = Digest.objects.get()
    assert (row.state, row.done_at) == (Digest.State.WAITING, None)
    clock(MONDAY + 2 * DAY)
    send_digest(row.pk)
    assert len(mailoutbox) == 1


def test_query_count_is_constant(reader, clock):
    counts = []
    for days in (1, 2, 3):
        for _ in range(4 * days):
            group = GroupFactory()
            subscribe(reader, group)
            speak(group)
        with CaptureQueriesContext(connection) as captured:
            morning(clock, days)
        counts.append(len(captured))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("wrong", [{"digest": "hourly"}, {"hour": 24}, {"weekday": 7}])
def test_refusals(reader, wrong):
    with pytest.raises(Invalid) as refused:
        set_digest(reader, **{"digest": "daily", **wrong})
    assert refused.value.field in wrong


def test_quiet_hours_refuse_what_is_none(reader):
    from datetime import time

    for wrong in ({"start": time(8), "end": time(8)}, {"days": 0}, {"days": 128}):
        with pytest.raises(Invalid):
            set_quiet_hours(reader, quiet=True, **wrong)


def test_guest(db):
    with pytest.raises(NotAllowed):
        set_digest(AnonymousUser(), digest="daily")


def test_nothing_holds_without_a_word(db):
    rhythm = rhythm_of(PersonFactory())
    assert (rhythm.quiet, rhythm.digest, rhythm.pk) == (False, "none", None)


def due(after, zone=SHANGHAI, **rhythm):
    return next_digest(Rhythm(**{"digest": "daily", "digest_hour": 8, **rhythm}), after, zone)


def test_due():
    assert due(MONDAY) == MONDAY + 23 * HOUR
    assert due(MONDAY - 2 * HOUR) == MONDAY - HOUR
    assert due(MONDAY, digest="weekly", digest_weekday=6) == MONDAY + 6 * DAY - HOUR
    assert due(MONDAY, digest="none") is None


def test_due_at_an_hour_that_is_skipped():
    """At two in the morning of the 31st of March 2030 clocks in Berlin show three."""
    berlin = ZoneInfo("Europe/Berlin")
    found = due(datetime(2030, 3, 30, 12, tzinfo=UTC), berlin, digest_hour=2)
    assert found.astimezone(berlin).hour == 3


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"]),
    st.integers(0, 23),
    st.sampled_from(["daily", "weekly"]),
)
def test_one_a_period_whatever_clocks_do(after, name, hour, digest):
    zone, rhythm = ZoneInfo(name), Rhythm(digest=digest, digest_hour=hour, digest_weekday=2)
    seen, moment = [], after
    for _ in range(4):
        moment = next_digest(rhythm, moment, zone)
        assert moment is not None
        seen.append(period_of(rhythm, moment, zone))
    assert len(set(seen)) == 4
    assert moment - after <= (5 if digest == "daily" else 29) * DAY
