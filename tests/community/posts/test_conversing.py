import pytest

from community.people.models import Block
from community.posts.commenting import comment, delete_comment
from community.posts.conversing import ANSWERS, THREAD_PAGE, came_since, conversation, newest_of, thread_of
from tests.counting import queries_asked
from tests.factories import CommentFactory, PersonFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(group):
    return PostFactory(channel=group.channel, author=group.owner)


def texts(lines):
    return ["–" if line.is_gone else line.comment.text for line in lines]


def test_deeper_answers_stand_beside_with_whom_they_answer(post, group, member):
    first = comment(member, post=post, text="一")
    answer = comment(group.owner, post=post, text="二", parent=first)
    comment(member, post=post, text="三", parent=answer)

    [said] = conversation(post, member).said

    assert texts(said.answers) == ["二", "三"]
    assert [line.answers_other for line in said.answers] == [False, True]
    assert said.answers[1].answered == group.owner


def test_a_comment_that_is_gone_keeps_its_place_while_answers_stand(post, group, member):
    first = comment(member, post=post, text="一")
    answer = comment(group.owner, post=post, text="二", parent=first)
    last = comment(member, post=post, text="三", parent=answer)
    delete_comment(group.owner, comment=answer)

    [said] = conversation(post, member).said
    assert texts(said.answers) == ["–", "三"]
    assert said.answers[1].answered is None
    delete_comment(member, comment=last)
    assert texts(conversation(post, member).said[0].answers) == []
    delete_comment(member, comment=first)
    assert conversation(post, member).said == []


def test_the_blocked_are_gone_without_their_name(sign_in, post, group, member):
    other = subscribe(PersonFactory(name="无名氏"), group).person
    first = comment(member, post=post, text="一")
    answer = comment(other, post=post, text="二", parent=first)
    comment(group.owner, post=post, text="三", parent=answer)
    Block.objects.create(person=member, blocked=other)

    page = sign_in(member).get(post.get_absolute_url()).content.decode()
    assert "无名氏" not in page
    assert "三" in page


def test_long_threads_go_on_upon_their_own_page(client, post):
    first = CommentFactory(post=post)
    answers = [CommentFactory(post=post, parent=first, text=str(number)) for number in range(THREAD_PAGE + 3)]

    [said] = conversation(post, first.author).said
    assert (len(said.answers), said.more) == (ANSWERS, THREAD_PAGE + 3 - ANSWERS)
    page = thread_of(first, first.author)
    rest = thread_of(first, first.author, page.cursor)
    assert [line.comment for line in page.answers + rest.answers] == answers
    assert (page.has_earlier, rest.has_earlier, rest.cursor) == (False, True, "")
    late = thread_of(answers[-2], first.author)
    assert [line.comment for line in late.answers] == answers[-2:]
    assert late.has_earlier
    assert client.get(answers[-2].get_absolute_url()).status_code == 200


def test_what_came_since(post, group, member):
    first = comment(member, post=post, text="一")
    comment(member, post=post, text="二", parent=first)
    comment(member, post=post, text="别的")
    mark = newest_of(post)
    assert came_since(post, group.owner, mark) == 0
    comment(member, post=post, text="三", parent=first)
    comment(member, post=post, text="四")

    assert came_since(post, group.owner, mark) == 2
    assert came_since(post, member, mark) == 0
    assert came_since(post, member, "x") == 0
    fresh = conversation(post, group.owner, since=mark).said
    assert [(one.line.comment.text, texts(one.answers)) for one in fresh] == [("一", ["三"]), ("四", [])]


def test_the_mark_of_what_is_new(client, post, member):
    path = f"/posts/{post.reference}/said/"
    mark = newest_of(post)
    assert client.get(path, {"since": mark}).status_code == 204
    comment(member, post=post, text="一")
    assert client.get(path, {"since": mark}).status_code == 200
    assert client.get(path, {"since": "\x00"}).status_code == 204


def test_a_conversation_costs_the_same_however_long(post, member):
    costs = []
    for _ in range(2):
        for _ in range(4):
            first = CommentFactory(post=post, text="@lin")
            answer = CommentFactory(post=post, parent=first)
            CommentFactory(post=post, parent=answer)
        with queries_asked() as queries:
            for one in conversation(post, member).said:
                _ = [str(line.answered) for line in one.answers]
        costs.append(len(queries))
        with queries_asked() as queries:
            thread_of(first, member)
        costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 5
