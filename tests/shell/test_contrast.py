"""Every pair of colours that the pages use, computed from the style sheet by the formula of WCAG 2.2."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "config" / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "surface", "sunken")
TONES = ("leaf", "lake", "peach", "plum", "wheat", "rose", "mist", "clay")

# (what is read, what it lies on, the least ratio)
PAIRS = [
    *((ink, ground, least) for ink, least in (("ink", 14), ("ink-2", 6.5), ("ink-3", 4.8)) for ground in GROUNDS),
    *((colour, ground, 4.5) for colour in ("cin", "jade", "gold", "red") for ground in ("paper", "surface")),
    *((colour, f"{colour}-tint", 4.5) for colour in ("cin", "jade", "gold", "red")),
    *(("ink", f"{colour}-tint", 4.5) for colour in ("cin", "jade", "gold", "red")),
    *(("ink-2", f"{colour}-tint", 4.5) for colour in ("cin", "jade")),
    ("on-cin", "cin", 4.5),
    ("on-cin", "cin-hover", 4.5),
    ("paper", "ink", 4.5),
    *(("edge", ground, 3) for ground in GROUNDS),
    *(("cin", ground, 3) for ground in GROUNDS),
    *((f"{tone}-ink", f"{tone}-{shade}", 4.5) for tone in TONES for shade in (1, 2)),
]


def colours(block: str) -> dict[str, str]:
    """The colours that a block of rules declares, by name without its dashes."""
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", block))


def block_after(selector: str) -> str:
    start = TOKENS.index("{", TOKENS.index(selector))
    return TOKENS[start : TOKENS.index("}", start)]


THEMES = {"light": colours(block_after(":root {")), "dark": colours(block_after(':root[data-theme="dark"]'))}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("read", "on", "least"), PAIRS)
def test_pair_can_be_read(theme, read, on, least):
    ratio = contrast(THEMES[theme][read], THEMES[theme][on])
    assert ratio >= least, f"{read} on {on} is {ratio:.2f} in {theme}"


@pytest.mark.parametrize("number", range(1, 9))
def test_white_can_be_read_on_each_face(number):
    solid = re.search(rf"\.tint-{number} {{ --solid: (#[0-9a-f]{{6}})", TOKENS)[1]
    assert contrast("#ffffff", solid) >= 4.5


def test_both_ways_into_the_dark_are_the_same():
    chosen = block_after(':root[data-theme="dark"]')
    followed = block_after(':root:not([data-theme="light"])')
    assert chosen.split() == followed.split()


def test_both_themes_name_the_same_colours():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_no_other_sheet_holds_colours_of_its_own():
    """Posters are paper in either theme; white on a solid face is the one colour that never turns."""
    for sheet in CSS.glob("*.css"):
        if sheet.name == "tokens.css":
            continue
        rules = re.sub(
            r"[^{}]*\.poster[^{}]*\{[^{}]*\}|@media print \{.*", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b(?!['\")])", rules)
        assert set(found) <= {"#fff"}, sheet.name
