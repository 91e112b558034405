import pytest

from config.kit.errors import Invalid
from content.cards.links import link_in_text, outside_host, own_path, tidy_link


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://qunpu.example"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("", ""),
        ("  /s/tea/ ", "/s/tea/"),
        ("https://qunpu.example/s/tea/?a=1#x", "/s/tea/?a=1"),
        ("HTTPS://QUNPU.EXAMPLE/s/tea/", "/s/tea/"),
        ("https://qunpu.example", "/"),
        ("https://other.example/a?b=c", "https://other.example/a?b=c"),
        ("other.example/a", "https://other.example/a"),
    ],
)
def test_it_works(pasted, kept):
    assert tidy_link(pasted) == kept


@pytest.mark.parametrize(
    "pasted",
    [
        *("javascript:alert(1)", "data:text/html,x", "ftp://a.b/c", "//evil.example/x", "/\\evil.example", "tea"),
        *("https://", "https://a b", "http://[bad", "mailto:a@b.c", "s/tea", "https://qunpu.example@evil.example"),
    ],
)
def test_no_other_links(pasted):
    with pytest.raises(Invalid) as refusal:
        tidy_link(pasted)
    assert refusal.value.field == "link"


def test_what_a_browser_takes_for_another_host_is_no_path_of_ours():
    assert tidy_link("https://qunpu.example//evil.example") == "https://qunpu.example//evil.example"


def test_a_link_has_an_end():
    with pytest.raises(Invalid):
        tidy_link("https://a.cn/" + "x" * 500)


def test_the_site_has_more_names():
    assert own_path("http://10.0.0.7:8000/s/tea/") is None
    assert own_path("http://10.0.0.7:8000/s/tea/", host="10.0.0.7:8000") == "/s/tea/"


def test_the_first_page_of_ours_in_a_text():
    text = "看 https://other.example 和 https://qunpu.example/s/tea/long-jing/，好喝"

    assert link_in_text(text) == "/s/tea/long-jing/"
    assert link_in_text("只有文字") == ""


def test_else_the_first_page_of_another_site():
    assert link_in_text("看 https://a.example/x，还有 https://b.example") == "https://a.example/x"
    assert link_in_text("https://me:secret@a.example/ https://qunpu.example/") == ""


@pytest.mark.parametrize(("link", "host"), [("https://a.cn/x", "a.cn"), ("javascript:x", None), ("https://", None)])
def test_host(link, host):
    assert outside_host(link) == host
