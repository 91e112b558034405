from datetime import timedelta

import pytest
from django.utils import timezone

from community.channels.models import Subscription
from community.channels.silencing import NotSubscribed, mute, set_level, unmute
from config.kit.errors import Invalid
from content.milestones.models import Milestone, MilestoneKind
from tests.factories import PersonFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return PersonFactory()


@pytest.fixture
def channel(reader):
    return subscribe(reader, StoreFactory()).channel


def test_it_works(reader, channel):
    assert mute(reader, channel=channel).is_muted
    assert list(Subscription.objects.heard().filter(person=reader)) == []
    assert Milestone.objects.get(person=reader).kind == MilestoneKind.SOURCE_SILENCED


def test_for_a_while(reader, channel):
    until = timezone.now() + timedelta(hours=1)

    assert mute(reader, channel=channel, until=until).muted_until == until


def test_forever_can_be_said_in_every_zone(reader, channel):
    with timezone.override("Pacific/Kiritimati"):
        assert timezone.localtime(mute(reader, channel=channel).muted_until).year == 9000


def test_not_until_yesterday(reader, channel):
    with pytest.raises(Invalid) as refusal:
        mute(reader, channel=channel, until=timezone.now() - timedelta(days=1))
    assert refusal.value.field == "until"


def test_undo(reader, channel):
    mute(reader, channel=channel)

    assert not unmute(reader, channel=channel).is_muted


def test_level(reader, channel):
    assert set_level(reader, channel=channel, level="none").level == Subscription.Level.NONE


def test_no_such_level(reader, channel):
    with pytest.raises(Invalid):
        set_level(reader, channel=channel, level="loud")


@pytest.mark.parametrize("verb", [mute, unmute])
def test_only_what_one_hears(verb, reader):
    with pytest.raises(NotSubscribed):
        verb(reader, channel=channel_of(StoreFactory()))


def test_only_while_one_hears_it(reader, channel):
    Subscription.objects.update(state=Subscription.State.LEFT)
    with pytest.raises(NotSubscribed):
        mute(reader, channel=channel)
