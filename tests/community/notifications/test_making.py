"""From what happens to lines in people's bells: the right people, each once."""

import pytest

from community.channels.models import Subscription
from community.groups.models import Group
from community.notifications import making
from community.notifications.models import Delivery, Event, Kind, Notification, NotificationEntry, Preference
from community.notifications.reading import bell_page
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from community.people.models import Block
from community.posts.commenting import comment
from community.posts.models import Standing
from community.posts.reacting import react
from community.posts.writing import write_post
from config.kit.claims import sweep_all
from shop.events import order_cancelled, order_placed, order_refunded, order_shipped
from shop.orders.models import Order
from tests.community.notifications.doing import order_of
from tests.factories import PersonFactory, PostFactory, StoreFactory, channel_of, prove, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(commits, eager_tasks):
    """Work that the block leaves behind is done when it ends."""
    return commits


@pytest.fixture
def members(group):
    people = [PersonFactory() for _ in range(5)]
    for person in people:
        subscribe(person, group)
    return people


def told(person):
    return [(row.kind, row.count) for row in Notification.objects.visible_to(person)]


def test_it_works(now, group, members):
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert [told(person) for person in members] == [[(Kind.GROUP_POST, 1)]] * 5
    assert told(group.owner) == []


def test_posts_join_one_line_until_it_is_read(now, group, members):
    reader = members[0]
    for text in "一二":
        with now():
            write_post(group.owner, channel=channel_of(group), text=text)
    assert told(reader) == [(Kind.GROUP_POST, 2)]
    Notification.objects.update(read_at="2025-01-01T00:00Z")
    with now():
        write_post(group.owner, channel=channel_of(group), text="三")
    assert told(reader) == [(Kind.GROUP_POST, 1)]
    assert Notification.objects.get(person=reader).latest.post.text == "三"


@pytest.mark.parametrize("change", [{"level": "none"}, {"level": "mentions"}, {"muted_until": "2090-01-01T00:00Z"}])
def test_quiet_subscription_hears_no_posts(now, group, members, change):
    Subscription.objects.filter(person=members[0]).update(**change)
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert told(members[0]) == []
    assert told(members[1]) == [(Kind.GROUP_POST, 1)]


@pytest.mark.parametrize("state", ["pending", "left", "banned"])
def test_ended_subscription(now, group, members, state):
    Subscription.objects.filter(person=members[0]).update(state=state)
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert told(members[0]) == []


def test_blocked_reader(now, group, members):
    Block.objects.create(person=members[0], blocked=group.owner)
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert told(members[0]) == []


def test_kind_turned_off(now, group, members):
    Preference.objects.create(person=members[0], kind=Kind.GROUP_POST, medium="in_app", enabled=False)
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert told(members[0]) == []


def test_mail_only(now, group, members, mailoutbox):
    prove(members[0])
    Preference.objects.create(person=members[0], kind=Kind.GROUP_POST, medium="in_app", enabled=False)
    Preference.objects.create(person=members[0], kind=Kind.GROUP_POST, medium="email", enabled=True)
    with now():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert told(members[0]) == []
    assert Notification.objects.unread_count(members[0]) == 0
    assert [mail.recipients()[0].endswith(f"<{members[0].email}>") for mail in mailoutbox] == [True]


