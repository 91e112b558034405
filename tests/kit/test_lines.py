"""What people type is made fit to be kept and shown."""

import pytest

from config.kit.lines import many_lines, one_line


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_is_no_character_is_left_out(sign):
    assert one_line(f"龙{sign}井", field="text", most=9) == "龙 井"
    assert many_lines(f"龙{sign}井\n", field="text", most=9) == "龙井"
