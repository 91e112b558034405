from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.polls.asking import Question, question
from community.polls.models import Poll, PollVote
from community.polls.voting import PollClosed, vote
from community.posts.marking import marks_of
from community.posts.models import Post
from community.posts.writing import edit_post, write_post
from config.kit.errors import Invalid, NotAllowed
from tests.counting import queries_asked
from tests.factories import PersonFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ask(group, member):
    def asked(*options, is_multiple=False):
        poll = question(options or ("龙井", "碧螺春", "都好"), is_multiple=is_multiple)
        return write_post(member, channel=group.channel, text="喝什么？", poll=poll).poll

    return asked


def shown(poll, viewer):
    post = Post.objects.select_related("poll").get(pk=poll.post_id)
    return marks_of([post], viewer)[post.pk].poll


def close(poll):
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("options", "days", "field"),
    [(["一"], 3, "options"), ([str(n) for n in range(9)], 3, "options"), (["一", " 一"], 3, "options"),
     (["茶" * 81, "二"], 3, "options"), (["一", "二"], 0, "days"), (["一", "二"], 31, "days")],
)  # fmt: skip
def test_a_poll_that_cannot_be(options, days, field):
    with pytest.raises(Invalid) as refusal:
        question(options, days=days)
    assert refusal.value.field == field


def test_empty_lines_are_no_options():
    assert question(["", " "]) is None
    assert question(["一", "", "二\n"]) == Question(("一", "二"))
    assert Question.from_json(question(["一", "二"], is_multiple=True, days=7).as_json()) == Question(
        ("一", "二"), is_multiple=True, days=7
    )


def test_a_poll_needs_words(group, member, ask):
    with pytest.raises(Invalid):
        write_post(member, channel=group.channel, text="", poll=question(["一", "二"]))
    poll = ask()
    with pytest.raises(Invalid):
        edit_post(member, post=poll.post, text="", link="/s/tea/")


def test_results_are_shown_after_voting_or_closing(ask, group, member):
    poll = ask()
    vote(member, poll=poll, positions=[1])

    assert shown(poll, member).shows_results
    assert not shown(poll, group.owner).shows_results
    vote(group.owner, poll=poll, positions=[2])
    assert [(option.votes, option.percent, option.mine) for option in shown(poll, group.owner).options] == [
        (1, 50, False),
        (1, 50, True),
        (0, 0, False),
    ]
    close(poll)
    assert shown(poll, subscribe(PersonFactory(), group).person).shows_results


def test_votes_can_be_changed_until_it_closes(ask, member):
    poll = ask()
    for chosen in ([1], [3], [3], [], [2]):
        vote(member, poll=poll, positions=chosen)
        assert [row.option.position for row in PollVote.objects.all()] == chosen
    close(poll)
    with pytest.raises(PollClosed):
        vote(member, poll=poll, positions=[1])
    assert PollVote.objects.get().option.position == 2


def test_one_or_several(ask, group, member):
    one, several = ask(), ask(is_multiple=True)
    with pytest.raises(Invalid):
        vote(member, poll=one, positions=[1, 2])
    vote(member, poll=several, positions=[1, 3])
    vote(member, poll=several, positions=[3, 2])
    vote(group.owner, poll=several, positions=[2])

    result = shown(several, member)
    assert [(option.votes, option.percent, option.mine) for option in result.options] == [
        (0, 0, False),
        (2, 100, True),
        (1, 50, True),
    ]
    assert result.voters == 2


def test_the_database_holds_one_vote_a_person(ask, member):
    poll = ask()
    vote(member, poll=poll, positions=[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        PollVote.objects.create(poll=poll, option=poll.options.get(position=2), person=member, slot=0)


def test_only_members_vote_and_only_for_what_there_is(ask, member):
    poll = ask()
    with pytest.raises(NotAllowed):
        vote(PersonFactory(), poll=poll, positions=[1])
    with pytest.raises(Invalid):
        vote(member, poll=poll, positions=[4])


def test_the_suspended_do_not_count(ask, group, member):
    poll = ask()
    other = subscribe(PersonFactory(), group).person
    vote(member, poll=poll, positions=[1])
    vote(other, poll=poll, positions=[1])
    other.is_active = False
    other.save()
    assert [shown(poll, member).voters, shown(poll, member).options[0].votes] == [1, 1]


def test_all_polls_of_a_page_cost_one_statement(ask, group, member):
    for _ in range(3):
        vote(member, poll=ask(), positions=[1])
    posts = list(Post.objects.select_related("poll"))
    with queries_asked() as queries:
        assert len(marks_of(posts, member)) == 3
    assert len(queries) == 1


def test_voting_on_the_page(sign_in, ask, group, member):
    poll = ask()
    path, client = f"/posts/{poll.post.reference}/vote/", sign_in(member)
    assert "percent" not in client.get(poll.post.get_absolute_url()).content.decode()

    assert client.post(path, {"option": "1"}).status_code == 303
    part = client.post(path, {"option": "2"}, headers=HTMX).content.decode()
    assert "100%" in part
    assert client.post(path, {"take_back": "1"}, headers=HTMX).status_code == 200
    assert not PollVote.objects.exists()
    for wrong in ({}, {"option": ""}, {"option": "x"}, {"option": "٣"}, {"option": "9" * 40}, {"option": ["1", "2"]}):
        assert client.post(path, wrong, headers=HTMX).status_code == 400
    assert client.get(path).status_code == 405
    plain = PostFactory(channel=group.channel)
    assert client.post(f"/posts/{plain.reference}/vote/", {"option": "1"}).status_code == 404
    assert sign_in(PersonFactory()).post(path, {"option": "1"}).status_code == 403
