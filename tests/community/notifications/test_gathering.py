"""What belongs together is one line, which counts people, whatever order it comes and goes in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.notifications.models import Delivery, Event, Kind, Medium, Notification
from community.notifications.preferring import prefer
from community.notifications.reading import bell_page, mark_read
from community.notifications.tasks import make_notifications
from community.people.models import Block, PersonMute
from community.posts.commenting import comment
from community.posts.models import Comment, Reaction, Standing
from community.posts.reacting import react, unreact
from community.posts.useful import mark_useful, unmark_useful
from tests.community.notifications.doing import line_of, say, speak, work
from tests.factories import PersonFactory, subscribe

pytestmark = pytest.mark.django_db


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


def test_gathering_takes_a_constant_number_of_queries(group, reader, pushed):
    counts = []
    for number in (5, 20):
        for _ in range(number):
            subscribe(PersonFactory(), group)
        with CaptureQueriesContext(connection) as captured:
            speak(group)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_answers_that_helped_are_one_quiet_line(post, group, reader, pushed, eager_tasks):
    """They stand in the bell beside reactions, and interrupt nobody, whatever they chose for those."""
    helper = subscribe(PersonFactory(), group).person
    for medium in (Medium.PUSH, Medium.EMAIL):
        prefer(helper, kind=Kind.REACTION, medium=medium, enabled=True)
    answers = [comment(helper, post=post, text="八十五度，水先放两分钟。") for _number in range(2)]
    for answer in answers:
        mark_useful(reader, comment=answer)
    for pk in Event.objects.filter(kind=Kind.REACTION).values_list("pk", flat=True):
        make_notifications(pk)
    line = line_of(helper)
    assert (line.joined.count, line.joined.people) == (2, 1)
    assert f"#comment-{answers[-1].reference}" in line.words.url
    assert not Delivery.objects.filter(notification__person=helper).exists()
    for answer in answers:
        unmark_useful(reader, comment=answer)
    assert bell_page(helper).lines == []
