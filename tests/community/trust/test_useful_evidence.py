"""An answer that helped becomes a fact of the ledger, and no longer is one when it is taken back or gone."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.groups.models import Group
from community.moderation.acting import hide_comment, hide_post, restore_comment, restore_post
from community.people.models import Block, Person
from community.posts.commenting import delete_comment
from community.posts.models import UsefulMark
from community.posts.useful import mark_useful, unmark_useful
from community.posts.writing import delete_post, undelete_post
from community.privacy.closing import close_account
from community.privacy.models import Erasure
from community.privacy.tasks import erase
from community.standing.models import PathChoice
from community.standing.wording import told
from community.trust.models import Evidence
from community.trust.recording import record
from community.trust.standing import Speaker, standing_of
from tests.community.trust.saying import standing
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PickListFactory,
    PostFactory,
    ProductFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
ONE = [("asker", "useful", "helper")]


@pytest.fixture
def asker():
    return PersonFactory(username="asker", name="沈老师")


@pytest.fixture
def helper():
    return PersonFactory(username="helper", name="钱伯")


@pytest.fixture
def answer(asker, helper):
    return CommentFactory(post=PostFactory(author=asker, text="水温多少？"), author=helper, text="八十五度。")


def whys():
    return list(Evidence.objects.exclude(counters=None).order_by("pk").values_list("why", flat=True))


def test_it_is_written_down_and_taken_back(answer, asker):
    mark_useful(asker, comment=answer)
    assert standing() == ONE
    assert Evidence.objects.get().source == answer
    unmark_useful(asker, comment=answer)
    assert (standing(), whys()) == ([], ["withdrawn"])
    mark_useful(asker, comment=answer)
    assert standing() == ONE


def test_of_an_answer_that_is_deleted_nothing_counts(answer, asker, helper):
    mark_useful(asker, comment=answer)
    delete_comment(helper, comment=answer)
    assert (standing(), whys()) == ([], ["withdrawn"])


def test_what_is_hidden_counts_again_when_it_is_back(answer, asker, clerk):
    clerk.is_superuser = True
    clerk.save()
    mark_useful(asker, comment=answer)
    hide_comment(clerk, comment=answer, reason="广告")
    assert (standing(), whys()) == ([], ["hidden"])
    restore_comment(clerk, comment=answer, reason="看错了")
    assert standing() == ONE
    hide_post(clerk, post=answer.post, reason="广告")
    assert standing() == []
    restore_post(clerk, post=answer.post, reason="看错了")
    assert standing() == ONE


def test_with_the_post_that_is_deleted_and_back(answer, asker):
    mark_useful(asker, comment=answer)
    CommentFactory(post=PostFactory(author=asker))
    delete_post(asker, post=answer.post)
    assert standing() == []
    undelete_post(asker, post=answer.post)
    assert standing() == ONE


def test_what_was_taken_back_meanwhile_stays_so(answer, asker, helper):
    mark_useful(asker, comment=answer)
    delete_post(asker, post=answer.post)
    unmark_useful(asker, comment=answer)
    undelete_post(asker, post=answer.post)
    assert standing() == []


@pytest.mark.parametrize("who", ["asker", "helper"])
def test_whoever_closes_their_account_takes_it_along(answer, asker, who):
    mark_useful(asker, comment=answer)
    close_account(Person.objects.get(username=who))
    erase(Erasure.objects.get().pk)
    assert standing() == []
    assert not UsefulMark.objects.exists()


def test_nothing_of_a_hidden_group_is_written_down(asker, helper):
    group = GroupFactory(access=Group.Access.HIDDEN)
    for person in (asker, helper):
        subscribe(person, group)
    mark_useful(asker, comment=CommentFactory(post=PostFactory(author=asker, channel=group.channel), author=helper))
    assert UsefulMark.objects.exists()
    assert not Evidence.objects.exists()


def _topic(**post):
    comment = CommentFactory(post=PostFactory(**post))
    mark_useful(comment.post.author, comment=comment)
    return Evidence.objects.get().topic


def test_its_topic_is_that_of_the_product_asked_about(product):
    assert _topic(link=product.get_absolute_url()).name == "龙井"


def test_or_of_the_store(product):
    store = product.store
    untagged = ProductFactory(store=store)
    assert _topic(link=untagged.get_absolute_url()).name == "龙井"


def test_or_of_the_store_that_speaks(product):
    store = product.store
    assert _topic(channel=channel_of(store), author=store.owner).name == "龙井"


def test_or_of_the_list():
    picks = PickListFactory()
    assert _topic(channel=channel_of(picks), author=picks.person) == picks.topic


@pytest.mark.parametrize("link", ["", "/s/nowhere/nothing/", "https://qunpu.example/s/x/y/", "/articles/water/"])
def test_else_it_has_none(link):
    assert _topic(link=link) is None


def test_both_read_where_it_came_from(client, answer, asker, helper):
    Person.objects.update(language="en")
    mark_useful(asker, comment=answer)
    for person, path in ((helper, "/me/evidence/"), (asker, "/me/evidence/given/")):
        client.force_login(person)
        page = client.get(path, headers={"Accept-Language": "en"}).content.decode()
        assert "Answer found useful" in page
        assert "the answer “八十五度。”" in page
        assert answer.get_absolute_url() in page


@pytest.fixture
def friend():
    """Trusts the asker, and two more."""
    friend = PersonFactory(username="friend")
    for person in PersonFactory.create_batch(2):
        record(Evidence.Kind.ENDORSED, by=friend, about=person, source=PostFactory())
    return friend


def stands(viewer, helper):
    return standing_of(viewer, [helper.pk])[helper.pk]


def test_a_path_names_it(answer, asker, helper, friend):
    record(Evidence.Kind.ENDORSED, by=friend, about=asker, source=PostFactory())
    before = stands(friend, helper).score
    mark_useful(asker, comment=answer)
    found = stands(friend, helper)
    assert found.score > before
    assert found.path.people[0].pk == asker.pk
    assert (found.reasons[0].speaker, found.reasons[0].is_useful) == (Speaker.NAMED, True)
    (line,) = told(found, helper.name, friend).reasons
    assert line.who.pk == asker.pk
    assert line.text


def test_it_is_veiled_where_the_reader_cannot_read_it(asker, helper, friend):
    group = GroupFactory(access=Group.Access.ASK)
    for person in (asker, helper):
        subscribe(person, group)
    record(Evidence.Kind.ENDORSED, by=friend, about=asker, source=PostFactory())
    mark_useful(asker, comment=CommentFactory(post=PostFactory(author=asker, channel=group.channel), author=helper))
    found = stands(friend, helper)
    assert (found.reasons[0].speaker, found.reasons[0].is_useful) == (Speaker.TRUSTED, False)


def test_and_where_whoever_said_it_keeps_it_to_themself(answer, asker, helper, friend):
    record(Evidence.Kind.ENDORSED, by=friend, about=asker, source=PostFactory())
    PathChoice.objects.create(person=asker, endorsements=False)
    mark_useful(asker, comment=answer)
    assert stands(friend, helper).reasons[0].speaker == Speaker.TRUSTED


def test_whom_a_block_stands_between_is_not_heard(answer, asker, helper, friend):
    record(Evidence.Kind.ENDORSED, by=friend, about=asker, source=PostFactory())
    before = stands(friend, helper)
    mark_useful(asker, comment=answer)
    Block.objects.create(person=asker, blocked=friend)
    assert stands(friend, helper) == before


def test_ones_own_is_told_as_such(answer, asker, helper):
    mark_useful(asker, comment=answer)
    found = stands(asker, helper)
    assert (found.path.is_own, found.reasons[0].is_useful) == (True, True)


def test_strangers_marks_change_nothing(helper, friend):
    before = [stands(viewer, helper).score for viewer in (friend, AnonymousUser())]
    for _number in range(30):
        comment = CommentFactory(author=helper)
        mark_useful(comment.post.author, comment=comment)
    assert [stands(viewer, helper).score for viewer in (friend, AnonymousUser())] == before
