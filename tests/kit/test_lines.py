"""What people type is made fit to be kept and shown."""

import pytest

from config.kit.errors import Invalid
from config.kit.lines import many_lines, one_line


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_is_no_character_is_left_out(sign):
    assert one_line(f"龙{sign}井", field="text", most=9) == "龙 井"
    assert many_lines(f"龙{sign}井\n", field="text", most=9) == "龙井"


@pytest.mark.parametrize("text", ["\u200b", "\u2060\n\u200b", "\u3164\u3164", "\u2800", "\u0301", "\ufe0f\u00ad"])
def test_what_nobody_sees_is_nothing(text):
    assert one_line(text, field="text", most=9, required=False) == ""
    for checked in (one_line, many_lines):
        with pytest.raises(Invalid) as error:
            checked(text, field="text", most=9, required=True)
        assert (error.value.field, error.value.code) == ("text", "missing")


@pytest.mark.parametrize("text", ["👨\u200d👩\u200d👧", "é", "क्षि", "❤\ufe0f", "。"])
def test_what_is_seen_keeps_its_joiners(text):
    assert one_line(text, field="text", most=9) == text
