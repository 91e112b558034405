import time

import pytest

from content.cards.outside.reading import Described, decoded, described

HEAD = '<head><meta charset="{0}"><title>明前龙井</title></head>'


def read(body, charset=""):
    body = body if isinstance(body, bytes) else body.encode()
    return described(body, charset=charset, url="https://tea.example/a/")


def test_it_works():
    said = read(
        """<html><head><title>plain</title><meta property="og:title" content="明前 &amp; 龙井">
        <meta name="description" content="plain words"><meta property="og:description" content="85 度">
        <meta property="og:site_name" content="茶站"><meta property="og:image" content="../tea.jpg"></head>"""
    )

    assert said == Described("明前 & 龙井", "85 度", "茶站", "https://tea.example/tea.jpg")


def test_a_plain_page():
    assert read("<title> A\n page </title><meta name=description content='of tea'>") == Described("A page", "of tea")


def test_what_cannot_be_seen_is_left_out():
    said = read("<title>safe\u202eexe.gpj\u200b\x07 \x00bank</title>")

    assert "\u202e" not in said.title
    assert "\x00" not in said.title


def test_words_have_an_end():
    said = read(f"<title>{'字' * 900}</title><meta name=description content='{'w ' * 900}'>")

    assert len(said.title) <= 200
    assert len(said.description) <= 300


@pytest.mark.parametrize("named", ["utf-8", "gb18030", "gbk", "gb2312", "big5", "shift_jis"])
def test_a_page_names_its_encoding(named):
    text = HEAD.format(named).replace("龙", "龍") if named in ("big5", "shift_jis") else HEAD.format(named)

    assert decoded(text.encode(named), "") == text


@pytest.mark.parametrize(
    "claimed", ["ascii", "utf-16", "no-such", "rot13", "base64", "idna", "\x00", "utf-8\n", "x" * 999]
)
def test_a_header_that_lies(claimed):
    assert read(HEAD.format("utf-8"), claimed).title == "明前龙井"


def test_a_page_that_lies_about_itself():
    assert read(HEAD.format("ascii")).title == "明前龙井"
    assert read(HEAD.format("utf-8").encode("gb18030"), "utf-8").title == "明前龙井"


def test_a_page_cut_within_a_sign():
    assert read((HEAD.format("utf-8") + "茶" * 9).encode()[:-1]).title == "明前龙井"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_mark_says_it(mark):
    assert read(HEAD.format("ascii").encode(mark), "latin-1").title == "明前龙井"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"<",
        b"<!--",
        b"\x80" * 99,
        b"<meta>",
        b"<title>",
        "\ud800".encode("utf-16-le", "surrogatepass"),
    ],
)
def test_anything_is_no_error(body):
    assert isinstance(read(body), Described)


@pytest.mark.parametrize(
    "piece", ["<!-- ", "<div>", "<a x='", "<![CDATA[", "<b><i>", "<table><b>", "<meta content='a'>", "&", "<li>"]
)
def test_a_hostile_page_costs_no_time(piece):
    began = time.process_time()
    read((piece * 524_288)[:524_288])

    assert time.process_time() - began < 3


@pytest.mark.parametrize("image", ["http://[::1", "javascript:alert(1)", "data:image/png;base64,xx", "  "])
def test_a_picture_nowhere(image):
    assert isinstance(read(f"<meta property='og:image' content='{image}'>").picture, str)


@pytest.mark.parametrize("name", ["punycode", "idna"])
def test_spellings_of_hosts_are_no_encodings_of_pages(name):
    """They take quadratic time."""
    body = b"<title>tea</title>-" + b"b" * 400_000
    began = time.process_time()
    assert decoded(body, name) == body.decode()
    assert time.process_time() - began < 1
