"""Promises, a year and knowledge: what a page tells of what a person did."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.brand.knowing import knowledge_of
from community.brand.models import ProfileChoice
from community.brand.promises import ENOUGH, Promises, promises_of
from community.brand.showing import about
from community.brand.year import days_of, year_of
from community.people.models import Block
from community.posts.models import Comment, Post, Reaction, UsefulMark
from community.posts.reacting import react
from community.posts.useful import mark_useful
from community.trust.models import Evidence
from community.trust.recording import counter, record
from content.articles.writing import write_article
from content.lessons.course import course
from content.milestones.models import Milestone
from tests.counting import queries_asked
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def test_promises_are_counted(lin, keep):
    keep(lin, 3)
    keep(lin, 1, kept=False)
    assert promises_of(lin) == Promises(kept=3, made=4)
    assert not promises_of(lin).is_enough
    keep(lin, ENOUGH - 4)
    assert promises_of(lin).is_enough


def test_what_was_countered_counts_no_more(lin, keep):
    keep(lin, 2)
    counter(Evidence.objects.filter(pk=Evidence.objects.first().pk))
    assert promises_of(lin) == Promises(kept=1, made=1)


def test_other_facts_are_no_promises(lin):
    record(Evidence.Kind.CONTENT, by=PersonFactory(), about=lin, source=StoreFactory())
    assert promises_of(lin) == Promises()


def test_a_year_holds_what_was_done_in_public(lin, keep):
    keep(lin, 2)
    PostFactory(author=lin)
    CommentFactory(author=lin, post=PostFactory(channel=GroupFactory().channel))
    write_article(lin, title="水温", body="85 度。")
    assert sum(days_of(lin).values()) == 5
    assert year_of(lin).days == 1


@pytest.mark.parametrize("access", ["ask", "invite", "hidden"])
def test_nothing_said_behind_a_door_is_in_it(lin, access):
    group = GroupFactory(access=access)
    subscribe(lin, group)
    PostFactory(author=lin, channel=group.channel)
    CommentFactory(author=lin, post=PostFactory(channel=group.channel))
    assert days_of(lin) == {}


def test_nor_what_is_hidden_deleted_or_older(lin):
    for state in ("hidden", "deleted"):
        PostFactory(author=lin, state=state)
    old = PostFactory(author=lin)
    Post.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=380))
    assert days_of(lin) == {}


def test_a_block_tells_nothing(lin, keep, sign_in):
    """The year and the promises are the same for everyone: nobody learns from them who dealt with whom."""
    (fact,) = keep(lin, 1)
    reader = PersonFactory()
    before = about(lin, reader)
    reader.blocks.create(blocked=fact.by)
    after = about(lin, reader)
    assert (before["year"], before["promises"]) == (after["year"], after["promises"])


def test_a_day_is_by_the_persons_clock(lin):
    post = PostFactory(author=lin)
    moment = timezone.now().replace(hour=20) - timedelta(days=3)
    Post.objects.filter(pk=post.pk).update(created_at=moment)
    lin.time_zone = "Asia/Tokyo"
    assert list(days_of(lin)) == [moment.date() + timedelta(days=1)]


def test_what_one_knows(lin):
    article = write_article(lin, title="水温", body="85 度。")
    store = StoreFactory(owner=lin)
    told, _untold = ProductFactory(store=store, not_for="怕苦的人"), ProductFactory(store=store)
    ProductFactory(store=store, not_for="谁都不适合", state="draft")
    answer = CommentFactory(author=lin, post=PostFactory(channel=GroupFactory().channel))
    CommentFactory(author=lin, post=answer.post, text="我！")
    CommentFactory(author=lin, post=PostFactory(author=lin))
    CommentFactory(author=lin, post=PostFactory(channel=GroupFactory(access="ask").channel))

    knowledge = knowledge_of(lin, GUEST)

    assert (knowledge.articles, knowledge.products) == ([article], [told])
    assert (knowledge.answers, knowledge.answer_count) == ([answer], 1)
    assert not knowledge.lessons


def test_an_answer_behind_a_door_is_not_shown_to_those_within(lin):
    group = GroupFactory(access="ask")
    reader = subscribe(PersonFactory(), group).person
    CommentFactory(author=lin, post=PostFactory(channel=group.channel))
    assert not knowledge_of(lin, reader)


def test_answers_that_helped_come_first(lin):
    helped, *others = [CommentFactory(author=lin, post=PostFactory()) for _number in range(3)]
    mark_useful(helped.post.author, comment=helped)

    knowledge = knowledge_of(lin, GUEST)

    assert list(knowledge.answers) == [helped, others[-1]]
    assert (knowledge.answers[0].helped, knowledge.answer_count, knowledge.useful_count) == (1, 3, 1)


def test_the_numbers_are_the_same_for_everyone(lin):
    helped = CommentFactory(author=lin, post=PostFactory())
    mark_useful(helped.post.author, comment=helped)
    reader = PersonFactory()
    Block.objects.create(person=helped.post.author, blocked=reader)
    knowledge = knowledge_of(lin, reader)
    assert (knowledge.useful_count, list(knowledge.answers)) == (1, [])


def test_what_suspended_people_found_useful_is_not_counted(lin):
    helped = CommentFactory(author=lin, post=PostFactory())
    mark_useful(helped.post.author, comment=helped)
    type(lin).objects.filter(pk=helped.post.author_id).update(is_active=False)
    assert knowledge_of(lin, GUEST).useful_count == 0


def _learned(post, people):
    for _number in range(people):
        react(PersonFactory(), post=post, kind=Reaction.Kind.LEARNED)


def test_what_others_learned_from_is_taught(lin):
    posts = [PostFactory(author=lin, text=f"第 {number} 课") for number in range(5)]
    for post, people in zip(posts, (1, 3, 2, 3, 0), strict=True):
        _learned(post, people)
    react(lin, post=posts[4], kind=Reaction.Kind.LEARNED)
    react(PersonFactory(), post=posts[4])
    behind = PostFactory(author=lin, channel=GroupFactory(access="ask").channel)
    Reaction.objects.create(post=behind, person=PersonFactory(), kind="learned")

    taught = knowledge_of(lin, GUEST).taught

    assert [(one.post, one.people) for one in taught] == [(posts[3], 3), (posts[1], 3), (posts[2], 2)]
    assert taught[0].title == "第 3 课"


def test_a_post_that_only_links_is_called_as_what_it_links_to(lin):
    article = write_article(lin, title="水温", body="85 度。")
    _learned(PostFactory(author=lin, text="", link=article.get_absolute_url()), 1)
    assert [one.title for one in knowledge_of(lin, GUEST).taught] == ["水温"]


def test_lessons_are_shown_by_choice(lin):
    lesson = course()[0]
    Milestone.objects.create(person=lin, kind=lesson.milestone)
    assert not knowledge_of(lin, GUEST)
    ProfileChoice.objects.create(person=lin, lessons=True)
    assert knowledge_of(lin, GUEST).lessons == [lesson]


def test_it_costs_the_same_however_much_there_is(lin, keep):
    def cost():
        with queries_asked() as queries:
            about(lin, GUEST)
        return len(queries)

    channel_of(lin)
    ProfileChoice.objects.create(person=lin, lessons=True)
    little = cost()
    keep(lin, 6)
    for _number in range(4):
        CommentFactory(author=lin, post=PostFactory(channel=GroupFactory().channel))
        ProductFactory(store=StoreFactory(owner=lin), not_for="怕苦的人")
        write_article(lin, title="水温", body="85 度。")
        _learned(PostFactory(author=lin), 2)
    for answer in Comment.objects.select_related("post__author"):
        UsefulMark.objects.create(person=answer.post.author, comment=answer, about=lin)
    assert Comment.objects.count() == 4
    assert cost() == little == 14
