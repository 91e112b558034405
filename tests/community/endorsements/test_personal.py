"""What one takes along of endorsements, and what goes with an account."""

import pytest

from community.endorsements.endorsing import endorse
from community.endorsements.models import Endorsement
from community.endorsements.personal import forget_endorsements, given, received
from community.people.models import Block
from community.trust.models import Evidence
from tests.community.endorsements.conftest import old_hand
from tests.factories import EndorsementFactory

pytestmark = pytest.mark.django_db


def test_whom_one_sees_no_more_is_not_named(chen, lin):
    EndorsementFactory(by=chen, about=lin)
    assert given(chen).get().about_is_seen
    Block.objects.create(person=lin, blocked=chen)
    assert not given(chen).get().about_is_seen
    assert not received(lin).exists()


def test_with_the_account_its_voice_goes(chen, lin):
    endorse(chen, about=lin, topic="茶", sentence="好")
    other = old_hand()
    endorse(other, about=chen, topic="茶", sentence="好")
    kept = endorse(other, about=lin, topic="茶", sentence="好")

    forget_endorsements(chen)
    forget_endorsements(chen)

    assert Endorsement.objects.get() == kept
    assert Evidence.objects.standing().get().source == kept
