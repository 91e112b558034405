"""Endorsing somebody: two taps and a sentence, one tap back, and the pages that show it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.endorsements.models import Endorsement
from tests.factories import EndorsementFactory, PersonFactory, tag
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser
SENTENCE = "问水温，她会先问你是什么水。"


@pytest.fixture
def lin(site):
    person = PersonFactory(username="lin", name="林晓雨", headline="只卖自己喝过三年的茶。")
    person.specialties.set(["绿茶", "盖碗泡法"])
    return person


@pytest.fixture
def chen(site):
    return PersonFactory(username="chen", name="陈阿姨", date_joined=timezone.now() - timedelta(days=90))


def test_two_taps_and_a_sentence_and_one_tap_back(phone, sign_in, chen, lin, axe):
    sign_in(phone, chen)
    phone.goto("/p/lin/")
    phone.locator("a.btn[href='/p/lin/endorse/']").tap()
    sheet = phone.locator("dialog#endorse")
    expect(sheet).to_be_visible()
    axe(phone)
    sheet.locator("textarea").fill(SENTENCE)
    sheet.locator("button.primary").tap()

    expect(phone.locator(".endorsed")).to_contain_text(SENTENCE)
    assert Endorsement.objects.get().topic.name == "绿茶"

    phone.locator(".toast .undo").tap()
    expect(phone.locator(".endorsed")).not_to_contain_text(SENTENCE)
    assert not Endorsement.objects.standing().exists()


def test_without_scripts_the_same_leads_to_a_page(visitors, chen, lin):
    page = visitors.open(PHONE, person=chen, java_script_enabled=False)
    page.goto("/p/lin/")
    page.locator("a.btn[href='/p/lin/endorse/']").tap()
    page.locator("details summary").tap()
    page.locator("input[name=other]").fill("看人")
    page.locator("textarea").fill(SENTENCE)
    page.locator("form.form button.primary").tap()
    expect(page.locator(".endorsed")).to_contain_text(SENTENCE)
    assert Endorsement.objects.get().topic.name == "看人"


@pytest.mark.looks
@pytest.mark.parametrize(
    ("device", "look"),
    [(PHONE, {"color_scheme": "light"}), (DESKTOP, {"color_scheme": "dark", "locale": "en"})],
    ids=["phone", "desktop"],
)
def test_pages_are_accessible_and_fit(visitors, chen, lin, axe, device, look):
    EndorsementFactory.create_batch(4, about=lin)
    EndorsementFactory(by=chen, about=lin, topic=tag("盖碗泡法"), sentence=SENTENCE * 9)
    EndorsementFactory(by=lin, about=chen)
    page = visitors.open(device, person=chen, **look)
    for path in (
        "/p/lin/",
        "/p/lin/endorse/",
        "/p/lin/endorsements/",
        "/p/lin/endorsements/?topic=茶",
        "/me/endorsements/",
        "/me/endorsements/?tab=received",
    ):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
