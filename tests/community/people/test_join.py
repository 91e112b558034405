import pytest
from allauth.account.models import EmailAddress

from community.people.contacts import parse_contact
from community.people.joining import ContactTaken, join, person_reached_by
from community.people.models import Person
from config.kit.errors import Invalid

pytestmark = pytest.mark.django_db


def test_it_works():
    person = join(contact=parse_contact("13800138000"), name="林晓雨", language="zh-hans")

    assert (person.phone, person.email, person.name) == ("+8613800138000", "", "林晓雨")
    assert person.username == "lin-xiao-yu"
    assert not person.phone_verified
    assert not person.has_usable_password()
    assert person_reached_by(parse_contact("138 0013 8000")) == person


def test_an_email_is_known_to_allauth_but_not_verified():
    person = join(contact=parse_contact("anna@qunpu.example"))

    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == ("anna@qunpu.example", False, True)


def test_a_contact_joins_once():
    join(contact=parse_contact("13800138000"))

    with pytest.raises(ContactTaken) as refusal:
        join(contact=parse_contact("+8613800138000"))
    assert refusal.value.field == "contact"


def test_the_contact_does_not_show_in_the_username():
    assert "anna" not in join(contact=parse_contact("anna@qunpu.example")).username


def test_namesakes_get_usernames_of_their_own():
    first = join(contact=parse_contact("13800138000"), name="王芳")
    second = join(contact=parse_contact("13800138001"), name="王芳")

    assert first.username == "wang-fang"
    assert second.username.startswith("wang-fang-")


@pytest.mark.parametrize("name", ["龘" * 40, "🍵🍵", "2024", "---", "O'Neil & Söhne", "a" * 40])
def test_any_name_gives_a_username(name):
    person = join(contact=parse_contact("13800138000"), name=name)

    person.clean_fields(exclude=["password"])
    assert Person.objects.get(username=person.username) == person


def test_the_language_of_the_page_is_kept(english):
    assert join(contact=parse_contact("13800138000")).language == "en"


def test_an_unknown_language_falls_back():
    assert join(contact=parse_contact("13800138000"), language="xx").language == "zh-hans"


def test_a_long_name_is_refused():
    with pytest.raises(Invalid) as refusal:
        join(contact=parse_contact("13800138000"), name="长" * 41)
    assert refusal.value.field == "name"
