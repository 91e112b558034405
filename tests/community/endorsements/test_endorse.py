"""Giving one's word: what it needs, what it costs, and what it does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from taggit.models import Tag

from community.attention.quotas import QuotaReached, lifted
from community.endorsements.endorsing import HiddenWord, NoPlaceLeft, OwnAccount, endorse, reword
from community.endorsements.hiding import hide_endorsement
from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import withdraw
from community.events import endorsed
from community.moderation.filtering import Unwanted, add_rule
from community.moderation.restricting import Restricted, limit_person
from community.people.models import Block
from community.trust.models import Evidence
from config.kit.errors import Invalid, NotAllowed
from tests.community.endorsements.conftest import old_hand, use_up_today
from tests.factories import EndorsementFactory, PersonFactory, prove, tag
from tests.hearing import hearing

pytestmark = pytest.mark.django_db
SENTENCE = "问水温，她会先问你是什么水。"


def test_it_works(chen, lin):
    with hearing(endorsed) as heard:
        made = endorse(chen, about=lin, topic="茶", sentence=f"  {SENTENCE}\n")

    assert (made.by, made.about, made.topic.name, made.sentence) == (chen, lin, "茶", SENTENCE)
    fact = Evidence.objects.get()
    assert (fact.kind, fact.by, fact.about) == (Evidence.Kind.ENDORSED, chen, lin)
    assert (fact.topic, fact.source) == (made.topic, made)
    assert [told["endorsement"] for told in heard] == [made]


def test_other_words_cost_nothing(chen, lin):
    made = endorse(chen, about=lin, topic="茶", sentence="好")
    use = [endorse(chen, about=PersonFactory(), topic="茶", sentence="好") for _ in range(2)]

    with hearing(endorsed) as heard:
        again = endorse(chen, about=lin, topic=made.topic, sentence=SENTENCE)
    reword(chen, endorsement=use[0], sentence="很好")

    assert (again.pk, again.sentence) == (made.pk, SENTENCE)
    assert again.changed_at is not None
    assert (Endorsement.objects.count(), Evidence.objects.count(), heard) == (3, 3, [])


def test_three_a_day(chen, monkeypatch):
    for _ in range(3):
        endorse(chen, about=PersonFactory(), topic="茶", sentence="好")
    with pytest.raises(QuotaReached) as refusal:
        endorse(chen, about=PersonFactory(), topic="茶", sentence="好")
    assert (refusal.value.limit, refusal.value.remaining, Endorsement.objects.count()) == (3, 0, 3)

    tomorrow = refusal.value.resets_at
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert endorse(chen, about=PersonFactory(), topic="茶", sentence="好").pk


def test_withdrawing_gives_the_day_nothing_back(chen, lin):
    for _ in range(3):
        withdraw(chen, endorsement=endorse(chen, about=lin, topic="茶", sentence="好"))
    with pytest.raises(QuotaReached):
        endorse(chen, about=lin, topic="茶", sentence="好")


def test_none_in_the_first_seven_days(lin, english):
    joined = timezone.now() - timedelta(days=6, hours=23)
    newcomer = PersonFactory(date_joined=joined)
    with pytest.raises(QuotaReached) as refusal:
        endorse(newcomer, about=lin, topic="茶", sentence="好")
    assert (refusal.value.limit, refusal.value.resets_at) == (0, joined + timedelta(days=7))
    assert "none in the first 7 days" in str(refusal.value)

    newcomer.date_joined = timezone.now() - timedelta(days=7)
    assert endorse(newcomer, about=lin, topic="茶", sentence="好").pk


def test_thirty_stand_and_no_more(chen, lin, english):
    standing = EndorsementFactory.create_batch(30, by=chen)
    with pytest.raises(NoPlaceLeft) as refusal:
        endorse(chen, about=lin, topic="茶", sentence="好")
    assert refusal.value.members == {"limit": 30, "remaining": 0}
    assert "30" in str(refusal.value)

    withdraw(chen, endorsement=standing[7])
    assert endorse(chen, about=lin, topic="茶", sentence="好").place == standing[7].place


def test_the_database_keeps_the_places(chen):
    EndorsementFactory(by=chen, place=1)
    for place in (0, 1, 31):
        with pytest.raises(IntegrityError), transaction.atomic():
            EndorsementFactory(by=chen, place=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        EndorsementFactory(by=chen, about=chen, place=2)


def test_a_full_shelf_spends_nothing_of_the_day(chen, lin):
    standing = EndorsementFactory.create_batch(30, by=chen)
    for _ in range(4):
        with pytest.raises(NoPlaceLeft):
            endorse(chen, about=lin, topic="茶", sentence="好")
    withdraw(chen, endorsement=standing[0])
    assert endorse(chen, about=lin, topic="茶", sentence="好").pk


@pytest.mark.parametrize("case", ["oneself", "blocked", "blocking", "suspended", "closed", "suspended oneself"])
def test_whom_one_cannot_endorse(chen, lin, case):
    by, about = chen, chen if case == "oneself" else lin
    if case == "blocked":
        Block.objects.create(person=lin, blocked=chen)
    if case == "blocking":
        Block.objects.create(person=chen, blocked=lin)
    if case in ("suspended", "closed"):
        lin.is_active = False
        lin.closed_at = timezone.now() if case == "closed" else None
        lin.save()
    if case == "suspended oneself":
        by.is_active = False
    with pytest.raises(NotAllowed):
        endorse(by, about=about, topic="茶", sentence="好")
    assert not Endorsement.objects.exists()


def test_the_staff_is_held_to_the_same(lin):
    clerk = old_hand(is_staff=True)
    Block.objects.create(person=lin, blocked=clerk)
    with pytest.raises(NotAllowed):
        endorse(clerk, about=lin, topic="茶", sentence="好")


def test_not_an_account_of_ones_own(lin):
    by = prove(old_hand(email="chen@qunpu.example"))
    lin.email = "chen+tea@qunpu.example"
    lin.save()
    with pytest.raises(OwnAccount):
        endorse(by, about=lin, topic="茶", sentence="好")


def test_whoever_is_kept_from_posting_says_nothing_here(chen, lin):
    made = EndorsementFactory(by=chen, about=lin)
    limit_person(PersonFactory(is_staff=True), target=chen, what=["post"], reason="广告")
    with pytest.raises(Restricted):
        endorse(chen, about=PersonFactory(), topic="茶", sentence="好")
    with pytest.raises(Restricted):
        reword(chen, endorsement=made, sentence="好")
    assert withdraw(chen, endorsement=made).withdrawn_at


@pytest.mark.parametrize("effect", ["refuse", "hold"])
@pytest.mark.parametrize(("field", "words"), [("topic", ("高仿", "好")), ("sentence", ("茶", "高 仿 也好"))])
def test_unwanted_words_are_refused_at_their_field(chen, lin, effect, field, words):
    add_rule(PersonFactory(is_staff=True), kind="word", text="高仿", effect=effect)
    with pytest.raises(Unwanted) as refusal:
        endorse(chen, about=lin, topic=words[0], sentence=words[1])
    assert refusal.value.field == field
    assert not Tag.objects.filter(name="高仿").exists()


@pytest.mark.parametrize(
    ("topic", "sentence", "field"),
    [
        ("", "好", "topic"),
        ("123", "好", "topic"),
        ("#", "好", "topic"),
        ("长" * 21, "好", "topic"),
        ("茶", " ", "sentence"),
        ("茶", "长" * 141, "sentence"),
    ],
)
def test_what_cannot_stand(chen, lin, topic, sentence, field):
    with pytest.raises(Invalid) as refusal:
        endorse(chen, about=lin, topic=topic, sentence=sentence)
    assert refusal.value.field == field


@pytest.mark.parametrize("typed", ["Tea", "tea", "#tea", "ＴＥＡ", " TEA "])
def test_a_topic_is_the_tag_that_goods_and_posts_have(chen, lin, typed):
    known = Tag.objects.create(name="Tea", slug="tea")
    assert endorse(chen, about=lin, topic=typed, sentence="好").topic == known


def test_a_new_topic_has_the_slug_that_posts_give_it(chen, lin):
    topic = endorse(chen, about=lin, topic="Green  Tea", sentence="好").topic
    assert (topic.name, topic.slug) == ("Green Tea", "green-tea")


def test_what_a_moderator_hid_is_not_said_otherwise(chen, lin):
    made = endorse(chen, about=lin, topic="茶", sentence="好")
    hide_endorsement(PersonFactory(is_staff=True), endorsement=made, reason="骂人")
    with pytest.raises(HiddenWord) as refusal:
        endorse(chen, about=lin, topic="茶", sentence="好")
    assert "骂人" in str(refusal.value)


def test_the_demo_town_has_places_too(chen):
    with lifted():
        for _ in range(30):
            endorse(chen, about=PersonFactory(), topic=tag("茶"), sentence="好")
        with pytest.raises(NoPlaceLeft):
            endorse(chen, about=PersonFactory(), topic=tag("茶"), sentence="好")


def test_nobody_elses_word_is_changed(chen, lin):
    with pytest.raises(NotAllowed):
        reword(lin, endorsement=EndorsementFactory(by=chen, about=lin), sentence="好")


def test_used_up_is_told_with_the_reason(chen, lin, english):
    use_up_today(chen)
    with pytest.raises(QuotaReached) as refusal:
        endorse(chen, about=lin, topic="茶", sentence="好")
    assert "3 new endorsements a day" in str(refusal.value)
    assert "only a few to give" in str(refusal.value)
