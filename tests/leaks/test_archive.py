"""Who was put out of a group, left it or blocked its people takes along what they did there, and nothing that is the
group's or others'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from community.channels.models import Subscription
from community.drafts.models import Draft
from community.groups.joining import leave_group
from community.groups.membering import remove_member
from community.moderation.reporting import report
from community.people.blocking import block
from community.people.models import Person
from community.polls.asking import Question, put_to
from community.polls.voting import vote
from community.posts.commenting import comment
from community.posts.models import Mention, Post
from community.posts.reacting import react
from community.posts.reposting import repost
from community.posts.saving import save_post
from community.posts.writing import write_post
from community.shelves.vouching import vouch
from tests.community.privacy.holding import opened, rows, said_in
from tests.community.privacy.lively import photo_of
from tests.factories import PersonFactory, ProductFactory
from tests.leaks.hidden import NAME, WORDS, hide_in
from tests.leaks.hidden import everyone as people_of
from tests.permissions.world import build

pytestmark = pytest.mark.django_db

SLUG = "jade-nights"
# What is said in the group or is its own, and stands nowhere else.
SECRETS = (WORDS, "琥珀色的约定", "琉璃三章", "翠羽也知道", "玉佩", "和田", "玛瑙", SLUG, "agarwood", "沉香先生")
WENT = ("left", "removed", "banned", "blocked", "blocking")


@dataclass
class Life:
    """Someone who did all there is to do in the hidden group, and what they did it with."""

    person: Person
    group: Any
    author: Person
    post: Post


@pytest.fixture
def life() -> Life:
    people = people_of()
    author = people["author"]
    Person.objects.filter(pk=author.pk).update(name="沉香先生")
    world = hide_in(build(), people)
    group = world.group
    asked = write_post(author, channel=group.channel, text="选哪一个玉佩？", pictures=[photo_of(author)])
    put_to(asked, Question(("翡翠玉佩", "琥珀玉佩")))
    person = PersonFactory(username="ex-member")
    Subscription.objects.create(
        person=person,
        channel=group.channel,
        answers=[{"question": "和田带来了吗？", "answer": "我带来了"}],
        rules_version=1,
    )
    took_part(person, group, asked)
    return Life(person, group, author, asked)


def took_part(person: Person, group: Any, asked: Post) -> None:
    vote(person, poll=asked.poll, positions=[2])
    comment(person, post=asked, text="我选第二个")
    react(person, post=asked)
    save_post(person, post=asked)
    report(person, target=asked, reason="spam", note="我觉得是广告")
    repost(person, post=asked, channel=group.channel, text="我转一下")
    write_post(person, channel=group.channel, text="我也来说说")
    vouch(person, group=group, subject=ProductFactory(), sentence="我喝过")
    Draft.objects.create(author=person, channel=group.channel, text="我还没说", similar_to=asked, repost_of=asked)
    Mention.objects.create(post=asked, person=person, name=person.username)


def goes(life: Life, how: str) -> None:
    row = Subscription.objects.get(person=life.person, channel=life.group.channel)
    match how:
        case "left":
            leave_group(life.person, group=life.group)
        case "removed" | "banned":
            remove_member(life.group.owner, subscription=row, reason="吵闹", ban=how == "banned")
        case "blocked":
            block(life.author, other=life.person)
        case "blocking":
            block(life.person, other=life.author)


@pytest.mark.parametrize("how", WENT)
def test_nothing_of_the_group_is_taken_along(life, how):
    goes(life, how)
    archive = opened(life.person)
    said = said_in(archive)

    # Who only blocks one member is in the group, and knows how it is called and what it asks.
    inside = how in ("blocked", "blocking")
    # Whom one blocked oneself, one named oneself.
    told = {SLUG, "和田"} if inside else set()
    told |= {"agarwood"} if how == "blocking" else set()
    assert {secret for secret in SECRETS if secret in said} == told
    assert not [name for name in archive.namelist() if name.startswith("photos/")]
    if not inside:
        assert {row["channel"] for row in rows(archive, "posts")} == {"group"}
        assert [row["target"] for row in rows(archive, "reports")] == ["post"]


@pytest.mark.parametrize("how", WENT)
def test_what_one_did_there_oneself_is(life, how):
    goes(life, how)
    archive = opened(life.person)
    said = said_in(archive)

    for own in ("我选第二个", "我觉得是广告", "我转一下", "我也来说说", "我还没说"):
        assert own in said, own
    assert [(row["position"], row["option"]) for row in rows(archive, "poll_votes")] == [(2, "")]
    # A word on a shelf and an answer at the door are a membership's, and go with it.
    assert ("我喝过" in said) is ("我带来了" in said) is (how in ("blocked", "blocking"))
    assert len(rows(archive, "reactions")) == len(rows(archive, "saved_posts")) == 1


@pytest.mark.parametrize("how", ["left", "removed", "banned"])
def test_only_a_decision_names_the_group_for_it_can_be_appealed(life, how):
    goes(life, how)
    archive = opened(life.person)

    rulings = rows(archive, "rulings_about_me")
    assert [(row["group"], row["reason"]) for row in rulings] == ([] if how == "left" else [(NAME, "吵闹")])
    elsewhere = [archive.read(name).decode() for name in archive.namelist() if "rulings" not in name]
    sheets = [text for text in elsewhere if NAME in text]
    # The page and the sheet show the decision, too.
    assert len(sheets) == (0 if how == "left" else 2)


def test_who_is_in_it_still_takes_its_name_and_their_choice_along(life):
    archive = opened(life.person)

    assert rows(archive, "poll_votes")[0]["option"] == "琥珀玉佩"
    assert {row["channel"] for row in rows(archive, "posts")} == {f"group:{SLUG}"}
    assert rows(archive, "subscriptions")[0]["answers"][0]["question"] == "和田带来了吗？"
