"""The calling card as a picture."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from community.brand import breaking, drawing, faces
from community.brand.breaking import lines
from community.brand.drawing import SIZE, SOLIDS, card_of, draw, picture_of
from tests.community.brand.conftest import FIREFOX
from tests.factories import PersonFactory
from tests.shell.test_contrast import TOKENS

SAID = "只卖自己喝过三年的茶。答不上来的，我会说不知道。"


@pytest.fixture
def evenly(monkeypatch):
    """Every sign is ten pixels wide."""
    monkeypatch.setattr(breaking, "face", lambda *_, **__: SimpleNamespace(getlength=lambda text: 10 * len(text)))


@pytest.fixture
def latin_only(monkeypatch):
    """A machine without a Chinese face."""
    for function in (faces.chinese, faces.face):
        function.cache_clear()
    monkeypatch.setattr(faces, "KNOWN", ())
    yield
    monkeypatch.undo()
    for function in (faces.chinese, faces.face):
        function.cache_clear()


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("只卖自己喝过的茶", 2, ["只卖自己喝", "过的茶"]),
        ("只卖自己喝，过的", 2, ["只卖自己", "喝，过的"]),
        ("只卖自己（喝过）", 2, ["只卖自己", "（喝过）"]),
        ("tea for all", 3, ["tea", "for", "all"]),
        ("我爱 tea", 2, ["我爱", "tea"]),
        ("只卖自己喝过三年的茶", 1, ["只卖自己…"]),
        ("marvellous", 2, ["marve", "llous"]),
        ("", 1, [""]),
    ],
)
def test_lines_break_where_they_may(evenly, text, most, found):
    assert lines(text, 10, 50, most) == found


@pytest.mark.django_db
def test_a_card_has_what_a_guest_sees(lin):
    lin.specialties.set(["绿茶", "水温 ☕"])
    lin.place_name = "杭州"
    card = card_of(lin)
    assert (card.name, card.headline, card.specialties) == ("林晓雨", lin.headline, ("绿茶", "水温"))
    assert card.address == "127.0.0.1:8000/p/lin"
    assert card.link.endswith("/p/lin/?from=card")
    for private in (lin.email, lin.phone or "+86"):
        assert private not in repr(card)


@pytest.mark.django_db
def test_every_word_on_it_changes_its_version(lin):
    before = card_of(lin).version
    lin.headline = SAID
    assert card_of(lin).version != before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Lin", "A name that is as long as names may be h"])
def test_it_is_drawn_without_a_chinese_face(latin_only, name):
    person = PersonFactory(name=name, headline="Only teas that I drank for three years. " * 2, place_name="Hangzhou")
    person.specialties.set(["green tea", "a specialty of 20 l", "gaiwan", "water", "fire"])
    card = card_of(person)
    assert card.can_be_drawn
    assert draw(card).size == SIZE


@pytest.mark.django_db
def test_no_card_rather_than_empty_boxes(latin_only, lin, client):
    assert not card_of(lin).can_be_drawn
    assert client.get("/p/lin/card.png").status_code == 404
    page = client.get("/p/lin/card/").content.decode()
    assert "card.png" not in page
    assert "<svg" in page


@pytest.mark.django_db
def test_the_picture_is_kept(lin, client, monkeypatch):
    lin.name = "Lin"
    lin.headline = ""
    lin.save()
    first = client.get("/p/lin/card.png")
    assert first["Content-Type"] == "image/png"
    assert Image.open(BytesIO(first.content)).size == SIZE
    assert first["Cache-Control"] == "max-age=3600"
    monkeypatch.setattr(drawing, "draw", lambda card: pytest.fail("drawn again"))
    assert picture_of(card_of(lin)) == first.content
    assert client.get("/p/lin/card.png", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_chats_are_shown_the_card(client, latin_only):
    PersonFactory(username="anna", name="Anna")
    page = client.get("/p/anna/", headers={"User-Agent": FIREFOX}).content.decode()
    assert 'property="og:image" content="http://testserver/p/anna/card.png?v=' in page


def test_the_colours_are_those_of_the_pages():
    assert all(f".tint-{number} {{ --solid: {colour};" in TOKENS for number, colour in enumerate(SOLIDS, 1))
