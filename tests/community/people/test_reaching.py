"""Contacts are proven, changed and dropped."""

import pytest
from allauth.account.models import EmailAddress

from community.people.contacts import parse_contact
from community.people.joining import ContactTaken, join
from community.people.reaching import LastContact, change_contact, drop_contact, known_contacts, verify_contact
from config.kit.errors import Invalid

pytestmark = pytest.mark.django_db

PHONE = parse_contact("13800138000")
EMAIL = parse_contact("anna@qunpu.example")


def test_proving_a_contact_works():
    person = join(contact=EMAIL)

    assert verify_contact(person, contact=EMAIL)
    assert [row.verified for row in known_contacts(person)] == [True]


def test_the_first_proof_ends_all_sessions():
    person = join(contact=PHONE)
    before = person.get_session_auth_hash()

    verify_contact(person, contact=PHONE)

    person.refresh_from_db()
    assert person.get_session_auth_hash() != before


def test_later_proofs_end_none():
    person = join(contact=PHONE)
    verify_contact(person, contact=PHONE)
    salt = person.session_salt

    assert not verify_contact(person, contact=PHONE)
    assert person.session_salt == salt


def test_a_contact_of_someone_else_proves_nothing():
    with pytest.raises(Invalid):
        verify_contact(join(contact=PHONE), contact=EMAIL)


def test_changing_replaces_and_tells_the_old_address(mailoutbox, commits):
    person = join(contact=EMAIL, language="en")
    verify_contact(person, contact=EMAIL)

    with commits():
        change_contact(person, contact=parse_contact("new@qunpu.example"))

    assert person.email == "new@qunpu.example"
    assert [row.email for row in EmailAddress.objects.filter(user=person)] == ["new@qunpu.example"]
    assert [mail.to for mail in mailoutbox] == [["anna@qunpu.example"]]


def test_adding_the_other_kind_keeps_the_first():
    person = join(contact=EMAIL)

    change_contact(person, contact=PHONE)

    assert [(row.contact, row.verified) for row in known_contacts(person)] == [(PHONE, True), (EMAIL, False)]


def test_what_belongs_to_another_is_refused():
    join(contact=PHONE)

    with pytest.raises(ContactTaken):
        change_contact(join(contact=EMAIL), contact=PHONE)


def test_dropping_works_while_another_is_proven():
    person = join(contact=EMAIL)
    change_contact(person, contact=PHONE)

    drop_contact(person, kind="email")

    assert [row.contact for row in known_contacts(person)] == [PHONE]
    assert not EmailAddress.objects.filter(user=person).exists()


def test_the_last_contact_stays():
    person = join(contact=PHONE)

    with pytest.raises(LastContact):
        drop_contact(person, kind="phone")


def test_an_unproven_contact_is_no_way_back():
    person = join(contact=EMAIL)
    change_contact(person, contact=PHONE)

    with pytest.raises(LastContact):
        drop_contact(person, kind="phone")