def test_hidden_before_it_was_told(commits, eager_tasks, group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    post.state = Standing.HIDDEN
    post.save()
    make_notifications(event.pk)
    assert told(members[0]) == []


def test_closed_group(group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    Group.objects.update(closed_at="2025-01-01T00:00Z")
    make_notifications(event.pk)
    assert told(members[0]) == []


def test_who_joined_after_the_post_is_not_told(group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    late = PersonFactory()
    subscribe(late, group, joined_post_id=post.pk)
    make_notifications(event.pk)
    assert told(late) == []
    assert told(members[0]) == [(Kind.GROUP_POST, 1)]


def test_task_run_twice(group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    make_notifications(event.pk)
    make_notifications(event.pk)
    Event.objects.update(done_at=None, claimed_until=None, reached=0)
    make_notifications(event.pk)
    assert [told(person) for person in members] == [[(Kind.GROUP_POST, 1)]] * 5


def test_killed_half_way(group, members, monkeypatch):
    """The worker dies after the first of three chunks; the next one begins behind it and tells nobody twice."""
    monkeypatch.setattr(making, "CHUNK", 2)
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    note, calls = making.note, []

    def dying_note(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise MemoryError
        return note(*args, **options)

    monkeypatch.setattr(making, "note", dying_note)
    with pytest.raises(MemoryError):
        make_notifications(event.pk)
    before = NotificationEntry.objects.count()
    event.refresh_from_db()
    assert 0 < before < 5
    assert event.done_at is None
    assert event.reached > 0
    Event.objects.update(due_at="2025-01-01T00:00Z")
    make_notifications(event.pk)
    assert [told(person) for person in members] == [[(Kind.GROUP_POST, 1)]] * 5
    event.refresh_from_db()
    assert event.done_at is not None


def test_overtaken_worker_leaves_it_alone(group, members, monkeypatch):
    monkeypatch.setattr(making, "CHUNK", 2)
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    making.tell_chunk(event)
    stale = Event.objects.get(pk=event.pk)
    making.tell_chunk(event)
    with pytest.raises(making.Overtaken):
        making.tell_chunk(stale)


def test_long_audience_waits_its_turn_again(group, members, monkeypatch, commits, eager_tasks):
    monkeypatch.setattr(making, "CHUNK", 1)
    monkeypatch.setattr(making, "TURN", -1.0)
    with commits():
        write_post(group.owner, channel=channel_of(group), text="新茶到了")
    assert [told(person) for person in members] == [[(Kind.GROUP_POST, 1)]] * 5
    assert Event.objects.get().done_at is not None


def test_sweeper_finds_what_no_nudge_reached(group, members, eager_tasks):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    assert told(members[0]) == []
    Event.objects.update(due_at="2025-01-01T00:00Z")
    sweep_all()
    assert told(members[0]) == [(Kind.GROUP_POST, 1)]


def test_same_thing_is_told_once(group):
    post = PostFactory(channel=channel_of(group))
    events = [tell(Kind.GROUP_POST, key=f"post:{post.pk}", post=post) for _ in range(2)]
    assert events[0] == events[1]


def test_comments_and_answers(now, group, members):
    author, first, second = group.owner, members[0], members[1]
    post = PostFactory(channel=channel_of(group), author=author)
    with now():
        said = comment(first, post=post, text="多少钱？")
    with now():
        comment(second, post=post, text="问他", parent=said)
    with now():
        comment(first, post=post, text="谢谢", parent=said)
    assert told(author) == [(Kind.COMMENT, 3)]
    assert told(first) == [(Kind.REPLY, 1)]
    assert told(second) == []


def test_answer_of_the_author_is_told_once(now, group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    with now():
        said = comment(members[0], post=post, text="多少钱？")
    Notification.objects.all().delete()
    with now():
        comment(group.owner, post=post, text="一百六十八", parent=said)
    assert told(members[0]) == [(Kind.REPLY, 1)]
    assert told(group.owner) == []


def test_reactions_are_one_line(now, group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    for person in members:
        with now():
            react(person, post=post)
    assert told(group.owner) == [(Kind.REACTION, 5)]


def test_author_who_hears_nothing_from_the_group(now, group, members):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    Subscription.objects.filter(person=group.owner).update(level="none")
    with now():
        react(members[0], post=post)
    assert told(group.owner) == []


def test_order_steps(now):
    buyer, store = PersonFactory(), StoreFactory()
    order = order_of(buyer, store)
    with now():
        order_placed.send(sender=Order, order=order, actor=buyer)
    assert told(store.owner) == [(Kind.ORDER_PLACED, 1)]
    with now():
        order_shipped.send(sender=Order, order=order, actor=store.owner)
    assert told(buyer) == [(Kind.ORDER_SHIPPED, 1)]
    with now():
        order_cancelled.send(sender=Order, order=order, actor=None)
    with now():
        order_refunded.send(sender=Order, order=order, actor=store.owner)
    assert told(store.owner) == [(Kind.ORDER_CANCELLED, 2)]
    assert told(buyer) == [(Kind.ORDER_CANCELLED, 3)]


def test_order_of_a_guest(now):
    order = order_of()
    with now():
        order_placed.send(sender=Order, order=order, actor=None)
        order_shipped.send(sender=Order, order=order, actor=order.store.owner)
    assert told(order.store.owner) == [(Kind.ORDER_PLACED, 1)]


def test_later_event_is_spoken_of_whatever_the_order_of_work():
    buyer = PersonFactory()
    order = order_of(buyer)
    placed = tell(Kind.ORDER_PLACED, key="a", actor=buyer, order=order)
    paid = tell(Kind.ORDER_PAID, key="b", actor=buyer, order=order)
    make_notifications(paid.pk)
    make_notifications(placed.pk)
    assert told(order.store.owner) == [(Kind.ORDER_PAID, 2)]


def test_deliveries_of_orders_are_each_their_own():
    buyer = PersonFactory()
    order = order_of(buyer)
    prove(order.store.owner)
    for kind in (Kind.ORDER_PLACED, Kind.ORDER_PAID):
        make_notifications(tell(kind, key=kind, actor=buyer, order=order).pk)
    assert Delivery.objects.count() == 2


def test_unread_line_of_comments_is_mailed_once(group, members):
    prove(group.owner)
    post = PostFactory(channel=channel_of(group), author=group.owner)
    for number in range(3):
        said = comment(members[0], post=post, text=f"{number}")
        make_notifications(Event.objects.get(comment=said).pk)
    assert told(group.owner) == [(Kind.COMMENT, 3)]
    assert Delivery.objects.count() == 1


def test_what_became_of_a_draft(now):
    """Whoever looked at it is not named; the reason is told, and read where one appeals."""
    from community.drafts.holding import hold, refuse, release
    from community.drafts.models import Draft
    from community.events import draft_failed
    from community.moderation.models import ModerationAction

    author, moderator = PersonFactory(), PersonFactory(is_staff=True)
    one, other = (hold(author, channel=channel_of(author), text=text, reason="?") for text in ("一", "二"))
    with now():
        release(moderator, draft=one, reason="可以")
        refuse(moderator, draft=other, reason="重复")
        draft_failed.send(sender=Draft, draft=other)
    ruling = ModerationAction.objects.get(verb="refuse_post")
    lines = bell_page(author).lines
    urls = ["/posts/drafts/", ruling.get_absolute_url(), author.posts.get().get_absolute_url()]
    assert [line.words.url for line in lines] == urls
    assert "重复" in lines[1].words.excerpt
    assert {line.face for line in lines} == {None}


def test_people_who_are_mentioned(now, group, members):
    """Told once, as what it is: not of the post as well, and not again when it is edited."""
    from community.events import mentioned
    from community.posts.models import Mention

    post = PostFactory(channel=channel_of(group), author=group.owner)
    Mention.objects.create(post=post, person=members[0], name="甲")
    with now():
        for _ in range(2):
            mentioned.send(sender=Mention, post=post, comment=None, actor=group.owner, people=[members[0].pk])
        tell(Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    assert told(members[0]) == [(Kind.MENTION, 1)]
    assert told(members[1]) == [(Kind.GROUP_POST, 1)]


def test_mentioned_in_an_answer_to_oneself(now, group, members):
    from community.events import mentioned
    from community.posts.models import Mention

    post = PostFactory(channel=channel_of(group), author=group.owner)
    with now():
        said = comment(members[0], post=post, text="多少钱？")
        answer = comment(members[1], post=post, text="问他", parent=said)
        people = [members[0].pk, group.owner_id, members[2].pk]
        mentioned.send(sender=Mention, post=post, comment=answer, actor=members[1], people=people)
    assert told(members[0]) == [(Kind.REPLY, 1)]
    assert told(members[2]) == [(Kind.MENTION, 1)]
    assert Kind.MENTION not in [kind for kind, _count in told(group.owner)]


def test_messages_of_an_order_are_one_line(now):
    buyer, store = PersonFactory(), StoreFactory()
    order = order_of(buyer, store)
    for number in range(3):
        with now():
            tell(Kind.MESSAGE, key=f"message:{number}", actor=buyer, order=order)
    assert told(store.owner) == [(Kind.MESSAGE, 3)]
    assert told(buyer) == []


def test_the_result_of_an_appeal_is_told_as_that(now):
    from community.events import moderated
    from community.moderation.models import ModerationAction

    person, post = PersonFactory(), PostFactory()
    action = ModerationAction(verb="grant_appeal", target=post, owner=person, reason="说得对")
    action.save()
    with now():
        moderated.send(sender=ModerationAction, action=action)
    assert told(person) == [(Kind.APPEAL, 1)]
