"""Many vote, or publish the same draft, at the same moment."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from community.drafts import drafting
from community.drafts.models import Draft
from community.polls.asking import question
from community.polls.models import PollVote
from community.posts.models import Post
from community.posts.writing import write_post
from tests.factories import GroupFactory, PersonFactory, PictureFactory, subscribe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


@pytest.fixture
def group():
    return GroupFactory()


def test_votes_are_exact_however_many_come_at_once(at_once, group):
    poll = write_post(group.owner, channel=group.channel, text="喝什么？", poll=question(["龙井", "白茶"])).poll
    people = [subscribe(PersonFactory(), group).person for _ in range(10)]
    votes = [("vote_in", (person.pk, poll.pk, position)) for person in people for position in (1, 2, 1)]

    assert set(at_once(votes)) == {"voted"}

    counts = Counter(PollVote.objects.values_list("person", flat=True))
    assert set(counts.values()) == {1}
    assert len(counts) == 10


def test_a_draft_is_published_once_by_all_workers_and_its_author(at_once, group):
    member = subscribe(PersonFactory(), group).person
    photo = PictureFactory(owner=member)
    draft = drafting.save(member, channel=group.channel, text="到货了", pictures=[photo])
    drafting.schedule(member, draft=draft, due_at=timezone.now() + timedelta(hours=1))
    Draft.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    at_once([("publish_due_draft", (draft.pk,)), ("publish_own_draft", (draft.pk,))] * 4)

    post = Post.objects.get()
    assert post.pictures.get().picture == photo
    draft.refresh_from_db()
    assert (draft.state, draft.post) == ("published", post)
