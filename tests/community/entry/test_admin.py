"""What operators see of the ways in that people have: enough to help, nothing that lets them in."""

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import TokenProxy

from community.entry.tokens import new_token
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
LISTS = ["authtoken_tokenproxy", "account_emailaddress", "mfa_authenticator"]


@pytest.fixture
def owner(client):
    person = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def test_nobody_reads_the_key_of_another(client, owner):
    token = new_token(PersonFactory())
    listed = client.get(reverse("admin:authtoken_tokenproxy_changelist"))
    page = client.get(reverse("admin:authtoken_tokenproxy_change", args=[TokenProxy.objects.get().pk]))
    assert token.user.name in listed.content.decode()
    assert page.status_code == 403
    assert not any(token.key in answer.content.decode() for answer in (listed, page))


@pytest.mark.parametrize("name", LISTS)
def test_nobody_gives_another_a_way_in(client, owner, name):
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{name}_add")).status_code == 403
