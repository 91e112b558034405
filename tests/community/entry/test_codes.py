"""A code is sent to a contact and taken back once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.entry import codes
from community.entry.codes import CannotReach, CodeSpent, CodeWrong, Purpose, redeem_code, send_code
from community.entry.limits import TooOften, origin_of
from community.entry.models import CODE_LIFETIME, MAX_TRIES, Knock, OneTimeCode
from community.people.contacts import parse_contact
from config.kit.errors import Invalid
from tests.community.entry.outbox import mailed_code, texted_code
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

EMAIL = parse_contact("anna@qunpu.example")
PHONE = parse_contact("13800138000")


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_it_works_by_mail():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)

    assert redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=mailed_code(EMAIL.value)) == EMAIL


def test_it_works_by_text_message():
    row = send_code(contact=PHONE, purpose=Purpose.ENTER)

    assert redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=texted_code(PHONE.value)) == PHONE


def test_the_code_itself_is_not_kept():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)
    assert mailed_code(EMAIL.value) not in str(OneTimeCode.objects.filter(pk=row.pk).values().get())


@pytest.mark.parametrize("style", ["{0}{1} {2}{3} {4}{5}", " {0}{1}{2}-{3}{4}{5} "])
def test_it_may_be_typed_in_groups(style):
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)
    typed = style.format(*mailed_code(EMAIL.value))
    assert redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=typed) == EMAIL


def test_it_works_once():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)
    code = mailed_code(EMAIL.value)
    redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=code)

    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=code)


def test_a_wrong_code_leaves_some_tries_and_then_none():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)
    code = mailed_code(EMAIL.value)

    for _try in range(MAX_TRIES - 1):
        with pytest.raises(CodeWrong):
            redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=other_than(code))
    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=other_than(code))
    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=code)


@pytest.mark.parametrize("typed", ["", "   ", "12345", "1234567", "abcdef", "12345\x00", "١٢٣٤٥٦"])
def test_what_is_no_code_costs_no_try(typed):
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)

    with pytest.raises(Invalid):
        redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=typed)
    row.refresh_from_db()
    assert row.tries == 0


def test_it_grows_old():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)
    OneTimeCode.objects.update(created_at=timezone.now() - CODE_LIFETIME)

    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.ENTER, code=mailed_code(EMAIL.value))


def test_it_serves_its_purpose_only():
    row = send_code(contact=EMAIL, purpose=Purpose.ENTER)

    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.CONFIRM, code=mailed_code(EMAIL.value))


def test_it_serves_its_person_only():
    row = send_code(contact=EMAIL, purpose=Purpose.CONTACT, person=PersonFactory())
    code = mailed_code(EMAIL.value)

    with pytest.raises(CodeSpent):
        redeem_code(reference=row.reference, purpose=Purpose.CONTACT, code=code, person=PersonFactory())


def test_a_contact_is_not_flooded():
    for _time in range(3):
        send_code(contact=EMAIL, purpose=Purpose.ENTER)

    with pytest.raises(TooOften) as refusal:
        send_code(contact=EMAIL, purpose=Purpose.ENTER)
    assert "1" in str(refusal.value)
    send_code(contact=PHONE, purpose=Purpose.ENTER)


def test_the_wait_ends():
    for _time in range(3):
        send_code(contact=EMAIL, purpose=Purpose.ENTER)
    Knock.objects.update(at=timezone.now() - timedelta(seconds=61))

    send_code(contact=EMAIL, purpose=Purpose.ENTER)


def test_a_network_address_cannot_ask_for_everyone():
    origin = origin_of("203.0.113.7")
    for number in range(20):
        send_code(contact=parse_contact(f"p{number}@qunpu.example"), purpose=Purpose.ENTER, origin=origin)

    with pytest.raises(TooOften):
        send_code(contact=EMAIL, purpose=Purpose.ENTER, origin=origin)
    send_code(contact=EMAIL, purpose=Purpose.ENTER, origin=origin_of("203.0.113.8"))


def test_one_household_is_one_origin():
    assert origin_of("2001:db8::1") == origin_of("2001:db8::ffff:1")
    assert origin_of("2001:db8::1") != origin_of("2001:db8:0:1::1")
    assert origin_of("nonsense") == ""


def test_a_provider_that_is_down_is_said(monkeypatch):
    def refuse(to, text):
        raise ConnectionRefusedError

    monkeypatch.setattr(codes, "send_sms", refuse)

    with pytest.raises(CannotReach):
        send_code(contact=PHONE, purpose=Purpose.ENTER)


def test_yesterday_is_forgotten():
    send_code(contact=EMAIL, purpose=Purpose.ENTER)
    OneTimeCode.objects.update(created_at=timezone.now() - timedelta(days=2))
    Knock.objects.update(at=timezone.now() - timedelta(days=2))

    codes.forget_old()
    codes.limits.forget_old()

    assert not OneTimeCode.objects.exists()
    assert not Knock.objects.exists()
