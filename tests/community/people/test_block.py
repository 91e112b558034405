import pytest
from django.contrib.auth.models import AnonymousUser

from community.channels.channels import channel_of
from community.channels.following import follow
from community.channels.models import Subscription
from community.people.blocking import CannotBlockOneself, block, unblock
from community.people.models import Block, Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_it_works_both_ways():
    one, other = PersonFactory(), PersonFactory()

    block(one, other=other)

    assert not Person.objects.visible_to(one).filter(pk=other.pk).exists()
    assert not Person.objects.visible_to(other).filter(pk=one.pk).exists()
    assert Person.objects.visible_to(AnonymousUser()).filter(pk=other.pk).exists()


def test_they_stop_following_each_other():
    one, other = PersonFactory(), PersonFactory()
    follow(one, channel=channel_of(other))
    follow(other, channel=channel_of(one))

    block(one, other=other)

    assert not Subscription.objects.active().exists()


def test_twice_is_once():
    one, other = PersonFactory(), PersonFactory()
    block(one, other=other)
    block(one, other=other)
    assert Block.objects.count() == 1


def test_not_oneself():
    person = PersonFactory()
    with pytest.raises(CannotBlockOneself):
        block(person, other=person)


def test_unblocking_takes_back_only_ones_own():
    one, other = PersonFactory(), PersonFactory()
    block(one, other=other)

    assert not unblock(other, other=one)
    assert unblock(one, other=other)
    assert Person.objects.visible_to(other).filter(pk=one.pk).exists()
