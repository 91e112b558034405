"""Money: what people type, and sums that lose no fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit.errors import Invalid
from config.kit.money import EXPONENTS, MAX_MAJOR, Money, parse_money, total

currencies = st.sampled_from(sorted(EXPONENTS))
amounts = st.integers(0, MAX_MAJOR * 100)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("68", 6800),
        ("68.5", 6850),
        ("68.50", 6850),
        (" 68 ", 6800),
        ("¥68", 6800),
        ("￥68.50", 6850),
        ("１，２８０", 128000),
        ("1,280.05", 128005),
        ("68元", 6800),
        ("68 块", 6800),
        ("RMB 68", 6800),
        ("0", 0),
        ("10000000", 1_000_000_000),
    ],
)
def test_it_reads_what_people_type(text, minor):
    assert parse_money(text, "CNY") == Money(minor, "CNY")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "price_missing"),
        (" ", "price_missing"),
        ("¥", "price_missing"),
        ("六十八", "price_not_a_number"),
        ("68.", "price_not_a_number"),
        (".5", "price_not_a_number"),
        ("-1", "price_not_a_number"),
        ("1e3", "price_not_a_number"),
        ("6 8 x", "price_not_a_number"),
        ("٦٨", "price_not_a_number"),
        ("1,28", "price_not_a_number"),
        ("NaN", "price_not_a_number"),
        ("68.555", "price_decimals"),
        ("10000000.01", "price_too_high"),
        ("9" * 12, "price_too_high"),
        ("9" * 13, "price_not_a_number"),
    ],
)
def test_it_refuses_the_rest_at_its_field(text, code):
    with pytest.raises(Invalid) as refusal:
        parse_money(text, "CNY", field="fee")
    assert (refusal.value.code, refusal.value.field) == (code, "fee")


def test_a_currency_without_decimals_takes_none():
    assert parse_money("1200", "JPY") == Money(1200, "JPY")
    with pytest.raises(Invalid):
        parse_money("12.5", "JPY")


@given(amounts, currencies)
def test_what_is_shown_is_read_back(minor, currency):
    money = Money(minor, currency)
    if money.major <= MAX_MAJOR:
        for shown in (money.plain, money.figure, str(money)):
            assert parse_money(shown, currency) == money


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        money = parse_money(text, "CNY")
    except Invalid:
        return
    assert 0 <= money.minor <= MAX_MAJOR * 100


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_parts_add_up_to_the_whole(minor, weights):
    parts = Money(minor, "CNY").split(weights)
    assert total(parts, "CNY") == Money(minor, "CNY")
    for part, weight in zip(parts, weights, strict=True):
        exact = Decimal(minor) * weight / sum(weights)
        assert abs(part.minor - exact) <= max(1, len(weights))


@given(st.integers(0, 10**9), st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_rounded_half_to_even(minor, numerator, denominator):
    share = Money(minor, "CNY").share(numerator, denominator)
    assert share.minor == round(Decimal(minor) * numerator / denominator)


def test_different_currencies_do_not_add_up():
    with pytest.raises(ValueError, match="do not add up"):
        Money(1, "CNY") + Money(1, "USD")


@pytest.mark.parametrize(
    ("minor", "shown"), [(16800, "¥168"), (168050, "¥1,680.50"), (5, "¥0.05"), (-16800, "-¥168"), (0, "¥0")]
)
def test_it_is_shown_as_people_write_it(minor, shown):
    assert str(Money(minor, "CNY")) == shown
