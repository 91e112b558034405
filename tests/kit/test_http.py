"""Small things that views share."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from config.kit.http import KEY_LENGTH, clean_key, retry_after

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("a1-b2", "a1-b2"), ("", ""), ("\x00\x00", ""), ("a\x00\nb", "ab"), ("钥" * 100, "钥" * KEY_LENGTH)],
)
def test_an_idempotency_key_keeps_what_any_database_takes(sent, kept):
    assert clean_key(sent) == kept


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("0", 0),
        (" 90 ", 90),
        ("9" * 5000, 3600),
        ("Sat, 01 Jun 2030 12:01:30 GMT", 90),
        ("Saturday, 01-Jun-30 12:01:30 GMT", 90),
        ("Sat, 01 Jun 2030 11:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
    ],
)
def test_when_another_server_wants_to_be_asked_again(monkeypatch, said, seconds):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    assert retry_after(said, most=timedelta(hours=1)) == timedelta(seconds=seconds)


@pytest.mark.parametrize("said", [None, "", "soon", "-5", "1.5", "٣", "Sat, 99 Jun 2030 12:01:30 GMT", "\x00"])
def test_when_another_server_does_not_say(said):
    assert retry_after(said, most=timedelta(hours=1)) is None
