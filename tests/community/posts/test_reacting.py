import pytest
from django.contrib.auth.models import AnonymousUser

from community.events import reacted
from community.people.models import Block
from community.posts.models import Reaction
from community.posts.reacting import react, unreact
from community.posts.sharing import reactions_page
from community.posts.showing import item_of, post_of, signs
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PostFactory, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


def test_it_works(post, group):
    with hearing(reacted) as heard:
        reaction = react(group.owner, post=post)

    assert (reaction.person, reaction.kind) == (group.owner, "heart")
    assert [event["reaction"] for event in heard] == [reaction]


def test_one_each(post, group):
    react(group.owner, post=post)
    with hearing(reacted) as heard:
        assert react(group.owner, post=post, kind="thanks").kind == "thanks"
    assert heard == []
    assert Reaction.objects.count() == 1


def test_taking_back(post, group):
    react(group.owner, post=post)

    assert unreact(group.owner, post=post)
    assert not unreact(group.owner, post=post)
    assert not unreact(AnonymousUser(), post=post)


def test_no_other_signs(post, group):
    with pytest.raises(Invalid):
        react(group.owner, post=post, kind="angry")


def test_only_members_in_a_group(post, outsider):
    for who in (outsider, AnonymousUser()):
        with pytest.raises(NotAllowed):
            react(who, post=post)


def test_anyone_where_everyone_reads(outsider):
    assert react(outsider, post=PostFactory())


def test_the_number_is_that_of_who_is_listed(post, group, member):
    other = subscribe(PersonFactory(), group).person
    react(other, post=post)
    Block.objects.create(person=other, blocked=member)

    rows, _cursor = reactions_page(post, member)
    item = item_of(post_of(member, post.reference), member)

    assert (rows, sum(sign["count"] for sign in signs(post, member)), item.reaction_count) == ([], 0, 0)
