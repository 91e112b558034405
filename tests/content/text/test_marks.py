import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.text.marks import (
    MOST_NAMES,
    MOST_TAGS,
    TAG_LENGTH,
    Mark,
    possible_names,
    split_marks,
    tag_slug,
    tags_of,
    username_in,
)
from content.text.plain import render_text

PIECES = st.sampled_from(["#", "＃", "@", "＠", "茶", "龙井", "tea", "-", "_", " ", "\n", "https://a.b/#c", "1", "，"])
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)
NAMES = ["lin", "林晓", "林晓雨", "Lin Xiao", "茶"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Tea and #龙井, #tea again", ["tea", "龙井"]),
        ("今天喝#明前龙井，好", ["明前龙井"]),
        ("#龙井#真好喝 #绿茶# 也好", ["龙井", "绿茶"]),
        ("＃茶 ＃ｔｅａ", ["茶", "tea"]),
        ("#green-tea- #a_b", ["green-tea", "a_b"]),
        ("C# is #1 of # and ## and a#b", []),
        ("see https://a.b/#top and &#39;", []),
        (f"#{'茶' * TAG_LENGTH} #{'茶' * (TAG_LENGTH + 1)}", ["茶" * TAG_LENGTH]),
        (" ".join(f"#t{n}" for n in range(20)), [f"t{n}" for n in range(MOST_TAGS)]),
    ],
)
def test_tags(text, tags):
    assert tags_of(text) == tags


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@lin hello", ["@lin"]),
        ("谢谢@林晓雨的茶，也谢谢@林晓", ["@林晓雨", "@林晓"]),
        ("Ask @Lin Xiao, or@lin", ["@Lin Xiao"]),
        ("＠林晓！", ["＠林晓"]),
        ("@linda and lin@lin.cn https://a.b/@lin", []),
        ("@lin@lin @@lin", ["@lin"]),
        ("@\nlin @ lin", []),
    ],
)
def test_names(text, named):
    assert [piece for piece, mark in split_marks(text, NAMES) if mark is Mark.NAME] == named


def test_what_may_be_a_name_goes_from_long_to_short():
    assert possible_names("谢谢@林晓 好") == [["林晓 好", "林晓", "林"]]
    assert possible_names("@lin-x, @b") == [["lin-x,", "lin-x", "lin-", "lin"], ["b"]]
    assert len(possible_names(" ".join(["@a"] * 50))) == MOST_NAMES
    assert [username_in(name) for name in ("Lin-X", "lin-", "林", "")] == ["lin-x", "", "", ""]


@given(TEXT)
@example("#İ")
@example("@\u3000a#ǅ")
def test_whatever_is_written_its_pieces_are_the_text_and_its_tags_are_fit_to_keep(text):
    pieces = list(split_marks(text, NAMES))
    assert "".join(piece for piece, _ in pieces) == text
    tags = tags_of(text)
    assert len(tags) == len(set(tags)) <= MOST_TAGS
    assert all(tag_slug(tag) == tag and len(tag) <= TAG_LENGTH for tag in tags)
    assert {tag_slug(piece[1:]) for piece, mark in pieces if mark is Mark.TAG} <= set(tags)
    assert all(piece[1:] in NAMES for piece, mark in pieces if mark is Mark.NAME)
    assert all(0 < len(name) <= 40 for names in possible_names(text) for name in names)


def test_names_and_tags_become_links():
    shown = render_text("@林晓 #龙井 <b>", names={"林晓": "/p/lin/"}, tag_url=lambda slug: f"/tags/{slug}/")
    assert shown == (
        '<p><a class="mark" href="/p/lin/">@林晓</a> <a class="mark" href="/tags/龙井/">#龙井</a> &lt;b&gt;</p>'
    )
    assert render_text("@林晓 #龙井") == "<p>@林晓 #龙井</p>"
