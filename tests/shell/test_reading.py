"""Money, time and distance as people say them, in both languages."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from config.kit import reading
from config.kit.money import Money
from config.shell.icons import ICONS, SPRITE
from config.shell.templatetags.shell import ago, initial, money, tint

NOW = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai


def render(text: str, **context) -> str:
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (16800, "CNY", "¥168"),
        (168050, "CNY", "¥1,680.50"),
        (5, "CNY", "¥0.05"),
        (0, "CNY", "¥0"),
        (-16800, "CNY", "-¥168"),
        (168, "JPY", "¥168"),
        (99, "USD", "$0.99"),
    ],
)
def test_money(minor, currency, said):
    assert money(Money(minor, currency)) == said


def test_price_has_a_small_sign():
    assert render("{{ price|price }}", price=Money(16800, "CNY")) == (
        '<span class="price"><span class="cur">¥</span>168</span>'
    )
    assert (
        render('{% price 168050 "CNY" "big" %}') == '<span class="price big"><span class="cur">¥</span>1,680.50</span>'
    )
    assert render("{{ nothing|price }}") == ""


@pytest.mark.parametrize(
    ("passed", "zh", "en"),
    [
        (timedelta(seconds=5), "刚刚", "just now"),
        (timedelta(minutes=1), "1 分钟前", "1 min ago"),
        (timedelta(minutes=12), "12 分钟前", "12 min ago"),
        (timedelta(hours=1), "1 小时前", "1 hour ago"),
        (timedelta(hours=3), "3 小时前", "3 hours ago"),
        (timedelta(hours=23, minutes=46), "昨天 20:14", "yesterday 20:14"),
        (timedelta(days=3), "3 天前", "3 days ago"),
        (timedelta(days=6, hours=18), "6 天前", "6 days ago"),
        (timedelta(days=7), "11月17日", "17 Nov"),
        (timedelta(days=400), "2024年10月20日", "20 Oct 2024"),
        (-timedelta(minutes=42), "42 分钟后", "in 42 min"),
        (-timedelta(days=2), "2 天后", "in 2 days"),
        (-timedelta(days=8), "12月2日", "2 Dec"),
    ],
)
def test_relative_time(passed, zh, en):
    with timezone.override("Asia/Shanghai"):
        with translation.override("zh-hans"):
            assert reading.relative(NOW - passed, NOW) == zh
        with translation.override("en"):
            assert reading.relative(NOW - passed, NOW) == en


def test_days_are_the_readers_own():
    """23:30 in Shanghai is still the same day in Lisbon."""
    moment, now = datetime(2025, 11, 23, 15, 30, tzinfo=UTC), datetime(2025, 11, 24, 0, 0, tzinfo=UTC)
    with translation.override("en"):
        with timezone.override("Asia/Shanghai"):
            assert reading.relative(moment, now) == "yesterday 23:30"
        with timezone.override("Europe/Lisbon"):
            assert reading.relative(moment, now) == "yesterday 15:30"


def test_ago_carries_the_exact_time():
    with timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
        assert ago(datetime(2020, 11, 24, 12, 14, tzinfo=UTC)) == (
            '<time datetime="2020-11-24T12:14:00+00:00" title="2020年11月24日 20:14">2020年11月24日</time>'
        )
    assert ago(None) == ""


@pytest.mark.parametrize(
    ("metres", "zh", "en"),
    [
        (0, "10 米", "10 m"),
        (318, "320 米", "320 m"),
        (994, "990 米", "990 m"),
        (1000, "1 公里", "1 km"),
        (1234, "1.2 公里", "1.2 km"),
        (9960, "10 公里", "10 km"),
        (1_234_000, "1,234 公里", "1,234 km"),
    ],
)
def test_distance(metres, zh, en):
    with translation.override("zh-hans"):
        assert reading.distance(metres) == zh
    with translation.override("en"):
        assert reading.distance(metres) == en


def test_tint_is_stable_and_uses_all_colours():
    assert tint("林晓雨") == tint("林晓雨")
    assert {tint(str(number)) for number in range(200)} == {f"tint-{number}" for number in range(1, 9)}


@pytest.mark.parametrize(
    ("name", "first"), [("林晓雨", "林"), ("「湖边」", "湖"), ("amy", "A"), ("", "·"), (None, "·"), ("🍵", "·")]
)
def test_initial(name, first):
    assert initial(name) == first


def test_query_string_is_changed_not_replaced():
    request = RequestFactory().get("/?q=茶&page=2&tag=a")
    assert render("{% qs page=3 tag=None %}", request=request) == "?q=%E8%8C%B6&amp;page=3"
    assert render("{% qs page='' q=None tag=None %}", request=request) == "?"


def test_every_icon_that_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
    assert drawn == set(ICONS)
    base = Path(settings.BASE_DIR)
    for folder in ("config", "content", "shop", "community"):
        for path in (base / folder).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            named = set(re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", text))
            named |= set(re.findall(r"""<c-[^>]*?\sicon="([a-z0-9-]+)\"""", text))
            assert named <= drawn, path


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=23), "23 hours"),
        (timedelta(days=2, hours=5), "2 days"),
    ],
)
def test_how_long_something_took(span, said):
    with translation.override("en"):
        assert reading.lasting(span) == said
