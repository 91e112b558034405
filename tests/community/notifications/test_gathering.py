"""The attention budget: one line, few interruptions, and none in quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.channels.models import Subscription
from community.notifications import ways
from community.notifications.models import Delivery, Event, Kind, Medium, Notification, Preference
from community.notifications.pacing import set_quiet_hours
from community.notifications.preferring import prefer
from community.notifications.reading import bell_page, mark_read
from community.notifications.tasks import deliver, make_notifications
from community.notifications.telling import tell
from community.people.models import Block, PersonMute
from community.posts.commenting import comment
from community.posts.models import Comment, Reaction, Standing
from community.posts.reacting import react, unreact
from config.kit.claims import sweep_all
from tests.factories import PersonFactory, PostFactory, channel_of, prove, subscribe

pytestmark = pytest.mark.django_db
NOON = datetime(2030, 11, 25, 4, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves: `clock(moment)`."""
    here = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: here["now"])

    def move(moment):
        here["now"] = moment

    return move


@pytest.fixture
def pushed(monkeypatch):
    """What went to devices; everyone has one."""
    went = []

    def carry(message):
        went.append(message)
        return True

    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), carry))
    return went


@pytest.fixture
def reader(group):
    person = prove(PersonFactory(name="林晓雨"))
    subscribe(person, group)
    return person


@pytest.fixture
def post(group, reader):
    return PostFactory(channel=channel_of(group), author=reader)


def speak(group, **fields):
    post = PostFactory(channel=channel_of(group), author=group.owner, **fields)
    make_notifications(tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post).pk)
    return post


def say(person, post, text="多少钱？", parent=None):
    """A comment of somebody in the group, told at once."""
    Subscription.objects.get_or_create(person=person, channel=post.channel)
    written = comment(person, post=post, text=text, parent=parent)
    for event in Event.objects.filter(comment=written):
        make_notifications(event.pk)
    return written


def work():
    """What a worker does until nothing is due."""
    for pk in list(Delivery.open_rows().order_by("pk").values_list("pk", flat=True)):
        deliver(pk)


def line_of(person):
    (line,) = bell_page(person).lines
    return line


# 3,592 reactions


def crowd_reacts(post, number):
    """So many people react to the post; what a verb would have written, in bulk."""
    people = type(post.author).objects.bulk_create(
        type(post.author)(username=f"many-{index}", name=f"许多人{index}") for index in range(number)
    )
    Reaction.objects.bulk_create(Reaction(post=post, person=person) for person in people)
    Event.objects.bulk_create(
        Event(kind=Kind.REACTION, key=f"reaction:{post.pk}:{person.pk}", actor=person, post=post) for person in people
    )
    return people


def test_3592_reactions_are_one_line_and_one_push(post, reader, pushed, eager_tasks):
    prefer(reader, kind=Kind.REACTION, medium=Medium.PUSH, enabled=True)
    people = crowd_reacts(post, 3592)
    events = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as captured:
        for pk in events:
            make_notifications(pk)
    assert len(captured) < 2 * 3592
    (row,) = Notification.objects.filter(person=reader)
    assert row.count == 3592
    assert Delivery.objects.count() == 1
    work()
    (message,) = pushed
    assert message.words.text == f"{people[-1].name}和另外 3591 人给你的动态表了态。"
    assert not Event.objects.filter(done_at=None).exists()
    with CaptureQueriesContext(connection) as captured:
        assert line_of(reader).joined.people == 3592
    assert len(captured) <= 12


def test_made_twice_they_count_once(post, reader):
    crowd_reacts(post, 30)
    for _ in range(2):
        for pk in Event.objects.values_list("pk", flat=True):
            Event.objects.filter(pk=pk).update(done_at=None, claimed_until=None, attempts=0)
            make_notifications(pk)
    assert Notification.objects.get(person=reader).count == 30


def test_a_reaction_taken_back_before_it_is_read(post, reader, commits, eager_tasks, group):
    first, second = (subscribe(PersonFactory(), group).person for _ in range(2))
    with commits():
        react(first, post=post)
    with commits():
        react(second, post=post)
    assert Notification.objects.get(person=reader).count == 2
    unreact(second, post=post)
    line = line_of(reader)
    assert (line.joined.count, line.event.actor) == (1, first)
    assert Notification.objects.get(person=reader).count == 1
    unreact(first, post=post)
    assert bell_page(reader).lines == []
    assert Notification.objects.unread_count(reader) == 0


