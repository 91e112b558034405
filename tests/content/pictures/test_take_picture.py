"""What becomes of a photo, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from config.kit.errors import Invalid
from content.pictures import ingesting
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from tests.factories import PersonFactory
from tests.photos import BOTTOM, TOP, drawing, encoded, from_phone, swapped_profile

pytestmark = pytest.mark.django_db


def take(raw: bytes) -> Picture:
    return take_picture(None, file=BytesIO(raw))


def kept(picture: Picture, width: int | None = None) -> Image.Image:
    with default_storage.open(picture.file_name(width or picture.width)) as file:
        image = Image.open(BytesIO(file.read()))
        image.load()
        return image


def is_like(pixel: tuple[int, ...], colour: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(a - b) <= within for a, b in zip(pixel, colour, strict=True))


def assert_upright(image: Image.Image) -> None:
    assert is_like(image.getpixel((image.width // 2, image.height // 10)), TOP)
    assert is_like(image.getpixel((image.width // 2, image.height * 9 // 10)), BOTTOM)


def refused(raw: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        take(raw)
    assert refusal.value.field == "picture"
    assert str(refusal.value)
    assert not Picture.objects.exists()
    return refusal.value.code


def test_it_works():
    person = PersonFactory()
    picture = take_picture(person, file=BytesIO(from_phone(width=2000, height=1500)), alt=" 一碗  面 ")
    assert (picture.owner, picture.alt, picture.width, picture.height) == (person, "一碗 面", 1600, 1200)
    assert picture.widths == [160, 320, 640, 1280, 1600]
    for width in picture.widths:
        image = kept(picture, width)
        assert (image.format, image.size) == ("WEBP", (width, width * 3 // 4))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_is_turned_upright(orientation):
    picture = take(from_phone(width=600, height=900, orientation=orientation))
    assert (picture.width, picture.height) == (600, 900)
    assert_upright(kept(picture))


def test_heic_of_an_iphone_is_turned_upright_too():
    picture = take(from_phone("HEIF", width=640, height=480))
    assert (picture.width, picture.height) == (640, 480)
    assert_upright(kept(picture))


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "WEBP", "PNG"])
def test_nothing_but_pixels_is_kept(kind):
    raw = from_phone(kind)
    assert b"Qunpu Phone" in raw
    picture = take(raw)
    for width in picture.widths:
        with default_storage.open(picture.file_name(width)) as file:
            data = file.read()
        assert b"Qunpu Phone" not in data
        assert not any(chunk in data for chunk in (b"EXIF", b"ICCP", b"XMP ", b"Exif"))


def test_a_small_picture_is_not_blown_up():
    picture = take(encoded(drawing(120, 90)))
    assert picture.widths == [120]
    assert kept(picture).size == (120, 90)


def test_a_long_screenshot_keeps_its_shape():
    picture = take(encoded(drawing(750, 9600), "PNG"))
    assert (picture.width, picture.height) == (375, 4800)


def test_colours_go_through_the_profile_of_the_picture():
    picture = take(encoded(drawing(), "JPEG", icc_profile=swapped_profile(), quality=95))
    red, _, blue = kept(picture).getpixel((400, 60))
    assert blue > red


def test_a_damaged_profile_is_ignored():
    assert_upright(kept(take(encoded(drawing(), "JPEG", icc_profile=b"no profile at all"))))


def test_damaged_notes_do_no_harm():
    assert_upright(kept(take(encoded(drawing(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"))))


def test_transparent_becomes_white():
    picture = take(encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert is_like(kept(picture).getpixel((25, 25)), (255, 255, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_odd_modes_are_taken(mode):
    image = Image.new("I;16", (40, 30), 65535) if mode == "I;16" else drawing(40, 30).convert(mode)
    picture = take(encoded(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert kept(picture).mode == "RGB"


def test_sixteen_bits_keep_their_brightness():
    picture = take(encoded(Image.new("I;16", (40, 30), 32768), "PNG"))
    assert is_like(kept(picture).getpixel((20, 15)), (128, 128, 128))


def test_of_an_animation_the_first_frame_is_kept():
    frames = [Image.new("RGB", (60, 60), colour) for colour in (TOP, BOTTOM)]
    picture = take(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100))
    image = kept(picture)
    assert getattr(image, "n_frames", 1) == 1
    assert is_like(image.getpixel((30, 30)), TOP)


def test_a_large_photo_of_a_phone_is_taken():
    picture = take(encoded(Image.new("RGB", (9000, 7000), TOP), "JPEG"))
    assert picture.width == 1600


def test_an_empty_file_is_refused():
    assert refused(b"") == "picture_empty"


@pytest.mark.parametrize(
    "raw",
    [
        b"hello",
        b"\x00" * 500,
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7 something",
        b"GIF89a",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_no_photo_is_refused(raw):
    assert refused(raw) in ("picture_not_an_image", "picture_broken")


def test_tiff_is_refused():
    assert refused(encoded(drawing(20, 20), "TIFF")) == "picture_not_an_image"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_half_a_photo_is_refused(kind):
    raw = from_phone(kind)
    assert refused(raw[: len(raw) // 2]) in ("picture_broken", "picture_not_an_image")


def test_too_many_bytes_are_refused(settings):
    settings.PICTURE_MAX_BYTES = 1000
    assert refused(from_phone()) == "picture_too_many_bytes"


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_000, 6_000), (30_000, 20_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size):
    assert refused(bomb(*size)) == "picture_too_many_pixels"


def test_a_progressive_jpeg_may_not_be_as_large_as_a_plain_one(monkeypatch):
    monkeypatch.setattr(ingesting, "MAX_PIXELS", 300_000)
    assert refused(encoded(drawing(800, 600), "JPEG", progressive=True)) == "picture_too_many_pixels"


def test_a_page_hidden_behind_a_photo_is_gone():
    raw = from_phone() + b"<script>alert(1)</script><?php system($_GET['c']); ?>"
    picture = take(raw)
    with default_storage.open(picture.file_name(picture.width)) as file:
        assert b"<script>" not in file.read()


def test_a_row_that_fails_leaves_no_file(monkeypatch):
    saved: list[str] = []
    real = default_storage.save
    monkeypatch.setattr(default_storage, "save", lambda name, content: saved.append(name) or real(name, content))

    def refuse(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(Picture, "save", refuse)
    with pytest.raises(RuntimeError):
        take(from_phone())
    assert saved
    assert not any(default_storage.exists(name) for name in saved)


def test_files_go_with_the_row(commits):
    picture = take(from_phone())
    name = picture.file_name(picture.width)
    with commits():
        picture.delete()
    assert not default_storage.exists(name)
