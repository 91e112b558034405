"""Taking one's word back, and standing by it after all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.quotas import Quota, standing
from community.endorsements.endorsing import NoPlaceLeft, endorse
from community.endorsements.hiding import hide_endorsement, restore_endorsement
from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import SaidAnew, reinstate, withdraw
from community.events import endorsement_ended
from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.people.blocking import block, unblock
from community.trust.models import Evidence
from config.kit.errors import NotAllowed
from tests.factories import EndorsementFactory, PersonFactory
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(chen, lin):
    return endorse(chen, about=lin, topic="茶", sentence="问水温，她会先问你是什么水。")


@pytest.fixture
def clerk():
    return PersonFactory(is_staff=True)


def test_it_counts_no_more_at_once(made, chen):
    with hearing(endorsement_ended) as heard:
        withdraw(chen, endorsement=made)
        withdraw(chen, endorsement=made)

    assert not Evidence.objects.standing().exists()
    assert Evidence.objects.count() == 2
    assert [told["endorsement"] for told in heard] == [made]
    assert not Endorsement.objects.standing().exists()


def test_nobody_else_withdraws_it(made, lin, clerk):
    for person in (lin, clerk):
        with pytest.raises(NotAllowed):
            withdraw(person, endorsement=made)
    assert Evidence.objects.standing().exists()


def test_undone_it_stands_as_before_and_costs_nothing(made, chen):
    withdraw(chen, endorsement=made)
    reinstate(chen, endorsement=made)

    assert Endorsement.objects.standing().get() == made
    assert Evidence.objects.standing().get().source == made
    assert standing(chen, Quota.ENDORSEMENTS).used == 1


def test_undone_only_for_a_while(made, chen, monkeypatch):
    withdraw(chen, endorsement=made)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(NotAllowed):
        reinstate(chen, endorsement=made)


def test_undone_only_while_one_could_give_it(made, chen, lin):
    withdraw(chen, endorsement=made)
    block(lin, other=chen)
    with pytest.raises(NotAllowed):
        reinstate(chen, endorsement=made)


def test_undone_only_into_a_free_place(made, chen):
    withdraw(chen, endorsement=made)
    EndorsementFactory.create_batch(30, by=chen)
    with pytest.raises(NoPlaceLeft):
        reinstate(chen, endorsement=made)


def test_what_was_given_anew_stands(made, chen, lin):
    withdraw(chen, endorsement=made)
    anew = endorse(chen, about=lin, topic="茶", sentence="好")
    with pytest.raises(SaidAnew):
        reinstate(chen, endorsement=made)
    assert Endorsement.objects.standing().get() == anew
    assert Evidence.objects.standing().get().source == anew


@pytest.mark.parametrize("who", ["by", "about"])
def test_a_block_ends_it_for_good(made, chen, lin, who):
    back = EndorsementFactory(by=lin, about=chen)
    person, other = (chen, lin) if who == "by" else (lin, chen)
    block(person, other=other)
    assert not Endorsement.objects.standing().exists()
    assert not Evidence.objects.standing().exists()

    unblock(person, other=other)
    assert not Endorsement.objects.standing().exists()
    assert Endorsement.objects.get(pk=back.pk).withdrawn_at


def test_hidden_it_counts_nothing_and_keeps_its_place(made, clerk, chen, lin):
    report(lin, target=made, reason="abuse")
    hide_endorsement(clerk, endorsement=made, reason="不是真的")

    # What stands is that the report was upheld.
    assert [row.kind for row in Evidence.objects.standing()] == [Evidence.Kind.REPORTED]
    assert not Endorsement.objects.visible_to(chen).exists()
    assert Endorsement.objects.standing().get() == made
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.reason) == ("hide_endorsed", chen, "不是真的")
    with pytest.raises(NotAllowed):
        hide_endorsement(clerk, endorsement=made, reason="再来")

    restore_endorsement(clerk, endorsement=made, reason="看错了")
    assert Evidence.objects.standing().get().source == made
    assert Endorsement.objects.visible_to(lin).get() == made


def test_withdrawn_meanwhile_it_does_not_come_back(made, clerk, chen):
    hide_endorsement(clerk, endorsement=made, reason="不是真的")
    withdraw(chen, endorsement=made)
    restore_endorsement(clerk, endorsement=made, reason="看错了")
    assert not Evidence.objects.standing().exists()
    assert not Endorsement.objects.standing().exists()


def test_hidden_and_withdrawn_it_comes_back_hidden(made, clerk, chen):
    hide_endorsement(clerk, endorsement=made, reason="不是真的")
    withdraw(chen, endorsement=made)
    reinstate(chen, endorsement=made)
    assert not Evidence.objects.standing().exists()
    assert Endorsement.objects.standing().get().hidden_at


def test_only_the_staff_hides(made, lin, chen):
    for person in (lin, chen):
        with pytest.raises(NotAllowed):
            hide_endorsement(person, endorsement=made, reason="不是真的")
