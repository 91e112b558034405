"""The archive can be opened and read: a page, sheets for a spreadsheet, and JSON whose keys stay what they are."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.utils import translation

from community.posts.models import Standing
from community.privacy import writing
from community.privacy.cells import guarded, sheet_row, words
from community.privacy.writing import sheet_name
from config.kit import personal
from config.kit.personal import Column, Table, Topic
from tests.community.privacy.holding import opened, rows
from tests.community.privacy.lively import MARK
from tests.factories import PersonFactory, PostFactory, ProductFactory, channel_of
from tests.shop.buying import paid_order

# Not API, which is called so in Chinese too.
ENGLISH = re.compile(r"[a-z]{3,}")


class Page(HTMLParser):
    """The elements of a page, and what they lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.sections: list[str] = []
        self.links: list[str] = []
        self.rows = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        self.elements.add(tag)
        self.links += [at[name] or "" for name in ("href", "src") if name in at]
        self.rows += tag == "tr"
        if tag == "section" and at.get("id"):
            self.sections.append(at["id"] or "")


def page_of(archive) -> str:
    return archive.read("index.html").decode()


def sheet(archive, name: str) -> list[list[str]]:
    table = next(table for table in personal.tables() if table.name == name)
    with translation.override("zh-hans"):
        raw = archive.read(sheet_name(table))
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_table_has_a_title_and_a_sheet_of_its_own(language):
    with translation.override(language):
        tables = personal.tables()
        assert len({sheet_name(table) for table in tables}) == len(tables) > 40
        for table in tables:
            labels = [str(column.label) for column in table.columns.values()]
            assert len(set(labels)) == len(labels), table.name


def test_nothing_is_named_by_a_way_through_the_database():
    for table in personal.tables():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", table.name)
        for key, column in table.columns.items():
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", key), (table.name, key)
            assert not column.money or column.money in table.columns


@pytest.mark.django_db
def test_the_page_shows_every_table_and_needs_nothing_else(lively):
    archive = opened(lively)
    page = Page(page_of(archive))

    assert page.sections == [table.name for table in personal.tables()]
    assert not page.elements & {"script", "iframe", "form", "link"}
    inside = {*archive.namelist(), *(f"#{name}" for name in page.sections)}
    assert set(page.links) - inside == set()
    assert {name for name in archive.namelist() if name.startswith("photos/")} <= set(page.links)
    for name in page.sections:
        assert len(rows(archive, name)) >= 1
    assert page.rows == sum(len(rows(archive, name)) + 1 for name in page.sections)


@pytest.mark.django_db
def test_a_chinese_archive_is_in_chinese(lively):
    archive = opened(lively)
    sheets = [name for name in archive.namelist() if name.startswith("csv/")]
    said = [name[4:-4] for name in sheets] + [head_of(archive, name) for name in sheets]

    assert [line for line in said if ENGLISH.search(line)] == []
    assert "csv/动态.csv" in archive.namelist()
    assert '<html lang="zh-hans">' in page_of(archive)


def head_of(archive, name: str) -> str:
    """The labels of a sheet."""
    return archive.read(name).decode("utf-8-sig").splitlines()[0]


@pytest.mark.django_db
def test_the_sheets_say_the_same_as_the_json(lively):
    archive = opened(lively)
    for table in personal.tables():
        lines = sheet(archive, table.name)
        assert len(lines) == len(rows(archive, table.name)) + 1, table.name
        assert {len(line) for line in lines} == {len(table.columns)}


@pytest.mark.django_db
def test_money_times_and_states_are_said_in_words():
    buyer = PersonFactory(time_zone="Asia/Tokyo", language="en")
    PostFactory(author=buyer, state=Standing.HIDDEN, text="One & <b>two</b>")
    order = paid_order(buyer, ProductFactory())
    type(order).objects.update(placed_at=datetime(2026, 11, 27, 20, 30, tzinfo=UTC))

    archive = opened(buyer)
    page = page_of(archive)

    assert rows(archive, "orders_bought")[0]["total"] == 16800
    assert rows(archive, "orders_bought")[0]["placed_at"] == "2026-11-27T20:30:00Z"
    assert "¥168" in page
    assert "2026-11-28 05:30" in page
    assert "hidden by a moderator" in page
    assert "One &amp; &lt;b&gt;two&lt;/b&gt;" in page


@pytest.mark.django_db
def test_of_a_long_table_the_page_shows_the_newest_and_says_where_the_rest_is(monkeypatch):
    monkeypatch.setattr(writing, "MOST_SHOWN", 3)
    monkeypatch.setattr(writing, "CHUNK", 2)
    person = PersonFactory(language="en")
    channel = channel_of(person)
    for day in range(5):
        PostFactory(author=person, channel=channel, text=f"day {day}")

    archive = opened(person)
    page = page_of(archive)

    assert [f"day {day}" in page for day in range(5)] == [False, False, True, True, True]
    assert "2 older rows are in csv/Posts.csv." in page
    assert [row["text"] for row in rows(archive, "posts")] == [f"day {day}" for day in (4, 3, 2, 1, 0)]


@pytest.mark.django_db
def test_where_there_is_nothing_the_page_says_so():
    archive = opened(PersonFactory(language="en"))

    assert rows(archive, "posts") == []
    assert not [name for name in archive.namelist() if name == "csv/Posts.csv"]
    assert "Where there is nothing" in page_of(archive)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_a_cell_is_no_formula(text):
    assert guarded(text) == f"'{text}"


def test_numbers_are_no_formulas():
    columns = {"count": Column("Count"), "amount": Column("Amount", money="currency"), "currency": Column("Currency")}
    table = Table(Topic.BUYING, "books", "Books", columns, lambda person: [])

    assert sheet_row(table, {"count": -3, "amount": -1250, "currency": "CNY"}) == ["-3", "-12.50", "CNY"]


def test_lists_and_answers_are_read_line_by_line():
    assert words(Column("?"), ["a", "b"]) == "a\nb"
    assert words(Column("?"), [{"question": "从哪里来？", "answer": MARK}]) == f"从哪里来？: {MARK}"
    assert words(Column("?"), None) == ""
