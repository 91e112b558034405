"""Coming in by code or password."""

import pytest

from community.entry.codes import Purpose, send_code
from community.entry.entering import WrongPassword, enter_by_code, enter_by_password
from community.entry.limits import TooOften
from community.entry.passwords import set_password
from community.entry.tokens import new_token, token_of
from community.people.contacts import parse_contact
from community.people.joining import join
from community.people.models import Person
from community.people.reaching import known_contacts
from config.kit.errors import Invalid
from tests.community.entry.outbox import mailed_code, texted_code

pytestmark = pytest.mark.django_db

EMAIL = parse_contact("anna@qunpu.example")
PHONE = parse_contact("13800138000")
PASSWORD = "three cups before noon"


def come_in(contact):
    row = send_code(contact=contact, purpose=Purpose.ENTER)
    code = mailed_code(contact.value) if contact.is_email else texted_code(contact.value)
    return enter_by_code(reference=row.reference, code=code)


@pytest.mark.parametrize("contact", [EMAIL, PHONE])
def test_a_code_lets_in_who_is_known(contact):
    person = join(contact=contact)

    entered = come_in(contact)

    assert (entered.person, entered.joined) == (person, False)
    assert known_contacts(entered.person)[0].verified


@pytest.mark.parametrize("contact", [EMAIL, PHONE])
def test_a_code_lets_in_who_is_new(contact):
    entered = come_in(contact)

    assert entered.joined
    assert known_contacts(entered.person)[0].verified
    assert Person.objects.count() == 1


def test_whoever_used_anothers_address_is_out_once_its_owner_comes(client):
    client.force_login(join(contact=EMAIL))

    come_in(EMAIL)

    assert client.get("/account/confirm/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_password_lets_in():
    person = set_password(join(contact=PHONE), password=PASSWORD)
    assert enter_by_password(contact=PHONE, password=PASSWORD) == person


@pytest.mark.parametrize("contact", [EMAIL, PHONE])
def test_it_is_not_said_whether_contact_or_password_is_wrong(contact):
    set_password(join(contact=PHONE), password=PASSWORD)

    with pytest.raises(WrongPassword):
        enter_by_password(contact=contact, password="another one")


def test_no_password_is_not_an_empty_one():
    join(contact=PHONE)
    with pytest.raises(WrongPassword):
        enter_by_password(contact=PHONE, password="")


def test_guessing_is_slowed_down():
    set_password(join(contact=PHONE), password=PASSWORD)
    for guess in range(5):
        with pytest.raises(WrongPassword):
            enter_by_password(contact=PHONE, password=f"guess {guess}")

    with pytest.raises(TooOften):
        enter_by_password(contact=PHONE, password=PASSWORD)


@pytest.mark.parametrize("weak", ["short", "password", "12345678", "a" * 129, "nul\x00character"])
def test_weak_passwords_are_refused(weak):
    with pytest.raises(Invalid) as refusal:
        set_password(join(contact=PHONE), password=weak)
    assert refusal.value.field == "password"


def test_a_new_password_ends_the_key_of_programs():
    person = join(contact=PHONE)
    new_token(person)
    set_password(person, password=PASSWORD)
    assert token_of(person) is None
