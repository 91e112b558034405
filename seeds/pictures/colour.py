"""Colours as `(r, g, b)` tuples, and the tones that a picture may be held in."""

import colorsys
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]


def rgb(value: str | Colour) -> Colour:
    """`"#F7E8CC"` or a tuple, as a tuple."""
    if isinstance(value, str):
        return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)
    return value


def mix(a: str | Colour, b: str | Colour, t: float) -> Colour:
    """The colour a share `t` (0 to 1) of the way from `a` to `b`."""
    (r1, g1, b1), (r2, g2, b2) = rgb(a), rgb(b)
    return round(r1 + (r2 - r1) * t), round(g1 + (g2 - g1) * t), round(b1 + (b2 - b1) * t)


def shade(colour: str | Colour, t: float = 0.16) -> Colour:
    """`colour` as it looks away from the light: darker, a little warmer."""
    return mix(colour, "#2A1D1F", t)


def tint(colour: str | Colour, t: float = 0.3) -> Colour:
    """`colour` as it looks towards the light."""
    return mix(colour, "#FFFCF4", t)


def turn(colour: str | Colour, hue: float, light: float = 0.0) -> Colour:
    """`colour` with its hue turned by `hue` (1 is the whole circle) and its lightness moved by `light`."""
    h, lightness, s = colorsys.rgb_to_hls(*(v / 255 for v in rgb(colour)))
    r, g, b = colorsys.hls_to_rgb((h + hue) % 1, min(1, max(0, lightness + light)), s)
    return round(r * 255), round(g * 255), round(b * 255)


@dataclass(frozen=True)
class Tone:
    """A ground from `light` to `dark`, a `deep` colour that stands out on it and an `accent` beside that."""

    name: str
    light: Colour
    dark: Colour
    deep: Colour
    accent: Colour

    def turned(self, hue: float, light: float) -> "Tone":
        """The same tone, its ground moved a little: two pictures in one tone are still two pictures."""
        return replace(self, light=turn(self.light, hue, light), dark=turn(self.dark, hue, light))


_TONES = {
    "leaf": ("#DEE8D5", "#B4CCA1", "#5C8545", "#E9C46A"),
    "mist": ("#E1E5E8", "#B9C4CE", "#3F5F7D", "#D9A48A"),
    "peach": ("#FCE4D7", "#F4C0A4", "#D9684B", "#6B8F4E"),
    "lilac": ("#E9E2F2", "#CDBDE1", "#7B5EA3", "#E7B0A0"),
    "wheat": ("#F9EDD4", "#E8CB96", "#A8692A", "#7C8F5A"),
    "rose": ("#F9E2E2", "#E8B7B8", "#AF4A5A", "#C9A24B"),
    "sky": ("#DFECF3", "#AACBDD", "#39718F", "#F0B775"),
    "sand": ("#F3ECE0", "#D8C8AF", "#7A6247", "#B8553A"),
    "jade": ("#DCECE6", "#A5CCBF", "#22705C", "#E3B262"),
    "sun": ("#FCF0C9", "#F2D07E", "#C98A16", "#C9583A"),
    "clay": ("#F4DDD0", "#D9A88E", "#97452E", "#D9B25F"),
    "plum": ("#EBDDE4", "#C5A1B4", "#6E3352", "#D79B78"),
    "moss": ("#E8EAD3", "#BFC68F", "#66712C", "#C0764A"),
    "dusk": ("#7C86A6", "#3D4668", "#F2C879", "#E98B6B"),
}
TONES = {name: Tone(name, *map(rgb, colours)) for name, colours in _TONES.items()}
