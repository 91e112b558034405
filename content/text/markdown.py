"""Markdown of descriptions, stories, rules and articles: a small, safe part of it."""

from __future__ import annotations

import html
import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as tokenize_emphasis
from markdown_it.token import Token

from content.text.addresses import split_addresses
from content.text.plain import LINK_REL

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(r"<[^>]*>")
# Chinese characters and full-width punctuation.
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014]")
_BLOCK_END = re.compile(r"</(?:p|h\d|li|blockquote|pre|tr)>|<br>")


def render_markdown(text: str, top: int = 2) -> SafeString:
    """HTML of `text`. Its headings start at level `top` and skip none; pictures and HTML of its own are left out.

    Links carry rel="nofollow ugc noopener" and lead to http, https, mailto and tel addresses only.
    """
    rendered = _PARSER.render(_without_surrogates(text), {"top": min(max(top, 2), 6)})
    clean = nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL)
    return mark_safe(clean)


def plain_text(text: str, most: int = 160) -> str:
    """The words of a Markdown `text` on one line, at most `most` characters; "…" marks what was cut."""
    # Enough source for `most` characters even where much of it is markup.
    spaced = _BLOCK_END.sub(" ", render_markdown(text[: most * 20]))
    return shortened(html.unescape(_TAG.sub("", spaced)), most)


def shortened(text: str, most: int) -> str:
    """`text` on one line, cut at a word where it has words, at most `most` characters with the "…"."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, space, _tail = cut.rpartition(" ")
    if space and len(head) > most * 2 // 3 and line[most - 1].isascii():
        cut = head
    return cut.rstrip(" ,.;:，。；：、") + "…"


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _even_headings(state: StateCore) -> None:
    """Let headings begin at the page's level and go down by one at most, as readers by ear expect."""
    top = state.env.get("top", 2)
    open_levels: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            while open_levels and open_levels[-1] >= written:
                open_levels.pop()
            open_levels.append(written)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(open_levels) - 1, 6)}"


def _bare_links(state: StateCore) -> None:
    """Make links of bare web addresses, outside links and code."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth, children = 0, []
        for token in block.children:
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            plain = depth or token.type != "text" or "://" not in token.content
            children.extend([token] if plain else _linked(token.content))
        block.children = children


def _linked(content: str) -> list[Token]:
    tokens = []
    for piece, is_address in split_addresses(content):
        text = Token("text", "", 0, content=piece)
        if is_address:
            opening = Token("link_open", "a", 1, attrs={"href": piece})
            tokens += [opening, text, Token("link_close", "a", -1)]
        else:
            tokens.append(text)
    return tokens


def _emphasis(state: StateInline, silent: bool) -> bool:
    """As the rule it replaces, but `*` beside Chinese opens and closes as beside a letter: CommonMark takes 「」：
    for punctuation, and would leave the asterisks of 叫**「茶」**： standing."""
    start, before = state.pos, len(state.delimiters)
    found = tokenize_emphasis(state, silent)
    if not found or state.src[start] != "*":
        return found
    last = state.src[start - 1 : start] or " "
    following = state.src[state.pos : state.pos + 1] or " "
    if _CHINESE.match(last) or _CHINESE.match(following):
        for delimiter in state.delimiters[before:]:
            delimiter.open = delimiter.open or not following.isspace()
            delimiter.close = delimiter.close or not last.isspace()
    return found


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.disable(["image", "html_block", "html_inline"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.push("even_headings", _even_headings)
    parser.core.ruler.push("bare_links", _bare_links)
    return parser


_PARSER = _parser()