def test_taken_back_before_it_was_told(post, reader):
    person = subscribe(PersonFactory(), post.channel.group).person
    react(person, post=post)
    unreact(person, post=post)
    make_notifications(Event.objects.get().pk)
    assert not Notification.objects.exists()


def test_taken_back_and_given_again_it_is_sent_once(post, reader, commits, eager_tasks, pushed):
    prefer(reader, kind=Kind.REACTION, medium=Medium.PUSH, enabled=True)
    person = subscribe(PersonFactory(), post.channel.group).person
    for _ in range(3):
        with commits():
            react(person, post=post)
        with commits():
            unreact(person, post=post)
    with commits():
        react(person, post=post)
    assert line_of(reader).joined.count == 1
    assert len(pushed) == 1


def test_taken_back_after_it_was_read_stays_read(post, reader, commits, eager_tasks):
    person = subscribe(PersonFactory(), post.channel.group).person
    with commits():
        react(person, post=post)
    mark_read(reader)
    unreact(person, post=post)
    with commits():
        react(person, post=post)
    assert Notification.objects.unread_count(reader) == 0


# Lines that count people


def test_people_are_counted_and_not_words(post, reader):
    lin, chen = PersonFactory(name="林"), PersonFactory(name="陈")
    for person in (lin, lin, chen, lin):
        say(person, post)
    line = line_of(reader)
    assert (line.joined.count, line.joined.people) == (4, 2)
    assert line.words.text == "林和另外 1 人评论了你的动态。"


def test_twelve_people(post, reader, english):
    for number in range(12):
        say(PersonFactory(name=f"Lin {number}"), post)
    assert line_of(reader).words.text == "Lin 11 and 11 others commented on your post."


def test_one_person_often(post, reader):
    lin = PersonFactory(name="林")
    for _ in range(3):
        say(lin, post)
    assert line_of(reader).words.text == "林在你的动态下评论了 3 次。"


def test_only_what_one_may_see_is_counted(post, reader):
    people = [PersonFactory(name=name) for name in ("甲", "乙", "丙", "丁", "戊")]
    said = [say(person, post) for person in people]
    Block.objects.create(person=people[4], blocked=reader)
    PersonMute.objects.create(person=reader, muted=people[3])
    Comment.objects.filter(pk=said[2].pk).update(state=Standing.DELETED)
    line = line_of(reader)
    assert line.words.text == "乙和另外 1 人评论了你的动态。"
    assert line.joined.count == 2


def test_a_new_round_counts_anew(post, reader):
    say(PersonFactory(), post)
    say(PersonFactory(), post)
    mark_read(reader)
    say(PersonFactory(name="丙"), post)
    line = line_of(reader)
    assert (line.joined.count, line.words.text) == (1, "丙评论了你的动态。")


# A busy group


def test_two_hundred_posts_interrupt_three_times(group, reader, pushed, clock):
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    for number in range(200):
        clock(NOON + timedelta(minutes=7) * number)
        speak(group)
        work()
    clock(NOON + timedelta(hours=24) - timedelta(seconds=1))
    work()
    assert len(pushed) == 3
    assert not Delivery.objects.filter(medium=Medium.EMAIL).exists()
    assert Notification.objects.get(person=reader).count == 200
    assert pushed[0].lines[0].joined.count == 1
    assert "36" in pushed[1].words.text


def test_by_mail_where_there_is_no_device(group, reader, mailoutbox, clock):
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    for number in range(40):
        clock(NOON + timedelta(minutes=35) * number)
        speak(group)
        work()
    assert len(mailoutbox) == 3


def test_read_meanwhile_nothing_goes(group, reader, pushed, clock):
    speak(group)
    work()
    speak(group)
    mark_read(reader)
    clock(NOON + timedelta(hours=5))
    work()
    assert len(pushed) == 1
    assert Delivery.objects.filter(state=Delivery.State.DROPPED).count() == 1


