"""A person's calling card as a picture: face, name, what they stand for and know, and the way to them as a QR code.

Nothing stands on it that a guest does not see on their page.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import astuple, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from community.brand.arriving import FROM
from community.brand.breaking import lines
from community.brand.faces import can_write, face
from community.brand.models import ProfileVisit
from community.people.models import Person
from config.kit.tints import initial, tint_number

# What chats ask for, in pixels.
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, PAD, RADIUS = 36, 64, 40
PORTRAIT, CODE, ICON = 176, 208, 44
PAPER, SURFACE, LINE = "#faf8f4", "#ffffff", "#e5dfd4"
INK, INK_2, GOLD, GOLD_TINT = "#211d18", "#5a5247", "#7a5600", "#fbf0d6"
# White on these is the first character of whoever has no photo: `--solid` of the pages.
SOLIDS = ("#1b6b58", "#7a5600", "#3f5e7b", "#b8371f", "#5b5348", "#6a4c8c", "#256a70", "#96405a")
SEAL = Path(settings.BASE_DIR) / "config" / "static" / "icons" / "icon-192.png"
OVERSAMPLE = 3
# Sizes of a headline in pixels, and on how many lines there is room for it.
HEADLINES = ((40, 1), (36, 2), (32, 2), (27, 3))
# Changed when the drawing does, so that no browser keeps the old one.
VERSION = 1
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Card:
    """What is on a card. `photo` is the place of a file in storage, or ""; `address` is without its scheme."""

    name: str
    place: str
    headline: str
    specialties: tuple[str, ...]
    photo: str
    colour: str
    address: str
    link: str

    @property
    def version(self) -> str:
        """Changes with every word and picture on it."""
        return hashlib.blake2s(repr((VERSION, astuple(self))).encode(), digest_size=12).hexdigest()

    @property
    def can_be_drawn(self) -> bool:
        """Whether this machine has a typeface for what stands on it."""
        return can_write("".join((self.name, self.place, self.headline, *self.specialties)))


def card_of(person: Person) -> Card:
    """The card of a person. One query for their specialties, where those are not there already."""
    photo = person.photo
    tags = sorted(person.specialties.all(), key=lambda tag: tag.pk)
    link = f"{settings.SITE_URL}{person.get_absolute_url()}"
    return Card(
        name=_drawable(person.display_name),
        place=_drawable(person.place_name),
        headline=_drawable(person.headline),
        specialties=tuple(_drawable(tag.name) for tag in tags),
        photo=photo.file_name(_width(photo)) if photo and not photo.is_private else "",
        colour=SOLIDS[tint_number(person.username) - 1],
        address=link.partition("://")[2].rstrip("/"),
        link=f"{link}?{FROM}={ProfileVisit.Source.CARD}",
    )


def picture_of(card: Card) -> bytes:
    """The card as a PNG, which every chat can show. Kept for a day, for drawing takes a tenth of a second."""
    key = f"card:{card.version}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _encoded(draw(card))
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def draw(card: Card) -> Image.Image:
    """The card, SIZE pixels large."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    image.paste(*_sheet())
    left, top = MARGIN + PAD, MARGIN + PAD - 8
    image.paste(*_portrait(card, left, top))
    beside = left + PORTRAIT + 40
    _head(pen, card, beside, top, WIDTH - MARGIN - PAD - beside)
    _words(pen, card, left, top + PORTRAIT + 32, WIDTH - MARGIN - PAD - CODE - 36 - left)
    _foot(image, pen, card, left)
    return image


def _sheet() -> tuple[Image.Image, tuple[int, int], Image.Image]:
    size = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
    sheet = Image.new("RGB", size, LINE)
    inner = (size[0] - 4, size[1] - 4)
    sheet.paste(SURFACE, (2, 2), _rounded(inner, RADIUS - 2))
    return sheet, (MARGIN, MARGIN), _rounded(size, RADIUS)


