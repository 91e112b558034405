import pytest
from rest_framework.authtoken.models import Token

from community.moderation.models import ModerationAction
from community.people.models import Person
from community.people.suspending import AlreadySuspended, NotSuspended, restore_person, suspend_person
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return PersonFactory(is_staff=True)


def test_it_works(staff):
    target = PersonFactory()
    Token.objects.create(user=target)
    session = target.get_session_auth_hash()

    suspend_person(staff, target=target, reason="卖假茶")

    assert (target.is_active, target.suspended_reason) == (False, "卖假茶")
    assert not Token.objects.exists()
    assert not Person.objects.visible_to(PersonFactory()).filter(pk=target.pk).exists()
    assert target.get_session_auth_hash() != session


def test_it_is_logged(staff):
    target = PersonFactory()

    suspend_person(staff, target=target, reason="卖假茶")
    restore_person(staff, target=target, reason="弄清楚了")

    rows = ModerationAction.objects.order_by("id").values_list("verb", "actor", "owner", "reason")
    assert list(rows) == [
        ("suspend_person", staff.pk, target.pk, "卖假茶"),
        ("restore_person", staff.pk, target.pk, "弄清楚了"),
    ]


def test_a_restored_person_is_back(staff):
    target = suspend_person(staff, target=PersonFactory(), reason="卖假茶")
    restore_person(staff, target=target, reason="弄清楚了")
    assert (target.is_active, target.suspended_reason) == (True, "")


def test_only_by_the_staff():
    with pytest.raises(NotAllowed):
        suspend_person(PersonFactory(), target=PersonFactory(), reason="不喜欢")


def test_not_oneself(staff):
    with pytest.raises(NotAllowed):
        suspend_person(staff, target=staff, reason="累了")


def test_not_who_runs_the_site(staff):
    with pytest.raises(NotAllowed):
        suspend_person(staff, target=PersonFactory(is_superuser=True), reason="政变")


def test_not_without_a_reason(staff):
    with pytest.raises(Invalid) as refusal:
        suspend_person(staff, target=PersonFactory(), reason=" ")
    assert refusal.value.field == "reason"


def test_not_twice(staff):
    target = suspend_person(staff, target=PersonFactory(), reason="卖假茶")
    with pytest.raises(AlreadySuspended):
        suspend_person(staff, target=target, reason="卖假茶")


def test_who_is_not_suspended_cannot_be_restored(staff):
    with pytest.raises(NotSuspended):
        restore_person(staff, target=PersonFactory(), reason="弄清楚了")