def test_every_post_for_who_wants_every_post(group, reader, pushed):
    Subscription.objects.filter(person=reader).update(level="all")
    for number in range(5):
        speak(group, text=f"第 {number} 条")
    work()
    assert sorted(message.words.excerpt for message in pushed) == [f"第 {number} 条" for number in range(5)]


@pytest.mark.parametrize("level", ["mentions", "none"])
def test_levels_that_hear_no_posts(group, reader, pushed, level):
    Subscription.objects.filter(person=reader).update(level=level)
    speak(group)
    work()
    assert pushed == []
    assert not Notification.objects.exists()


def test_mentions_are_not_held_back_by_it(group, reader, pushed):
    for _ in range(4):
        speak(group)
        post = PostFactory(channel=channel_of(group), author=group.owner)
        key = f"mention:{post.pk}"
        about = {"actor": group.owner, "post": post, "recipient": reader}
        make_notifications(tell(Kind.MENTION, key=key, **about).pk)
    work()
    kinds = [message.kind for message in pushed]
    assert (kinds.count(Kind.MENTION), kinds.count(Kind.GROUP_POST)) == (4, 1)


def test_nothing_means_nothing(post, reader, pushed):
    Subscription.objects.filter(person=reader).update(level="none")
    say(PersonFactory(), post)
    about = {"actor": post.channel.group.owner, "post": post, "recipient": reader}
    make_notifications(tell(Kind.MENTION, key="mention", **about).pk)
    assert not Notification.objects.exists()


# Quiet hours


@pytest.fixture
def night(reader, clock):
    """Two in the morning of somebody who sleeps from ten to eight in Shanghai."""
    reader.time_zone = "Asia/Shanghai"
    reader.save()
    clock(datetime(2030, 11, 24, 18, tzinfo=UTC))
    set_quiet_hours(reader, quiet=True)
    return datetime(2030, 11, 25, 0, tzinfo=UTC)


def test_what_comes_at_night_comes_once_in_the_morning(post, reader, pushed, mailoutbox, clock, night, group):
    def mine():
        return [message for message in pushed if message.person == reader]

    other = PostFactory(channel=post.channel, author=reader)
    say(PersonFactory(name="甲"), post)
    say(PersonFactory(name="乙"), other)
    speak(group)
    for _ in range(3):
        work()
    assert (mine(), mailoutbox) == ([], [])
    clock(night - timedelta(seconds=1))
    work()
    assert mine() == []
    clock(night)
    work()
    (message,) = mine()
    assert len(message.lines) == 3
    assert message.words.text == "免打扰时段里有 3 件事"
    (mail,) = mailoutbox
    assert "甲" in mail.body
    assert "乙" in mail.body
    work()
    assert len(mine()) == len(mailoutbox) == 1


def test_the_sweeper_brings_it_in_the_morning(post, reader, pushed, clock, night, eager_tasks):
    say(PersonFactory(), post)
    sweep_all()
    assert pushed == []
    clock(night + timedelta(minutes=1))
    sweep_all()
    assert len(pushed) == 1


def test_hours_changed_while_something_waits(post, reader, pushed, clock, night):
    say(PersonFactory(), post)
    work()
    set_quiet_hours(reader, quiet=False)
    work()
    assert len(pushed) == 1


def test_held_and_then_blocked(post, reader, pushed, mailoutbox, clock, night):
    person = PersonFactory()
    say(person, post)
    work()
    Block.objects.create(person=reader, blocked=person)
    clock(night)
    work()
    assert (pushed, mailoutbox) == ([], [])


def test_held_and_read(post, reader, pushed, mailoutbox, clock, night):
    say(PersonFactory(), post)
    work()
    mark_read(reader)
    clock(night)
    work()
    assert (pushed, mailoutbox) == ([], [])


def test_one_that_was_held_alone_says_what_it_is(post, reader, pushed, clock, night):
    say(PersonFactory(name="甲"), post)
    work()
    clock(night)
    work()
    assert pushed[0].words.text == "甲评论了你的动态。"


def test_order_mail_comes_at_any_hour(pushed, mailoutbox, clock, reader, night):
    from tests.community.notifications.test_making import order_of

    order = order_of(PersonFactory())
    type(order.store).objects.filter(pk=order.store_id).update(owner=reader)
    order.store.refresh_from_db()
    make_notifications(tell(Kind.ORDER_PAID, key="paid", actor=order.buyer, order=order).pk)
    work()
    assert len(mailoutbox) == 1
    assert pushed == []


