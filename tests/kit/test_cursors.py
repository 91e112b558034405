import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kit import cursors


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_cursor_comes_back_as_it_went(number):
    assert cursors.decode_id(cursors.encode(number)) == number


@given(st.text(max_size=60))
def test_what_this_site_did_not_make_is_no_cursor(text):
    assert cursors.decode_id(text) is None


def test_a_foreign_cursor_is_refused():
    with pytest.raises(cursors.BadCursor):
        cursors.decode("WzFd:1abc:forged")


def test_a_cursor_of_another_shape_is_no_id():
    assert cursors.decode_id(cursors.encode("2026-11-24", 5)) is None


def test_a_cursor_tells_nobody_where_it_points():
    assert "4711" not in base64.urlsafe_b64decode(cursors.encode(4711) + "==").decode("latin-1")


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2900, 1, 1), timezones=st.timezones())


@given(MOMENTS, st.integers(min_value=0, max_value=2**63 - 1))
def test_a_moment_comes_back_as_it_went(when, row):
    when = when.astimezone(UTC)
    assert cursors.decode_moment(cursors.encode_moment(when, row)) == (when, row)


@pytest.mark.parametrize("cursor", [None, "", "x"])
def test_no_cursor_names_no_moment(cursor):
    assert cursors.decode_moment(cursor) is None


@pytest.mark.parametrize("parts", [(5,), ("gestern", 5)])
def test_a_cursor_of_another_list_names_no_moment(parts):
    assert cursors.decode_moment(cursors.encode(*parts)) is None
