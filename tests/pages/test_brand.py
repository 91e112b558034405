"""The calling card in the hand of a stranger, and what its owner does with it."""

import pytest
from playwright.sync_api import expect

from community.brand.models import ProfileVisit
from community.people.profile import write_profile
from community.trust.models import Evidence
from community.trust.recording import record
from tests.community.brand.conftest import FIREFOX
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe
from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def lin(site):
    person = PersonFactory(username="lin", name="林晓雨", date_joined="2024-01-01T00:00Z")
    write_profile(person, headline="只卖自己喝过三年的茶。", specialties=["绿茶", "盖碗泡法"], place_name="杭州")
    channel_of(person)
    PostFactory(author=person)
    subscribe(person, GroupFactory(slug="lake", name="西湖边喝茶"))
    for _time in range(6):
        record(Evidence.Kind.KEPT, by=PersonFactory(), about=person, source=StoreFactory())
    return person


def test_a_stranger_sees_what_was_kept_and_comes_by_the_card(visitors, lin, axe):
    phone = visitors.open(PHONE, user_agent=FIREFOX)
    phone.goto("/p/lin/?from=card")
    expect(phone.get_by_role("img", name="守约 6 / 6")).to_be_visible()
    expect(phone.get_by_role("img", name="一年一条线")).to_be_visible()
    phone.get_by_text("看表格").tap()
    expect(phone.get_by_role("cell", name="7", exact=True)).to_be_visible()
    axe(phone)

    phone.get_by_role("link", name="名片").tap()
    expect(phone.get_by_role("link", name="存名片")).to_have_attribute("download", "lin.png")
    picture = phone.locator("img.card-picture")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1200
    axe(phone)
    assert dict(ProfileVisit.objects.values_list("source", "count")) == {"card": 1}


def test_the_owner_looks_through_others_eyes_and_chooses(visitors, lin, axe):
    page = visitors.open(DESKTOP, person=lin)
    page.goto("/me/brand/")
    axe(page)
    page.get_by_label("西湖边喝茶").select_option("nobody")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("西湖边喝茶")).to_have_value("nobody")

    page.get_by_role("link", name="一位访客").click()
    expect(page.get_by_role("heading", name="林晓雨")).to_be_visible()
    expect(page.get_by_role("button", name="关注")).to_be_disabled()
    expect(page.get_by_role("link", name="西湖边喝茶", exact=True)).to_have_count(0)
    axe(page)
