"""Coming in by a code, as a person does it on a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import expect

from community.entry.passwords import set_password
from community.people.contacts import parse_contact
from community.people.joining import join
from community.people.models import Person
from community.people.reaching import known_contacts, verify_contact
from tests.community.entry.outbox import mailed_code, texted_code
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser

WAYS = {
    "phone": ("138 0013 8000", lambda: texted_code("+8613800138000")),
    "email": ("Anna@qunpu.example", lambda: mailed_code("anna@qunpu.example")),
}


def ask_for_code(page, typed):
    """Type who one is and wait until the code has been sent."""
    page.get_by_label("邮箱或手机号").fill(typed)
    page.get_by_role("button", name=re.compile("发验证码")).click()
    expect(page.get_by_role("heading", name="输入验证码")).to_be_visible()


def give_code(page, code):
    page.get_by_label("验证码", exact=True).fill(code)
    page.get_by_role("button", name="进来吧").click()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("known", [True, False], ids=["known", "new"])
def test_a_code_brings_one_to_where_one_wanted(phone, way, known, axe):
    typed, read_code = WAYS[way]
    if known:
        join(contact=parse_contact(typed), name="林晓雨")

    phone.goto("/settings/")
    expect(phone).to_have_url(re.compile(r"/account/login/\?next="))
    axe(phone)
    ask_for_code(phone, typed)
    axe(phone)
    expect(phone.get_by_label("验证码", exact=True)).to_have_attribute("autocomplete", "one-time-code")
    give_code(phone, read_code())

    expect(phone).to_have_url(re.compile(r"^[^?]*/settings/$"))
    person = Person.objects.get()
    assert known_contacts(person)[0].verified
    assert (person.name == "林晓雨") is known


def test_wrong_words_are_mended_without_losing_the_way(phone):
    join(contact=parse_contact("13800138000"))
    phone.goto("/account/login/?next=/settings/blocked/")
    field = phone.get_by_label("邮箱或手机号")
    field.fill("1380013800")
    field.press("Enter")
    expect(field).to_have_value("1380013800")
    expect(field).to_be_focused()
    ask_for_code(phone, "13800138000")

    right = texted_code("+8613800138000")
    code = phone.get_by_label("验证码", exact=True)
    code.fill("000000" if right != "000000" else "000001")
    code.press("Enter")
    expect(phone.get_by_text("验证码不对")).to_be_visible()
    code.fill(right)
    code.press("Enter")
    expect(phone).to_have_url(re.compile(r"^[^?]*/settings/blocked/$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_password_works_in_english_on_a_desktop(visitors, scripts):
    set_password(join(contact=parse_contact("anna@qunpu.example"), language="en"), password="three cups before noon")
    page = visitors.open(DESKTOP, locale="en", java_script_enabled=scripts)

    page.goto("/account/login/?next=/settings/")
    page.get_by_role("link", name="With a password").click()
    page.get_by_label("E-mail or phone").fill("anna@qunpu.example")
    page.get_by_label("Password").fill("three cups before noon")
    page.get_by_role("button", name="Come in").click()

    expect(page).to_have_url(re.compile(r"^[^?]*/settings/$"))


def with_authenticator(page):
    """Give the page a virtual phone that answers for passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    automatic = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | automatic})


def test_a_passkey_is_made_and_lets_in(visitors, site):
    person = join(contact=parse_contact("13800138000"), name="林晓雨")
    verify_contact(person, contact=known_contacts(person)[0].contact)
    # A passkey belongs to a name, not to a number.
    here = site.url.replace("127.0.0.1", "localhost")
    page = visitors.open(PHONE, base_url=here)
    with_authenticator(page)

    page.goto("/account/login/?next=/settings/passkeys/add/")
    ask_for_code(page, "13800138000")
    give_code(page, texted_code("+8613800138000"))
    page.get_by_label("这台设备叫什么").fill("我的小手机")
    page.get_by_role("button", name="添加这台设备").tap()
    expect(page.get_by_text("我的小手机").first).to_be_visible()

    page.goto("/account/logout/")
    page.get_by_role("button", name="退出登录").tap()
    expect(page).to_have_url(f"{here}/")
    page.goto("/account/login/?next=/settings/passkeys/")
    page.get_by_role("button", name="用通行密钥").tap()
    expect(page).to_have_url(re.compile(r"^[^?]*/settings/passkeys/$"))
    assert person.authenticator_set.get().last_used_at

    page.get_by_role("button", name="移除").tap()
    expect(page.get_by_text("让手机替你开门")).to_be_visible()
    assert not person.authenticator_set.exists()


def test_someone_who_used_anothers_address_is_out(visitors, sign_in):
    person = join(contact=parse_contact("anna@qunpu.example"))
    stranger, owner = visitors.open(PHONE), visitors.open(DESKTOP)
    sign_in(stranger, person)
    stranger.goto("/settings/")
    expect(stranger).to_have_url(re.compile(r"^[^?]*/settings/$"))

    owner.goto("/account/login/?next=/settings/")
    ask_for_code(owner, "anna@qunpu.example")
    give_code(owner, mailed_code("anna@qunpu.example"))
    expect(owner).to_have_url(re.compile(r"^[^?]*/settings/$"))

    stranger.goto("/settings/")
    expect(stranger).to_have_url(re.compile(r"/account/login/"))
