"""Someone takes their data along, and closes their account."""

import re

import pytest
from playwright.sync_api import expect

from community.people.models import Person
from tests.factories import PersonFactory
from tests.pages.browsing import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def leaver(db):
    return PersonFactory(username="egret", name="白鹭")


def test_taking_ones_data_along(visitors, leaver):
    page = visitors.open(PHONE, person=leaver)
    page.goto("/settings/")
    page.get_by_role("link", name=re.compile("^我的数据")).click()
    page.get_by_role("button", name="整理我的数据").click()
    expect(page.get_by_text("正在整理你的数据，好了会告诉你。")).to_be_visible()

    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^下载文件")).click()
    assert waiting.value.suggested_filename.startswith("qunpu-egret-")


def test_closing_the_account(visitors, leaver):
    page = visitors.open(PHONE, person=leaver)
    page.goto("/settings/data/")
    page.get_by_role("link", name="注销我的账号…").click()
    page.get_by_label(re.compile("输入你的用户名 egret")).fill("heron")
    page.get_by_role("button", name="永久注销我的账号").click()
    expect(page.get_by_text("这不是你的用户名，请照上面的样子输入。")).to_be_visible()
    expect(page.get_by_label(re.compile("输入你的用户名 egret"))).to_have_value("heron")

    page.get_by_label(re.compile("输入你的用户名 egret")).fill("egret")
    page.get_by_role("button", name="永久注销我的账号").click()

    expect(page.get_by_role("heading", name="账号已注销")).to_be_visible()
    assert Person.objects.get(pk=leaver.pk).closed_at is not None
    page.goto("/me/")
    assert "/account/login/" in page.url
