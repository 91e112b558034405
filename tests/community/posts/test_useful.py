"""Whoever asked says that an answer helped: who may, who sees it, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from community.channels.models import Subscription
from community.events import found_useful, found_useful_no_more
from community.people.models import Block
from community.posts.commenting import delete_comment
from community.posts.conversing import conversation, thread_of
from community.posts.models import UsefulMark
from community.posts.useful import helped_of, mark_useful, unmark_useful
from config.kit.errors import NotAllowed
from tests.counting import queries_asked
from tests.factories import CommentFactory, PersonFactory, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def helper(group):
    return subscribe(PersonFactory(username="helper", name="钱伯"), group).person


@pytest.fixture
def answer(post, helper):
    return CommentFactory(post=post, author=helper, text="八十五度，水先放两分钟。")


def test_it_works(answer, member, helper):
    with hearing(found_useful) as heard:
        mark = mark_useful(member, comment=answer)
        assert mark_useful(member, comment=answer) == mark
    assert (mark.person, mark.about) == (member, helper)
    assert [event["mark"] for event in heard] == [mark]


def test_taking_back(answer, member):
    mark_useful(member, comment=answer)
    with hearing(found_useful_no_more) as heard:
        assert unmark_useful(member, comment=answer)
        assert not unmark_useful(member, comment=answer)
    assert len(heard) == 1
    assert not unmark_useful(GUEST, comment=answer)


def test_whoever_was_answered_asked_too(post, group, helper):
    asking = CommentFactory(post=post, author=group.owner, text="水温多少？")
    answer = CommentFactory(post=post, author=helper, parent=asking)
    mark_useful(group.owner, comment=answer)
    mark_useful(post.author, comment=answer)
    assert helped_of(answer, GUEST).others == (group.owner, post.author)


def test_nobody_else_may(answer, group, helper, outsider):
    for who in (group.owner, helper, outsider, GUEST):
        with pytest.raises(NotAllowed):
            mark_useful(who, comment=answer)


def test_not_ones_own_words_under_ones_own_post(post, member):
    with pytest.raises(NotAllowed):
        mark_useful(member, comment=CommentFactory(post=post, author=member))


def test_nobody_who_left(answer, member, group):
    Subscription.objects.filter(person=member).update(state="left")
    with pytest.raises(NotAllowed):
        mark_useful(member, comment=answer)


@pytest.mark.parametrize("state", ["hidden", "deleted"])
def test_nothing_that_is_gone(answer, member, state):
    type(answer).objects.filter(pk=answer.pk).update(state=state)
    with pytest.raises(NotAllowed):
        mark_useful(member, comment=answer)


def test_the_database_holds_it(answer, member, helper):
    mark_useful(member, comment=answer)
    for person in (member, helper):
        with pytest.raises(IntegrityError), transaction.atomic():
            UsefulMark.objects.create(comment=answer, person=person, about=helper)


def test_blocked_and_suspended_people_helped_nobody(answer, member, helper):
    mark_useful(member, comment=answer)
    reader = PersonFactory()
    Block.objects.create(person=member, blocked=reader)
    assert helped_of(answer, reader).others == ()
    assert helped_of(answer, GUEST).others == (member,)
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert helped_of(answer, GUEST).others == ()


def test_it_is_visible_with_the_comment(answer, member, group, outsider):
    mark_useful(member, comment=answer)
    assert UsefulMark.objects.visible_to(GUEST).exists()
    type(group).objects.filter(pk=group.pk).update(access="ask")
    assert not UsefulMark.objects.visible_to(outsider).exists()
    delete_comment(answer.author, comment=answer)
    assert not UsefulMark.objects.visible_to(member).exists()


def test_who_may_say_so_is_shown_a_tap(client, sign_in, answer, post, member):
    path = f"/comments/{answer.reference}/useful/"
    assert path not in client.get(post.get_absolute_url()).content.decode()
    page = sign_in(member).get(post.get_absolute_url()).content.decode()
    assert path in page
    assert 'aria-pressed="false"' in page


def test_pages_work_without_scripts(sign_in, answer, post, member):
    client = sign_in(member)
    said = client.post(f"/comments/{answer.reference}/useful/", HTTP_REFERER=post.get_absolute_url())
    assert (said.status_code, said.headers["Location"]) == (303, post.get_absolute_url())
    assert f"/comments/{answer.reference}/useful/undo/" in client.get(answer.get_absolute_url()).content.decode()
    client.post(f"/comments/{answer.reference}/useful/undo/")
    assert not UsefulMark.objects.exists()


def test_htmx_gets_the_badge_alone(sign_in, answer, member):
    said = sign_in(member).post(f"/comments/{answer.reference}/useful/", headers={"HX-Request": "true"})
    page = said.content.decode()
    assert said.status_code == 200
    assert 'aria-pressed="true"' in page
    assert "<html" not in page


def test_readers_see_whom_it_helped(client, answer, post, member):
    mark_useful(member, comment=answer)
    page = client.get(post.get_absolute_url(), headers={"Accept-Language": "en"}).content.decode()
    assert f"helped {member.name}" in page


def test_the_api(answer, member, helper):
    api, path = APIClient(), f"/api/v1/comments/{answer.reference}/useful/"
    assert api.put(path).status_code == 401
    api.force_authenticate(helper)
    assert api.put(path).status_code == 403
    api.force_authenticate(member)
    told = api.put(path)
    assert (told.status_code, [one["username"] for one in told.json()["helped"]]) == (200, [member.username])
    assert api.get(f"/api/v1/posts/{answer.post.reference}/comments/").json()["results"][0]["helped"]
    assert api.delete(path).json()["helped"] == []


def test_lists_cost_the_same(answer, post, member, helper):
    api = APIClient()

    def cost():
        with queries_asked() as queries:
            _ = [line.helped for said in conversation(post, member).said for line in (said.line, *said.answers)]
            _ = thread_of(answer, member)
            api.get(f"/api/v1/posts/{post.reference}/comments/")
        return len(queries)

    mark_useful(member, comment=answer)
    little = cost()
    for _number in range(4):
        mark_useful(member, comment=CommentFactory(post=post, author=helper, parent=answer))
    assert cost() == little
