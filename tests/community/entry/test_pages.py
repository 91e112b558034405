"""Pages of coming in and of looking after the ways in."""

import pytest
from django.urls import reverse

from community.entry.passwords import set_password
from community.people.contacts import parse_contact
from community.people.joining import join
from community.people.models import Person
from community.people.reaching import known_contacts
from community.people.suspending import suspend_person
from tests.community.entry.outbox import mailed_code, texted_code
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

LOGIN, CODE = "/account/login/", "/account/login/code/"
PASSWORD = "three cups before noon"
PHONE = parse_contact("13800138000")
EMAIL = parse_contact("anna@qunpu.example")


def who(client):
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key) if key else None


def ask(client, contact="13800138000", next_url=""):
    return client.post(LOGIN, {"contact": contact, "next": next_url})


def confirmed(client, person):
    """The person's session, in which they have just shown that it is them."""
    client.force_login(person)
    client.post("/account/confirm/", {"action": "send", "kind": known_contacts(person)[0].contact.kind})
    contact = known_contacts(person)[0].contact
    code = mailed_code(contact.value) if contact.is_email else texted_code(contact.value)
    client.post("/account/confirm/", {"action": "code", "code": code})
    return client


def test_coming_back_works(client):
    person = join(contact=PHONE)

    answer = ask(client, next_url="/me/?tab=x&y=z")
    assert answer.status_code == 303
    assert answer.url == f"{CODE}?next=%2Fme%2F%3Ftab%3Dx%26y%3Dz"
    page = client.get(answer.url).content.decode()
    assert "138 0013 8000" in page
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page

    answer = client.post(CODE, {"code": texted_code(PHONE.value), "next": "/me/?tab=x&y=z"})
    assert (answer.status_code, answer.url) == (303, "/me/?tab=x&y=z")
    assert who(client) == person


def test_joining_is_the_same_and_leads_to_a_first_word(client):
    ask(client, "anna@qunpu.example")
    answer = client.post(CODE, {"code": mailed_code("anna@qunpu.example")})

    assert answer.url.startswith(reverse("profile_edit"))
    assert who(client).email == "anna@qunpu.example"


def test_joining_midway_goes_on_where_one_was(client):
    ask(client, next_url="/open/3/")
    assert client.post(CODE, {"code": texted_code(PHONE.value), "next": "/open/3/"}).url == "/open/3/"


def test_the_pages_do_not_tell_who_is_known(client):
    pages = []
    for known in (True, False):
        if known:
            join(contact=EMAIL)
        answer = ask(client, "anna@qunpu.example" if known else "nobody@qunpu.example")
        assert answer.status_code == 303
        pages.append(client.get(answer.url).content.decode().replace("nobody@", "anna@"))
        client.logout()
    strip = [page.split("<h1>")[1].split("csrfmiddlewaretoken")[0] for page in pages]
    assert strip[0] == strip[1]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(client, target):
    join(contact=PHONE)
    ask(client, next_url=target)
    answer = client.post(CODE, {"code": texted_code(PHONE.value), "next": target})
    assert answer.url == "/"


