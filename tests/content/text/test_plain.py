from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.text.plain import LINK_REL, render_text

PIECES = st.sampled_from(
    ["https://", "http://a.b", "<", ">", "&", '"', "'", "javascript:", "\n", "\n\n", "<script>", " "]
)
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=20).map("".join)


class Audit(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.words = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        fits = tag in ("p", "br") and not given
        href = given.get("href") or ""
        fits |= tag == "a" and set(given) == {"href", "rel"} and href.lower().startswith(("http://", "https://"))
        self.faults += [] if fits else [(tag, given)]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.faults.append(data)


@settings(max_examples=400, deadline=None)
@given(TEXT)
@example("<a href=javascript:alert(1)>x</a>")
@example('https://a.b/"onmouseover=alert(1)')
def test_whatever_is_written_only_lines_and_links_come_out(text):
    parser = Audit()
    parser.feed(render_text(text))
    parser.close()

    assert parser.faults == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("一\n二", "<p>一<br>二</p>"),
        ("一\n\n\n二", "<p>一</p><p>二</p>"),
        ("#春茶 <3", "<p>#春茶 &lt;3</p>"),
        ("看https://a.cn/x，很好", f'<p>看<a href="https://a.cn/x" rel="{LINK_REL}">a.cn/x</a>，很好</p>'),
        ("(https://a.cn/b_(c))", f'<p>(<a href="https://a.cn/b_(c)" rel="{LINK_REL}">a.cn/b_(c)</a>)</p>'),
        ("https://a.cn/?a=1&b=2", f'<p><a href="https://a.cn/?a=1&amp;b=2" rel="{LINK_REL}">a.cn/?a=1&amp;b=2</a></p>'),
        ("  \n ", ""),
        ("https://", "<p>https://</p>"),
    ],
)
def test_it_works(written, shown):
    assert render_text(written) == shown


def test_long_addresses_are_shown_short():
    assert "…</a>" in render_text("https://a.cn/" + "x" * 200)
