"""Small things that views share."""

import pytest

from config.kit.http import KEY_LENGTH, clean_key


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("a1-b2", "a1-b2"), ("", ""), ("\x00\x00", ""), ("a\x00\nb", "ab"), ("钥" * 100, "钥" * KEY_LENGTH)],
)
def test_an_idempotency_key_keeps_what_any_database_takes(sent, kept):
    assert clean_key(sent) == kept