def test_what_was_typed_is_kept(client):
    answer = client.post(LOGIN, {"contact": "13800138", "next": "/bag/"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="13800138"' in page
    assert 'name="next" value="/bag/"' in page
    assert 'aria-invalid="true"' in page


def test_a_wrong_code_can_be_typed_again(client):
    join(contact=PHONE)
    ask(client)
    right = texted_code(PHONE.value)

    answer = client.post(CODE, {"code": f"{(int(right) + 1) % 10**6:06}", "next": "/bag/"})
    assert answer.status_code == 422
    assert 'name="next" value="/bag/"' in answer.content.decode()
    assert client.post(CODE, {"code": right}).status_code == 303


def test_another_code_can_be_sent(client):
    ask(client)
    first = texted_code(PHONE.value)
    answer = client.post(CODE, {"action": "resend", "next": "/bag/"})

    assert answer.url == f"{CODE}?next=%2Fbag%2F"
    second = texted_code(PHONE.value)
    if first != second:
        assert client.post(CODE, {"code": first}).status_code == 422
    assert client.post(CODE, {"code": second}).status_code == 303


def test_too_often_is_said_at_the_field(client):
    for _time in range(3):
        ask(client)
    answer = ask(client)
    assert answer.status_code == 429
    assert answer["RateLimit"].startswith('"code";r=0;')
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "error" in answer.content.decode()


def test_without_a_code_on_its_way_one_begins_anew(client):
    assert client.get(f"{CODE}?next=/bag/").url == f"{LOGIN}?next=%2Fbag%2F"


def test_who_is_in_goes_on(client):
    client.force_login(PersonFactory())
    assert client.get(f"{LOGIN}?next=/bag/").url == "/bag/"
    assert client.get(CODE).url == "/"


def test_a_suspended_person_is_told_why_and_stays_out(client):
    person = join(contact=PHONE)
    suspend_person(PersonFactory(is_staff=True), target=person, reason="卖假茶")
    ask(client)

    answer = client.post(CODE, {"code": texted_code(PHONE.value)})

    assert answer.status_code == 403
    assert "卖假茶" in answer.content.decode()
    assert who(client) is None


def test_a_password_lets_in(client):
    person = set_password(join(contact=PHONE), password=PASSWORD)
    path = "/account/login/password/"

    wrong = client.post(path, {"contact": "13800138000", "password": "guess", "next": "/bag/"})
    assert wrong.status_code == 422
    assert 'value="13800138000"' in wrong.content.decode()
    right = client.post(path, {"contact": "13800138000", "password": PASSWORD, "next": "/bag/"})
    assert right.url == "/bag/"
    assert who(client) == person


def test_leaving_asks_on_a_visit_and_acts_on_a_post(client):
    client.force_login(PersonFactory())
    assert client.get("/account/logout/").status_code == 200
    assert who(client)
    assert client.post("/account/logout/").status_code == 303
    assert who(client) is None


WAYS = ["contact_email", "contact_phone", "account_change_password", "passkeys", "passkey_add", "api_key"]


@pytest.mark.parametrize("name", WAYS)
def test_ways_in_are_changed_only_by_who_shows_that_it_is_them(client, name):
    path = reverse(name)
    client.force_login(join(contact=PHONE))
    assert client.get(path).url == f"/account/confirm/?next={path.replace('/', '%2F')}"

    assert confirmed(client, who(client)).get(path).status_code == 200


def test_confirming_verifies_the_contact_and_keeps_this_session_only(client):
    person = join(contact=PHONE)
    elsewhere = type(client)()
    elsewhere.force_login(person)

    confirmed(client, person)

    assert known_contacts(Person.objects.get())[0].verified
    assert client.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302


def test_confirming_by_password(client):
    person = set_password(join(contact=PHONE), password=PASSWORD)
    client.force_login(person)

    wrong = client.post("/account/confirm/", {"action": "password", "password": "guess", "next": "/settings/api/"})
    assert wrong.status_code == 422
    right = client.post("/account/confirm/", {"action": "password", "password": PASSWORD, "next": "/settings/api/"})
    assert right.url == "/settings/api/"


def test_a_new_contact_is_proven_first(client):
    person = join(contact=PHONE)
    confirmed(client, person)

    client.post(reverse("contact_email"), {"contact": "anna@qunpu.example"})
    person.refresh_from_db()
    assert person.email == ""
    client.post(reverse("contact_code"), {"code": mailed_code("anna@qunpu.example")})
    person.refresh_from_db()
    assert person.email == "anna@qunpu.example"
    assert client.get("/settings/").status_code == 200

    client.post(reverse("contact_phone_drop"))
    person.refresh_from_db()
    assert person.phone == ""


def test_anothers_contact_is_refused_only_to_who_holds_it(client):
    join(contact=EMAIL)
    confirmed(client, join(contact=PHONE))

    assert client.post(reverse("contact_email"), {"contact": EMAIL.value}).status_code == 303
    answer = client.post(reverse("contact_code"), {"code": mailed_code(EMAIL.value)})
    assert answer.status_code == 422


def test_a_number_is_no_email(client):
    confirmed(client, join(contact=PHONE))
    assert client.post(reverse("contact_email"), {"contact": "13900139000"}).status_code == 422


def test_a_password_is_set_and_dropped(client):
    person = confirmed(client, join(contact=PHONE)) and Person.objects.get()

    assert client.post(reverse("account_change_password"), {"password": "short"}).status_code == 422
    assert client.post(reverse("account_change_password"), {"password": PASSWORD}).status_code == 303
    assert Person.objects.get().check_password(PASSWORD)
    assert who(client) == person
    client.post(reverse("account_change_password"), {"drop": "1"})
    assert not Person.objects.get().has_usable_password()
    assert client.get("/settings/").status_code == 200


def test_a_key_is_shown_once_and_revoked(client):
    person = join(contact=PHONE)
    confirmed(client, person)

    page = client.post(reverse("api_key"), {"action": "new"}).content.decode()
    key = person.auth_token.key
    assert key in page
    assert key not in client.get(reverse("api_key")).content.decode()
    client.post(reverse("api_key"), {"action": "revoke"})
    person.refresh_from_db()
    assert not hasattr(person, "auth_token")


def test_other_devices_are_signed_out(client):
    person = join(contact=PHONE)
    elsewhere = type(client)()
    elsewhere.force_login(person)
    client.force_login(person)

    client.post(reverse("sessions_end"))

    assert client.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    "credential", ["", "null", "{}", "[]", '{"id": 1}', '{"response": {"userHandle": "MQ"}}', "x" * 5000]
)
def test_no_passkey_comes_in_that_is_none(client, credential):
    PersonFactory()
    client.get("/account/login/passkey/")
    answer = client.post("/account/login/passkey/", {"credential": credential, "next": "/bag/"})
    assert answer.url == f"{LOGIN}?next=%2Fbag%2F"
    assert who(client) is None


def test_the_admin_has_the_same_door(client):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").url == f"{LOGIN}?next=%2Fadmin%2F"
    client.force_login(PersonFactory())
    assert client.get("/admin/login/?next=/admin/").status_code == 403


@pytest.mark.parametrize("word", ["settings", "NaN", "999"])
def test_a_bare_word_is_no_way_on(client, word):
    client.force_login(join(contact=PHONE))
    answer = client.get(LOGIN, {"next": word})
    assert (answer.status_code, answer["Location"]) == (302, "/")
