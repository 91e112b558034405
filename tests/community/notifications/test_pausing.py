"""A pause holds everything until it ends; the bell goes on counting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.channels.models import Subscription
from community.notifications import ways
from community.notifications.digests import open_periods
from community.notifications.models import Delivery, Digest, Event, Kind, Medium, Notification, Rhythm
from community.notifications.pacing import set_digest, set_quiet_hours
from community.notifications.pausing import LONGEST, LOOK_AGAIN, end_of, pause, resume
from community.notifications.tasks import deliver, make_notifications, send_digest
from community.notifications.telling import tell
from community.posts.commenting import comment
from config.kit.errors import Invalid, NotAllowed
from tests.community.notifications.test_making import order_of
from tests.factories import PersonFactory, PostFactory, channel_of, prove

pytestmark = pytest.mark.django_db
# Noon in Shanghai.
NOON = datetime(2030, 11, 25, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    here = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: here["now"])

    def move(moment):
        here["now"] = moment

    return move


@pytest.fixture
def pushed(monkeypatch):
    """What went to devices; everyone has one."""
    went = []
    way = ways.Way(lambda people: set(people), lambda message: not went.append(message))
    monkeypatch.setitem(ways._WAYS, Medium.PUSH, way)
    return went


@pytest.fixture
def reader(clock):
    return prove(PersonFactory(time_zone="Asia/Shanghai"))


@pytest.fixture
def post(reader):
    return PostFactory(channel=channel_of(reader), author=reader)


def said_to(post):
    """Somebody comments, and it is told at once."""
    person = PersonFactory()
    Subscription.objects.get_or_create(person=person, channel=post.channel)
    written = comment(person, post=post, text="多少钱？")
    for event in Event.objects.filter(comment=written):
        make_notifications(event.pk)


def ordered_from(reader):
    order = order_of(PersonFactory())
    type(order.store).objects.filter(pk=order.store_id).update(owner=reader)
    order.store.refresh_from_db()
    make_notifications(tell(Kind.ORDER_PAID, key=f"paid:{order.pk}", actor=order.buyer, order=order).pk)


def work():
    for pk in list(Delivery.open_rows().order_by("pk").values_list("pk", flat=True)):
        deliver(pk)


def test_everything_waits_and_goes_in_one_message(reader, post, pushed, mailoutbox, clock):
    pause(reader, until=NOON + HOUR)
    said_to(post)
    ordered_from(reader)
    work()
    assert (pushed, mailoutbox) == ([], [])
    assert Notification.objects.unread_count(reader) == 2
    clock(NOON + HOUR)
    work()
    assert (len(pushed), len(mailoutbox)) == (1, 1)
    assert len(pushed[0].lines) == 2


def test_without_an_end_it_waits_until_it_is_ended(reader, post, pushed, mailoutbox, clock):
    pause(reader)
    said_to(post)
    work()
    clock(NOON + LOOK_AGAIN)
    work()
    assert (pushed, mailoutbox) == ([], [])
    resume(reader)
    work()
    assert (len(pushed), len(mailoutbox)) == (1, 1)


def test_quiet_hours_hold_after_it(reader, post, pushed, mailoutbox, clock):
    set_quiet_hours(reader, quiet=True)
    pause(reader, until=NOON + 12 * HOUR)
    said_to(post)
    work()
    clock(NOON + 12 * HOUR)
    work()
    assert (pushed, mailoutbox) == ([], [])
    clock(NOON + 20 * HOUR)
    work()
    assert (len(pushed), len(mailoutbox)) == (1, 1)


def test_a_shorter_pause_takes_the_place_of_a_longer_one(reader, post, pushed, clock):
    pause(reader)
    said_to(post)
    work()
    pause(reader, until=NOON + HOUR)
    work()
    assert pushed == []
    clock(NOON + HOUR)
    work()
    assert len(pushed) == 1


@pytest.mark.parametrize(("until", "state"), [(NOON + 30 * HOUR, "waiting"), (None, "dropped")])
def test_no_digest_comes_meanwhile(reader, post, mailoutbox, clock, until, state):
    set_digest(reader, digest="daily", hour=8)
    said_to(post)
    pause(reader, until=until)
    clock(NOON + 20 * HOUR)
    open_periods()
    digest = Digest.objects.get()
    send_digest(digest.pk)
    digest.refresh_from_db()
    assert (mailoutbox, digest.state) == ([], state)
    if until is not None:
        clock(until)
        send_digest(digest.pk)
        assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("choice", "ends"),
    [
        ("hour", NOON + HOUR),
        ("tomorrow", datetime(2030, 11, 26, 0, tzinfo=UTC)),
        ("open", None),
    ],
)
def test_how_long_a_tap_pauses(reader, choice, ends):
    assert end_of(choice, reader, NOON) == ends


@pytest.mark.parametrize("until", [NOON, NOON - HOUR, NOON + LONGEST + HOUR])
def test_an_end_lies_within_a_year(reader, until):
    with pytest.raises(Invalid) as refusal:
        pause(reader, until=until)
    assert refusal.value.field == "paused_until"
    assert not Rhythm.objects.filter(paused_at__isnull=False).exists()


def test_guests_have_nothing_to_pause():
    for verb in (pause, resume):
        with pytest.raises(NotAllowed):
            verb(AnonymousUser())


def test_a_tap_on_the_page(client, english):
    reader = PersonFactory(language="en")
    client.force_login(reader)
    assert "Pause everything" in client.get("/settings/notifications/").content.decode()
    answer = client.post("/settings/notifications/pause/", {"for": "hour"}, follow=True)
    assert "Everything is paused until" in answer.content.decode()
    assert Rhythm.objects.get(person=reader).is_paused
    assert "Tell me again" in client.get("/bell/").content.decode()
    assert "You are told again" in client.post("/settings/notifications/resume/", follow=True).content.decode()
    assert not Rhythm.objects.get(person=reader).is_paused
    assert "Tell me again" not in client.get("/bell/").content.decode()


@pytest.mark.parametrize("said", ["", "x", "open"])
def test_a_tap_that_does_not_say_how_long(client, said):
    reader = PersonFactory()
    client.force_login(reader)
    client.post("/settings/notifications/pause/", {"for": said})
    rhythm = Rhythm.objects.get(person=reader)
    assert rhythm.is_paused
    assert rhythm.paused_until is None