# What was queued is not sent after a ban, a leave, a block, a mute


@pytest.mark.parametrize(
    "change",
    [
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="banned"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="left"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(level="none"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(level="mentions"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(muted_until="2040-01-01T00:00Z"),
        lambda group, reader: Block.objects.create(person=reader, blocked=group.owner),
        lambda group, reader: Block.objects.create(person=group.owner, blocked=reader),
        lambda group, reader: PersonMute.objects.create(person=reader, muted=group.owner),
        lambda group, reader: Preference.objects.create(
            person=reader, kind=Kind.GROUP_POST, medium="push", enabled=False
        ),
        lambda group, reader: type(group).objects.update(closed_at=NOON),
        lambda group, reader: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda group, reader: type(reader).objects.filter(pk=group.owner_id).update(is_active=False),
    ],
    ids=[
        "banned",
        "left",
        "nothing",
        "mentions",
        "muted source",
        "blocks",
        "blocked",
        "muted person",
        "turned off",
        "closed",
        "suspended",
        "author suspended",
    ],
)
@pytest.mark.parametrize("level", ["all", "gathered"])
def test_what_was_queued_is_not_sent(group, reader, pushed, mailoutbox, change, level):
    Subscription.objects.filter(person=reader).update(level=level)
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    speak(group)
    assert Delivery.objects.filter(state=Delivery.State.WAITING).exists()
    change(group, reader)
    work()
    if "push" not in str(Preference.objects.filter(enabled=False).values_list("medium", flat=True)):
        assert mailoutbox == []
    assert pushed == []
    assert not Delivery.objects.filter(state__in=["sent", "sending"], medium="push").exists()


def test_queued_event_is_not_made_for_who_left(group, reader, pushed):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key="x", actor=post.author, post=post)
    Subscription.objects.filter(person=reader).update(state="left")
    make_notifications(event.pk)
    assert not Notification.objects.exists()


# Nothing lost, nothing twice


def test_what_a_service_does_not_take_waits(post, reader, monkeypatch):
    def refuse(message):
        raise ways.NotTaken("busy")

    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), refuse))
    say(PersonFactory(), post)
    row = Delivery.objects.get(medium=Medium.PUSH)
    deliver(row.pk)
    row.refresh_from_db()
    assert (row.state, row.done_at) == (Delivery.State.WAITING, None)
    assert row.due_at > timezone.now()


def test_nowhere_to_send_to(post, reader, monkeypatch):
    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), lambda message: False))
    say(PersonFactory(), post)
    row = Delivery.objects.get(medium=Medium.PUSH)
    deliver(row.pk)
    row.refresh_from_db()
    assert row.state == Delivery.State.DROPPED


def test_bell_off_each_goes_by_mail(post, reader, mailoutbox):
    """Who has a kind by mail only gets a mail of each: no bell holds a line that is unread."""
    prefer(reader, kind=Kind.COMMENT, medium=Medium.IN_APP, enabled=False)
    for name in ("甲", "乙"):
        say(PersonFactory(name=name), post)
        work()
    assert ["甲" in mailoutbox[0].subject, "乙" in mailoutbox[1].subject] == [True, True]
    assert Notification.objects.unread_count(reader) == 0


def test_unproven_address_gets_only_what_was_ordered(mailoutbox, post, group):
    from tests.community.notifications.test_making import order_of

    buyer = PersonFactory()
    order = order_of(buyer)
    for kind in (Kind.ORDER_PLACED, Kind.ORDER_SHIPPED):
        actor = buyer if kind == Kind.ORDER_PLACED else order.store.owner
        make_notifications(tell(kind, key=kind, actor=actor, order=order).pk)
    say(PersonFactory(), PostFactory(channel=channel_of(group), author=buyer))
    work()
    (mail,) = mailoutbox
    assert buyer.email in mail.to[0]


def test_gathering_takes_a_constant_number_of_queries(group, reader, pushed):
    counts = []
    for number in (5, 20):
        for _ in range(number):
            subscribe(PersonFactory(), group)
        with CaptureQueriesContext(connection) as captured:
            speak(group)
        counts.append(len(captured))
    assert counts[0] == counts[1]
