"""A store within a minute: from the landing page to a live storefront on a phone, with a real photo."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from community.people.models import Person as Member
from shop.stores.models import Store, StoreDraft
from tests.factories import PersonFactory
from tests.pages.browsing import PHONE
from tests.pages.keystrokes import Person
from tests.photos import from_phone

pytestmark = pytest.mark.browser

MOST_SCREENS, MOST_FIELDS, MOST_SECONDS = 3, 6, 60
NEXT = "form.form button.primary"
EVERYTHING = "form.form :is(input, textarea, select):not([type=hidden])"
JPEG: FilePayload = {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": from_phone("JPEG", 1200, 1600)}
HEIC: FilePayload = {"name": "IMG_0002.HEIC", "mimeType": "image/heic", "buffer": from_phone("HEIF", 1200, 1600)}


@pytest.fixture
def pocket(visitors) -> Iterator[Page]:
    """A phone that says where it is when it is asked."""
    page = visitors.open(PHONE, geolocation={"latitude": 30.2222, "longitude": 120.1111}, permissions=["geolocation"])
    yield page
    page.context.close()


def photo_is_up(page: Page):
    """Waits until the picker shows the photo as the site keeps it."""
    return lambda: expect(page.locator("#open-photo img")).to_have_attribute("src", re.compile("^/pictures/"))


def visible_fields(page: Page) -> list[str]:
    return page.locator(EVERYTHING).evaluate_all("fields => fields.map(field => field.name)")


def fill(page: Page, **words: str) -> None:
    for name, text in words.items():
        page.fill(f"form.form [name={name}]", text)


def to_step(page: Page, step: int) -> None:
    page.locator(NEXT).tap()
    page.wait_for_url(f"**/open/{step}/")


@pytest.mark.parametrize("photo", [JPEG, HEIC], ids=["jpeg", "heic"])
def test_a_store_stands_within_a_minute(pocket, photo, capsys):
    person, asked, screens = Person(pocket), [], 0
    pocket.goto("/")
    person.goes_by(pocket.locator("a[href='/open/']:visible").first)

    screens, asked = screens + 1, asked + visible_fields(pocket)
    person.takes_photo("photo", photo, photo_is_up(pocket))
    person.types("product_name", "外婆的桂花蜜")
    person.types("price", "68")
    person.goes_by(pocket.locator(NEXT))

    screens, asked = screens + 1, asked + visible_fields(pocket)
    person.types("store_name", "外婆的店")
    expect(pocket.locator("[data-shown=store_name]")).to_have_text("外婆的店")
    person.types("place_name", "满觉陇")
    person.goes_by(pocket.locator(NEXT))

    screens, asked = screens + 1, asked + visible_fields(pocket)
    person.types("contact", "13800138000")
    person.goes_by(pocket.locator(NEXT))

    with capsys.disabled():
        print(f"\n{person.report()}, {screens} screens")
    store = Store.objects.get()
    assert pocket.url.endswith(f"/s/{store.slug}/share/?new")
    assert screens <= MOST_SCREENS
    assert sorted(asked) == sorted(person.fields)
    assert len(asked) <= MOST_FIELDS
    assert person.seconds <= MOST_SECONDS
    expect(pocket.get_by_text("你的店开好了")).to_be_visible()
    expect(pocket.locator("[data-share-url] input").first).to_have_value(re.compile(f"/s/{store.slug}/$"))
    expect(pocket.locator(".poster .qr svg")).to_be_visible()
    assert (store.name, store.place_name, store.owner.phone) == ("外婆的店", "满觉陇", "+8613800138000")


def test_the_photo_stands_upright_in_the_store(pocket, visitors):
    pocket.goto("/open/")
    pocket.set_input_files("[name=photo]", JPEG)
    photo_is_up(pocket)()
    fill(pocket, product_name="外婆的桂花蜜", price="68")
    to_step(pocket, 2)
    fill(pocket, store_name="外婆的店")
    to_step(pocket, 3)
    fill(pocket, contact="granny@qunpu.example")
    pocket.locator(NEXT).tap()
    pocket.wait_for_url("**/share/**")

    stranger = visitors.open(PHONE)
    stranger.goto(Store.objects.get().get_absolute_url())
    expect(stranger.get_by_text("外婆的桂花蜜")).to_be_visible()
    shown = stranger.locator(".tile img")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    width, height, top = shown.evaluate(
        """image => {
            const [width, height] = [image.naturalWidth, image.naturalHeight];
            const canvas = Object.assign(document.createElement("canvas"), { width, height });
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            return [width, height, [...context.getImageData(width / 2, height / 10, 1, 1).data]];
        }"""
    )
    assert height > width
    assert top[0] > 150 > top[2]


def test_the_phone_may_say_where_it_is(pocket):
    pocket.goto("/open/")
    fill(pocket, product_name="外婆的桂花蜜", price="68")
    to_step(pocket, 2)
    pocket.locator("[data-locate]").tap()
    expect(pocket.locator("[data-place-said]")).to_contain_text("位置记下了")
    fill(pocket, store_name="外婆的店")
    to_step(pocket, 3)
    assert (StoreDraft.objects.get().lat, StoreDraft.objects.get().lon) == (30_222_200, 120_111_100)


def test_a_wrong_price_keeps_every_word_and_the_photo(phone):
    phone.goto("/open/")
    phone.set_input_files("[name=photo]", HEIC)
    photo_is_up(phone)()
    fill(phone, product_name="外婆的桂花蜜", price="六十八")
    phone.locator(NEXT).tap()
    expect(phone.locator("[name=price]")).to_be_focused()
    expect(phone.locator("#id_price_error")).to_contain_text("例如 68.50")
    expect(phone.locator("[name=product_name]")).to_have_value("外婆的桂花蜜")
    expect(phone.locator("[name=price]")).to_have_value("六十八")
    photo_is_up(phone)()
    fill(phone, price="68")
    to_step(phone, 2)


def test_a_reload_keeps_words_that_were_never_sent(phone):
    phone.goto("/open/")
    phone.set_input_files("[name=photo]", JPEG)
    photo_is_up(phone)()
    phone.locator("[name=product_name]").press_sequentially("外婆的桂花蜜")
    phone.reload()
    expect(phone.locator("[name=product_name]")).to_have_value("外婆的桂花蜜")
    photo_is_up(phone)()
    fill(phone, price="68")
    to_step(phone, 2)
    phone.locator("[name=store_name]").press_sequentially("外婆的店")
    phone.reload()
    expect(phone.locator("[name=store_name]")).to_have_value("外婆的店")
    expect(phone.locator("[data-shown=store_name]")).to_have_text("外婆的店")


def test_going_back_shows_what_was_sent(phone):
    phone.goto("/open/")
    fill(phone, product_name="外婆的桂花蜜", price="68")
    to_step(phone, 2)
    phone.go_back()
    expect(phone.locator("[name=product_name]")).to_have_value("外婆的桂花蜜")
    to_step(phone, 2)


def test_signing_in_midway_keeps_the_draft(phone, sign_in):
    """With a contact that is somebody's: they sign in, come back, and the store is theirs."""
    granny = PersonFactory(email="granny@qunpu.example")
    phone.goto("/open/")
    fill(phone, product_name="外婆的桂花蜜", price="68")
    to_step(phone, 2)
    fill(phone, store_name="外婆的店")
    to_step(phone, 3)
    fill(phone, contact="granny@qunpu.example")
    phone.locator(NEXT).tap()
    phone.get_by_role("link", name="验证码").tap()
    expect(phone.locator("input[value='granny@qunpu.example']")).to_be_visible()
    phone.context.clear_cookies(name="sessionid")
    sign_in(phone, granny)
    phone.goto("/open/3/")
    expect(phone.get_by_text("外婆的店")).to_be_visible()
    expect(phone.locator("[name=contact]")).to_have_count(0)
    phone.locator(NEXT).tap()
    phone.wait_for_url("**/share/**")
    assert Store.objects.get().owner == granny
    assert Member.objects.count() == 1


