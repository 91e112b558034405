"""Objections to evidence: once, decided by somebody without a part in it, told to both sides."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.attention.quotas import QuotaReached
from community.moderation.acting import hide_post
from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.moderation.waiting import waiting_for, waiting_of
from community.notifications.models import Event
from community.notifications.reading import bell_page
from community.notifications.tasks import make_notifications
from community.privacy.closing import close_account
from community.trust.disputing import DecidedAlready, DisputedAlready, decide_dispute, dispute, open_disputes
from community.trust.models import Evidence
from community.trust.recording import counter
from config.kit.errors import Invalid, NotAllowed
from tests.community.trust.saying import kept, standing
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(fact, seller):
    return dispute(seller, evidence=fact, text="我发了货的")


def told(person):
    """What the bell says to the person, and where it leads."""
    for pk in Event.objects.filter(done_at=None).values_list("pk", flat=True):
        make_notifications(pk)
    return [(line.notification.kind, line.words.url) for line in bell_page(person).lines]


def test_it_waits_and_the_fact_counts_until_it_is_decided(made, clerk):
    assert (made.outcome, made.decided_at) == ("", None)
    assert standing() == [("buyer", "broken", "seller")]
    assert list(open_disputes(clerk)) == [made]
    assert (waiting_for(clerk).disputed, waiting_of(clerk).total) == (1, 1)


def test_upheld_it_is_struck_out(made, fact, clerk, seller):
    decide_dispute(clerk, dispute=made, upheld=True, answer="物流记录在")

    assert standing() == []
    assert Evidence.objects.get(counters=fact).why == "disputed"
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.target, action.reason) == ("grant_dispute", seller, made, "物流记录在")
    assert not open_disputes(clerk).exists()


def test_refused_it_stands(made, clerk):
    decide_dispute(clerk, dispute=made, upheld=False, answer="没有发货记录")
    assert standing() == [("buyer", "broken", "seller")]
    assert ModerationAction.objects.get().verb == "refuse_dispute"


@pytest.mark.parametrize("upheld", [True, False])
def test_both_sides_are_told(made, clerk, seller, buyer, upheld):
    decide_dispute(clerk, dispute=made, upheld=upheld, answer="看过了")
    assert told(seller) == [("appeal", ModerationAction.objects.get().get_absolute_url())]
    assert told(buyer) == [("evidence", reverse("my_evidence_given"))]
    words = bell_page(buyer).lines[0].words
    assert "看过了" in words.excerpt
    assert seller.name not in f"{words.text}{words.excerpt}"


def test_the_staff_hears_of_it_until_it_is_decided(clerk, other_clerk, made, seller, buyer):
    assert told(clerk) == [("duty", reverse("mod_disputes"))]
    assert told(seller) == told(buyer) == []
    decide_dispute(other_clerk, dispute=made, upheld=False, answer="是")
    assert told(clerk) == []


def test_once(made, fact, seller, clerk):
    with pytest.raises(DisputedAlready):
        dispute(seller, evidence=fact, text="再说一次")
    decide_dispute(clerk, dispute=made, upheld=False, answer="是")
    with pytest.raises(DisputedAlready):
        dispute(seller, evidence=fact, text="再说一次")
    with pytest.raises(DecidedAlready):
        decide_dispute(clerk, dispute=made, upheld=True, answer="想想又不是")


def test_only_by_whom_it_is_about(fact, buyer, clerk):
    for person in (buyer, clerk, PersonFactory(), AnonymousUser()):
        with pytest.raises(NotAllowed):
            dispute(person, evidence=fact, text="不是")


def test_what_speaks_for_one_too(buyer, seller):
    assert dispute(seller, evidence=kept(buyer, seller), text="我没有卖给他").pk


def test_what_counts_no_more_needs_none(fact, seller):
    counter(Evidence.objects.filter(pk=fact.pk))
    with pytest.raises(NotAllowed):
        dispute(seller, evidence=fact, text="不是")
    with pytest.raises(NotAllowed):
        dispute(seller, evidence=Evidence.objects.get(counters=fact), text="不是")


@pytest.mark.parametrize("text", ["", "  ", "长" * 1001])
def test_words_are_needed(fact, seller, text):
    with pytest.raises(Invalid) as refusal:
        dispute(seller, evidence=fact, text=text)
    assert refusal.value.field == "text"


def test_an_answer_is_needed(made, clerk):
    with pytest.raises(Invalid):
        decide_dispute(clerk, dispute=made, upheld=True, answer=" ")


def test_so_many_a_day(buyer, seller):
    for _each in range(10):
        dispute(seller, evidence=kept(buyer, seller), text="不是")
    with pytest.raises(QuotaReached):
        dispute(seller, evidence=kept(buyer, seller), text="不是")


def test_who_has_a_part_in_it_does_not_decide(clerk, other_clerk, buyer):
    """Neither whom it is about, nor who said it, nor who acted on what was reported."""
    mine = dispute(clerk, evidence=kept(buyer, clerk), text="不是")
    said = dispute(buyer, evidence=kept(clerk, buyer), text="不是")
    post = PostFactory(author=buyer)
    report(PersonFactory(), target=post, reason="spam")
    hide_post(clerk, post=post, reason="广告")
    acted = dispute(buyer, evidence=Evidence.objects.get(kind=Evidence.Kind.REPORTED), text="不是")
    assert not open_disputes(clerk).exists()
    assert set(open_disputes(other_clerk)) == {mine, said, acted}
    for one in (mine, said, acted):
        with pytest.raises(NotAllowed):
            decide_dispute(clerk, dispute=one, upheld=True, answer="对")


def test_nobody_but_the_staff_decides(made, seller, buyer):
    for person in (seller, buyer, PersonFactory(), AnonymousUser()):
        assert not open_disputes(person).exists()
        with pytest.raises(NotAllowed):
            decide_dispute(person, dispute=made, upheld=True, answer="对")


def test_upheld_also_where_it_was_taken_back_meanwhile(made, fact, clerk):
    counter(Evidence.objects.filter(pk=fact.pk))
    assert decide_dispute(clerk, dispute=made, upheld=True, answer="对").outcome == "upheld"
    assert Evidence.objects.get(counters=fact).why == "withdrawn"


def test_who_closed_the_account_waits_for_no_answer(made, seller, clerk):
    close_account(seller)
    assert not open_disputes(clerk).exists()
