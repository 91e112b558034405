"""E-mail or phone number, as people type them."""

import pytest

from community.people.contacts import Contact, parse_contact
from config.kit.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "contact"),
    [
        ("13800138000", Contact("phone", "+8613800138000")),
        (" 138 0013-8000 ", Contact("phone", "+8613800138000")),
        ("１３８００１３８０００", Contact("phone", "+8613800138000")),
        ("+86 138 0013 8000", Contact("phone", "+8613800138000")),
        ("0086 13800138000", Contact("phone", "+8613800138000")),
        ("+1 201 555 0123", Contact("phone", "+12015550123")),
        ("+852 5123 4567", Contact("phone", "+85251234567")),
        ("Anna@Qunpu.Example", Contact("email", "anna@qunpu.example")),
        ("ａｎｎａ＠qunpu.example ", Contact("email", "anna@qunpu.example")),
        ("林@例子.中国", None),
    ],
)
def test_it_works(typed, contact):
    if contact is None:
        with pytest.raises(Invalid):
            parse_contact(typed)
    else:
        assert parse_contact(typed) == contact


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "contact_missing"),
        ("   ", "contact_missing"),
        ("anna@", "email_invalid"),
        ("@qunpu.example", "email_invalid"),
        ("anna@qunpu", "email_invalid"),
        ('"an\x01na"@qunpu.example', "email_invalid"),
        ("anna@[127.0.0.1]", "email_invalid"),
        ("anna", "contact_invalid"),
        ("138001380ab", "contact_invalid"),
        ("13800138000\x00", "contact_invalid"),
        ("12345678901", "phone_invalid"),
        ("1380013800", "phone_invalid"),
        ("+", "contact_invalid"),
        ("9" * 250, "contact_invalid"),
        ("9" * 300, "contact_too_long"),
        ("010 6552 9988", "phone_not_mobile"),
        ("400 820 8820", "phone_not_mobile"),
    ],
)
def test_it_says_what_is_wrong(typed, code):
    with pytest.raises(Invalid) as refusal:
        parse_contact(typed)

    assert (refusal.value.code, refusal.value.field) == (code, "contact")


def test_it_reads_as_people_write_it():
    assert str(Contact("phone", "+8613800138000")) == "138 0013 8000"
    assert str(Contact("phone", "+12015550123")) == "+1 201-555-0123"