def _portrait(card: Card, left: int, top: int) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    size = (PORTRAIT, PORTRAIT)
    photo = _photo(card.photo, size)
    if photo is None:
        photo = Image.new("RGB", size, card.colour)
        middle = (PORTRAIT / 2, PORTRAIT / 2)
        sign = initial(card.name)
        ImageDraw.Draw(photo).text(middle, sign, font=face(PORTRAIT // 2, bold=True), fill="#ffffff", anchor="mm")
    return photo, (left, top), _rounded(size, PORTRAIT // 2)


def _photo(name: str, size: tuple[int, int]) -> Image.Image | None:
    """The photo of that place in storage, cut to `size`; None where there is none."""
    if not name:
        return None
    try:
        with default_storage.open(name) as file, Image.open(file) as photo:
            return ImageOps.fit(photo.convert("RGB"), size, Image.Resampling.LANCZOS)
    except OSError:
        return None


def _head(pen: ImageDraw.ImageDraw, card: Card, left: int, top: int, width: int) -> None:
    """Name and place, beside the face."""
    size = next((size for size in range(72, 32, -4) if face(size, bold=True).getlength(card.name) <= width), 32)
    name = lines(card.name, size, width, 1, bold=True)[0]
    middle = top + PORTRAIT // 2
    pen.text((left, middle - (22 if card.place else 0)), name, font=face(size, bold=True), fill=INK, anchor="lm")
    if card.place:
        place = lines(card.place, 30, width, 1)[0]
        pen.text((left, middle + size * 0.62 + 6), place, font=face(30), fill=INK_2, anchor="lm")


def _words(pen: ImageDraw.ImageDraw, card: Card, left: int, top: int, width: int) -> None:
    """What they stand for, as large as it fits; under it what they know: as many as stand in a row."""
    if card.headline:
        size, shown = _fitting(card.headline, width)
        for line in shown:
            pen.text((left, top), line, font=face(size), fill=INK)
            top += round(size * 1.38)
        top += 14
    at = left
    for word in card.specialties:
        wide = round(face(26).getlength(word)) + 44
        if at + wide > left + width:
            break
        pen.rounded_rectangle((at, top, at + wide, top + 50), radius=25, fill=GOLD_TINT)
        pen.text((at + wide / 2, top + 24), word, font=face(26), fill=GOLD, anchor="mm")
        at += wide + 14


def _fitting(text: str, width: int) -> tuple[int, list[str]]:
    """The largest size in which all of `text` is said, and its lines."""
    for size, most in HEADLINES:
        shown = lines(text, size, width, most)
        if "".join(shown).replace(" ", "") == text.replace(" ", ""):
            break
    return size, shown


def _foot(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card, left: int) -> None:
    """The seal, the address in words, and as a code."""
    middle = HEIGHT - MARGIN - PAD + 8 - ICON // 2
    with Image.open(SEAL) as seal:
        mark = seal.convert("RGBA").resize((ICON, ICON), Image.Resampling.LANCZOS)
    image.paste(mark, (left, middle - ICON // 2), mark)
    width = WIDTH - MARGIN - PAD - CODE - 40 - left - ICON - 16
    address = lines(card.address, 26, width, 1)[0]
    pen.text((left + ICON + 16, middle), address, font=face(26), fill=INK_2, anchor="lm")
    code = _code(card.link)
    image.paste(code, (WIDTH - MARGIN - PAD - code.width + 12, HEIGHT - MARGIN - PAD - code.height + 20))


def _code(link: str) -> Image.Image:
    """The link as a QR code, in whole pixels a module, about CODE pixels wide."""
    made = segno.make(link, error="m", micro=False)
    scale = max(1, CODE // made.symbol_size(border=0)[0])
    drawn = BytesIO()
    made.save(drawn, kind="png", scale=scale, border=2, dark=INK, light=SURFACE)
    drawn.seek(0)
    return Image.open(drawn).convert("RGB")


def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with round corners, drawn larger and shrunk, for Pillow draws hard edges."""
    large = Image.new("L", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE), 0)
    box = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius=radius * OVERSAMPLE, fill=255)
    return large.resize(size, Image.Resampling.LANCZOS)


def _width(photo: Any) -> int:
    return next((width for width in photo.widths if width >= PORTRAIT), photo.width)


def _drawable(text: str) -> str:
    """Without pictographs, which text faces do not have."""
    kept = "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Sk", "Co", "Cn", "Cf", "Mn"))
    return " ".join(kept.split())


def _encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
