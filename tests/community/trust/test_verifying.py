"""The site says of people that it knows who they are, and may say so no longer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import ModerationAction
from community.people.suspending import suspend_person
from community.trust.models import Verification
from community.trust.verifying import NotVerified, VerifiedAlready, end_verification, verified_people, verify
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def verification(seller, clerk):
    return verify(clerk, target=seller, reason="看过证件")


def test_it_works(verification, seller, clerk, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert verified_people() == {seller.pk}
    action = ModerationAction.objects.get()
    assert (action.verb, action.owner, action.actor, action.reason) == ("verify_person", seller, clerk, "看过证件")


def test_once(verification, seller, clerk):
    with pytest.raises(VerifiedAlready):
        verify(clerk, target=seller, reason="又看过")
    assert Verification.objects.count() == ModerationAction.objects.count() == 1


def test_nobody_else_does_it(seller, clerk):
    for person, target in ((seller, PersonFactory()), (AnonymousUser(), seller), (clerk, clerk)):
        with pytest.raises(NotAllowed):
            verify(person, target=target, reason="看过证件")
    closed = PersonFactory(is_active=False, closed_at=timezone.now())
    with pytest.raises(NotAllowed):
        verify(clerk, target=closed, reason="看过证件")


def test_a_reason_is_needed(seller, clerk, verification):
    with pytest.raises(Invalid):
        verify(clerk, target=PersonFactory(), reason=" ")
    with pytest.raises(Invalid):
        end_verification(clerk, verification=verification, reason=" ")


def test_ended_it_is_over(verification, clerk, seller):
    end_verification(clerk, verification=verification, reason="证件过期")
    assert verified_people() == set()
    with pytest.raises(NotVerified):
        end_verification(clerk, verification=verification, reason="证件过期")
    verify(clerk, target=seller, reason="新证件")
    assert verified_people() == {seller.pk}


def test_an_appeal_verifies_again(verification, seller, clerk, other_clerk):
    end_verification(clerk, verification=verification, reason="证件过期")
    action = ModerationAction.objects.get(verb="unverify_person")
    made = appeal(seller, action=action, text="没有过期")
    decide_appeal(other_clerk, appeal=made, upheld=True, answer="对")
    assert verified_people() == {seller.pk}
    assert action.undone_by.get().verb == "verify_person"


def test_the_suspended_do_not_count(verification, seller, clerk):
    suspend_person(clerk, target=seller, reason="假货")
    assert verified_people() == set()


def test_operators_do_it_in_the_admin(client, seller):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    chosen = {"action": "verify_people", "_selected_action": [seller.pk], "reason": "看过证件"}
    client.post(reverse("admin:community_person_changelist"), chosen)
    row = Verification.objects.get(person=seller)
    client.post(
        reverse("admin:community_verification_changelist"),
        {"action": "end", "_selected_action": [row.pk], "reason": "证件过期"},
    )
    assert verified_people() == set()
