import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from community.channels.channels import channel_key, channel_of, find_channel, find_subject
from community.channels.models import Channel
from community.groups.models import Group
from shop import events
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, StoreFactory

pytestmark = pytest.mark.django_db


def test_it_works():
    store = StoreFactory()

    assert channel_of(store) == channel_of(store)
    assert channel_of(store).subject == store


def test_a_person_is_born_with_one():
    assert Channel.objects.filter(person=PersonFactory()).count() == 1


def test_a_store_opens_with_one():
    store = StoreFactory()

    events.store_opened.send(sender=Store, store=store, actor=store.owner)

    assert Channel.objects.filter(store=store).count() == 1


@pytest.mark.parametrize("make", [StoreFactory, PersonFactory, GroupFactory])
def test_keys_lead_back(make):
    subject = make()

    assert find_subject(AnonymousUser(), channel_key(subject)) == subject
    assert find_channel(AnonymousUser(), channel_key(subject)) == channel_of(subject)


def test_whoever_is_signed_in_has_one():
    person = PersonFactory()
    lazy = SimpleLazyObject(lambda: person)

    assert channel_of(lazy) == channel_of(person)
    assert channel_key(lazy) == channel_key(person)


@pytest.mark.parametrize("key", ["", "store", "store:", "store:nowhere", "shelf:tea", "person:\x00", ":", "group:a:b"])
def test_other_keys_lead_nowhere(key):
    assert find_channel(AnonymousUser(), key) is None


def test_a_key_tells_nothing_of_what_one_may_not_see():
    hidden = GroupFactory(access=Group.Access.HIDDEN)
    closed = StoreFactory(state=Store.State.CLOSED)

    for subject in (hidden, closed):
        assert find_channel(PersonFactory(), channel_key(subject)) is None
        assert find_channel(subject.owner, channel_key(subject)) == channel_of(subject)
