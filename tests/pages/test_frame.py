"""The frame and the components in a real browser, shown by `/design/`."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browsing import DESKTOP, PHONE

pytestmark = pytest.mark.browser

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f0"
    "1f0005050102cf9e5b2d0000000049454e44ae426082"
)


@pytest.fixture
def staff(transactional_db, django_user_model):
    return django_user_model.objects.create_user("boss", name="老板", is_staff=True)


@pytest.fixture
def design(visitors, staff) -> Page:
    page = visitors.open(PHONE, person=staff)
    page.goto("/design/")
    return page


@pytest.mark.looks
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("locale", "device"), [("zh-CN", PHONE), ("en-GB", DESKTOP)])
def test_components_are_accessible(visitors, staff, axe, theme, locale, device):
    page = visitors.open(device, person=staff, locale=locale, color_scheme=theme)
    page.goto("/design/")
    axe(page)


@pytest.mark.looks
@pytest.mark.parametrize("width", [320, 390, 600, 768, 960, 1440])
def test_no_sideways_scroll(visitors, staff, width):
    page = visitors.open({"viewport": {"width": width, "height": 800}}, person=staff, locale="en-GB")
    page.goto("/design/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.looks
def test_everything_to_tap_is_large_enough(design):
    """44 px high and wide, counting what a pseudo-element adds around a chip; links within a sentence are spared."""
    small = design.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden]), textarea')]
        .filter(each => each.offsetParent && !each.closest('p, .item-who, dialog, .only-read'))
        .map(each => {
          const own = each.getBoundingClientRect();
          const around = getComputedStyle(each, '::after');
          const more = side => around.position === 'absolute' ? Math.max(-2 * parseFloat(around[side]) || 0, 0) : 0;
          const label = each.closest('label')?.getBoundingClientRect();
          return {
            html: each.outerHTML.slice(0, 90),
            height: Math.max(own.height + more('top'), label?.height ?? 0),
            width: Math.max(own.width + more('left'), label?.width ?? 0),
          };
        }).filter(each => each.height < 43.5 || each.width < 43.5)"""
    )
    assert not small, small


def test_draft_survives_a_reload(design):
    design.get_by_placeholder("说点什么…").fill("写到一半")
    design.reload()
    expect(design.get_by_placeholder("说点什么…")).to_have_value("写到一半")


def test_theme_and_language_switch(design):
    design.locator("main .switch button[value=dark]").click()
    assert design.locator("html").get_attribute("data-theme") == "dark"
    design.locator("main .switch button[value=en]").click()
    expect(design.get_by_role("heading", level=1)).to_have_text("Design")
    assert design.locator("html").get_attribute("lang") == "en"
    assert design.locator("html").get_attribute("data-theme") == "dark"


def test_switches_work_without_scripts(visitors, staff):
    page = visitors.open(PHONE, person=staff, java_script_enabled=False)
    page.goto("/design/")
    page.locator("main .switch button[value=en]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Design")


def test_sheet_opens_and_escape_closes(design):
    design.get_by_text("打开弹层").click()
    sheet = design.get_by_role("dialog")
    expect(sheet).to_be_visible()
    design.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_copied_link_is_told(design):
    design.context.grant_permissions(["clipboard-read", "clipboard-write"])
    design.get_by_text("打开弹层").click()
    design.get_by_role("button", name="复制").click()
    expect(design.locator("#toasts")).to_contain_text("已复制")
    assert design.evaluate("navigator.clipboard.readText()").endswith("/s/xiaoyu/")


def test_chosen_photo_is_shown(design):
    design.locator("input[name=photo]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    expect(design.locator(".has-photo img")).to_have_attribute("alt", "a.png")
    expect(design.locator(".has-photo")).to_contain_text("换一张")


def test_why_chip_opens_its_menu_and_a_tap_outside_closes_it(design):
    design.locator("summary", has_text="你在这个群").click()
    expect(design.get_by_text("静音一周")).to_be_visible()
    design.get_by_role("heading", level=1).click()
    expect(design.get_by_text("静音一周")).to_be_hidden()


def test_focus_goes_to_the_first_wrong_field(design):
    expect(design.locator("[name=price]")).to_be_focused()


def test_zone_is_told_by_the_browser(visitors, staff):
    page = visitors.open(PHONE, person=staff, timezone_id="America/New_York")
    page.goto("/design/")
    assert {"timezone": "America/New_York"}.items() <= {c["name"]: c["value"] for c in page.context.cookies()}.items()


def test_offline_page_comes_from_the_worker(design):
    design.evaluate("navigator.serviceWorker.ready.then(() => true)")
    design.reload()
    design.context.set_offline(True)
    design.goto("/near/")
    expect(design.get_by_role("heading", level=1)).to_have_text("没有网络")
    design.context.set_offline(False)


def test_poster_prints_alone(design):
    design.emulate_media(media="print")
    assert design.locator(".tabs").evaluate("each => getComputedStyle(each).display") == "none"
    assert re.match(
        r"rgb\(255, 255, 255\)", design.locator(".poster").evaluate("each => getComputedStyle(each).backgroundColor")
    )