def test_a_second_tap_opens_no_second_store(phone):
    phone.goto("/open/")
    fill(phone, product_name="外婆的桂花蜜", price="68")
    to_step(phone, 2)
    fill(phone, store_name="外婆的店")
    to_step(phone, 3)
    fill(phone, contact="granny@qunpu.example")
    phone.locator(NEXT).dblclick()
    phone.wait_for_url("**/share/**")
    assert Store.objects.count() == 1
    expect(phone.get_by_text("你的店开好了")).to_be_visible()


def test_it_works_with_scripts_off(visitors):
    page = visitors.open(PHONE, java_script_enabled=False)
    page.goto("/open/")
    page.set_input_files("[name=photo]", HEIC)
    fill(page, product_name="外婆的桂花蜜", price="68")
    to_step(page, 2)
    fill(page, store_name="外婆的店")
    to_step(page, 3)
    fill(page, contact="granny@qunpu.example")
    page.locator(NEXT).tap()
    page.wait_for_url("**/share/**")
    assert Store.objects.get().products.get().picture is not None


@pytest.mark.looks
@pytest.mark.parametrize("step", [1, 2, 3])
def test_axe_finds_nothing(phone, axe, step):
    phone.goto("/open/")
    if step > 1:
        fill(phone, product_name="外婆的桂花蜜", price="68")
        to_step(phone, 2)
    if step > 2:
        fill(phone, store_name="外婆的店")
        to_step(phone, 3)
    axe(phone)
    with phone.expect_navigation():
        phone.locator(NEXT).tap()
    axe(phone)
