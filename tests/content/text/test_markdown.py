from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.text.markdown import ATTRIBUTES, TAGS, plain_text, render_markdown

# Pieces that hostile Markdown is made of, mixed with anything.
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:"),
                *("[a](javascript:alert(1))", "[a](data:text/html,x)", "![a](http://x/y.png)", "<a href='vbscript:x'>"),
                *(
                    "[a]: javascript:x",
                    "[a]",
                    "<http://a.b>",
                    "&#106;avascript:",
                    "`",
                    "```",
                    "> ",
                    "# ",
                    "- ",
                    "|a|b|\n|-|-|\n",
                ),
                *(
                    "\n",
                    "\n\n",
                    "\t",
                    "    ",
                    "*",
                    "**",
                    "~~",
                    "](",
                    "[",
                    ")",
                    "<",
                    ">",
                    "&",
                    '"',
                    "'",
                    "https://a.b/)。",
                ),
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=25,
).map("".join)


class Audit(HTMLParser):
    """Notes all that is not on the list of what may be there."""

    def __init__(self):
        super().__init__()
        self.faults = []
        self.headings = []

    def handle_starttag(self, tag, attrs):
        allowed = ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        self.faults += [tag] if tag not in TAGS else []
        self.faults += [f"{tag} {name}" for name, _ in attrs if name not in allowed]
        href = dict(attrs).get("href")
        if href is not None and ":" in href.split("/")[0]:
            scheme = href.split(":")[0].lower()
            self.faults += [href] if scheme not in {"http", "https", "mailto", "tel"} else []
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1]))

    def handle_comment(self, data):
        self.faults.append(data)

    def handle_decl(self, decl):
        self.faults.append(decl)


def audit(html):
    parser = Audit()
    parser.feed(html)
    parser.close()
    return parser


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
@example("<!-- x --><!doctype html>")
@example("[x](JaVaScRiPt:alert`1`)")
@example("[x](&#x6A;avascript:alert(1))")
@example("a\x00b\ud800c")
def test_whatever_is_written_only_the_list_comes_out(text):
    assert audit(render_markdown(text)).faults == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 6), max_size=12), st.integers(2, 4))
def test_headings_start_at_the_top_and_skip_none(levels, top):
    found = audit(render_markdown("\n".join(f"{'#' * level} a\n" for level in levels), top)).headings

    assert all(level >= top for level in found)
    assert all(after <= before + 1 for before, after in zip([top - 1, *found], found, strict=False))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("两行\n文字", "<p>两行<br>\n文字</p>"),
        ("**好茶**，看 https://a.cn/x。", '<p><strong>好茶</strong>，看 <a href="https://a.cn/x" rel='),
        ("[店](/s/tea/)", '<a href="/s/tea/"'),
        ("名字叫**「六脉神剑」**：客户第一", "名字叫<strong>「六脉神剑」</strong>：客户第一"),
        ("这是*好茶。*真的", "这是<em>好茶。</em>真的"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("~~旧价~~", "<s>旧价</s>"),
        ("|a|b|\n|-|-|\n|1|2|", "<table>"),
        ("<b>粗</b>", "&lt;b&gt;"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_it_works(written, shown):
    assert shown in render_markdown(written)


def test_links_vouch_for_nothing():
    assert 'rel="nofollow ugc noopener"' in render_markdown("[x](https://a.cn)")


def test_addresses_in_code_stay_code():
    assert "<a" not in render_markdown("`https://a.cn`")


def test_words_alone():
    assert plain_text("# 怎么泡\n\n- **85 度** 水\n- [看这里](https://a.cn)") == "怎么泡 85 度 水 看这里"


@pytest.mark.parametrize("text", ["好" * 500, "word " * 200, "<&>" * 200])
def test_words_are_cut(text):
    cut = plain_text(text, 50)

    assert len(cut) <= 50
    assert cut.endswith("…")


def test_words_are_cut_between_words():
    assert plain_text("fresh leaves from the hill", 20) == "fresh leaves from…"


@settings(max_examples=200, deadline=None)
@given(HOSTILE, st.integers(2, 80))
def test_words_never_run_over(text, most):
    assert len(plain_text(text, most)) <= most
