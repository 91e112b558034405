"""What is typed stays until it is taken: through a reload, an error page, an old token, signing in midway."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PersonFactory
from tests.pages.browsing import PHONE, sign_in

pytestmark = pytest.mark.browser

NAME = "西湖边喝茶"
KEPT = "localStorage.getItem('draft:group-new')"


@pytest.fixture
def founding(visitors, transactional_db) -> Page:
    """The form for a new group, with its name typed."""
    page = visitors.open(PHONE, person=PersonFactory())
    page.goto("/groups/new/")
    page.locator("[name=name]").fill(NAME)
    return page


def send(page: Page) -> None:
    page.locator("form[data-draft] .btn.primary").click()


def test_reload_keeps_it(founding):
    founding.locator("[name=access][value=ask]").check()
    founding.reload()
    expect(founding.locator("[name=name]")).to_have_value(NAME)
    expect(founding.locator("[name=access][value=ask]")).to_be_checked()


def test_taken_form_lets_it_go(founding):
    send(founding)
    expect(founding.get_by_role("heading", name=NAME)).to_be_visible()
    founding.wait_for_function(f"() => {KEPT} === null")


def test_old_token_keeps_it(founding):
    founding.context.clear_cookies(name="csrftoken")
    send(founding)
    expect(founding.get_by_role("heading", level=1)).to_have_text("这一页打开太久了")
    founding.goto("/groups/new/")
    expect(founding.locator("[name=name]")).to_have_value(NAME)


def test_signing_in_midway_keeps_it(founding, site):
    founding.context.clear_cookies(name="sessionid")
    send(founding)
    assert "/account/login/" in founding.url
    sign_in(founding, PersonFactory(), site.url)
    founding.goto("/groups/new/")
    expect(founding.locator("[name=name]")).to_have_value(NAME)
