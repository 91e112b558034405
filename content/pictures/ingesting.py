"""Taking in a photo: looked at by decoding it, never by its name, and kept as pixels only."""

from __future__ import annotations

import logging
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from config.kit.errors import Invalid
from config.kit.lines import one_line
from config.kit.references import new_reference
from content.pictures.models import Picture

logger = logging.getLogger(__name__)

register_heif_opener(thumbnails=False)

# What phones and browsers make. Anything else, SVG above all, is refused.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP")
# The widest variant kept, and the most height of a long screenshot, in pixels.
MAX_WIDTH = 1600
MAX_HEIGHT = 4800
# A decoded pixel takes 3 to 4 bytes. A baseline JPEG is decoded at a fraction of its size: phones may send 200 MP.
MAX_PIXELS = 50_000_000
MAX_JPEG_PIXELS = 220_000_000
QUALITY = 80
PAPER = (255, 255, 255)
# Before a file of a camera is decoded its true size is known; Pillow's own limit must not come first.
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS
# So many photos are decoded at once in a process: the others wait, and memory stays bounded.
_decoding = threading.BoundedSemaphore(2)
_SRGB = ImageCms.createProfile("sRGB")


def take_picture(
    owner: Any, *, file: IO[bytes], alt: str = "", is_private: bool = False, widest: int = MAX_WIDTH
) -> Picture:
    """Keep a photo: upright, in sRGB, without metadata, as WebP in every width of `Picture.widths`.

    `owner` is None for a guest; `widest` is the most pixels across that are kept. Of an animation the first frame is
    kept. The files are written first and the row last, so that a row always has its files. Not for use inside a
    transaction: this takes seconds.
    Raises Invalid at `picture` for what is not a photo, is broken, or is too large.
    """
    alt = one_line(alt, field="alt", most=200, required=False)
    raw = _bytes_of(file)
    with _decoding, _refused_if_unreadable():
        image = _upright(raw, widest)
        picture = Picture(
            reference=new_reference(),
            owner=owner,
            alt=alt,
            width=image.width,
            height=image.height,
            is_private=is_private,
        )
        variants = {width: _webp(image, width) for width in picture.widths}
    _store(picture, variants)
    return picture


def _bytes_of(file: IO[bytes]) -> bytes:
    """All of the file, or Invalid if that is nothing or more than the site takes."""
    most = settings.PICTURE_MAX_BYTES
    raw = file.read(most + 1)
    if not raw:
        raise Invalid(_("This file is empty. Please choose a photo."), field="picture", code="picture_empty")
    if len(raw) > most:
        message = _("This photo has more than %(most)d MB. Please choose a smaller one.") % {"most": most // 2**20}
        raise Invalid(message, field="picture", code="picture_too_many_bytes")
    return raw


@contextmanager
def _refused_if_unreadable() -> Iterator[None]:
    """Whatever a decoder makes of a hostile or broken file, the sender gets one clear answer."""
    try:
        yield
    except Invalid:
        raise
    except UnidentifiedImageError as error:
        raise Invalid(
            _("This is not a photo that we can read. JPEG, PNG, WebP and HEIC all work."),
            field="picture",
            code="picture_not_an_image",
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Decoders raise anything from SyntaxError to struct.error on broken files.
        logger.info("picture refused: %s", type(error).__name__)
        raise Invalid(
            _("This photo is damaged or not complete. Please take it again or choose another."),
            field="picture",
            code="picture_broken",
        ) from error


def _too_many_pixels() -> Invalid:
    return Invalid(
        _("This photo has too many pixels. Please choose one of at most 50 megapixels."),
        field="picture",
        code="picture_too_many_pixels",
    )


def _upright(raw: bytes, widest: int) -> Image.Image:
    """The picture as one sees it: decoded, turned, at most `widest` × MAX_HEIGHT, RGB in sRGB."""
    with Image.open(BytesIO(raw), formats=FORMATS) as opened:
        _check_pixels(opened)
        opened.load()
        profile = opened.info.get("icc_profile")
        image = _turned(_roughly_shrunk(opened))
    image = _on_paper(image)
    image.thumbnail((widest, MAX_HEIGHT), Image.Resampling.LANCZOS)
    return _in_srgb(image, profile)


def _check_pixels(image: Image.Image) -> None:
    """Refuse, before anything is decoded, what would take too much memory; a large JPEG is to be decoded smaller."""
    if image.format in ("JPEG", "MPO") and not image.info.get("progressive"):
        if image.width * image.height > MAX_JPEG_PIXELS:
            raise _too_many_pixels()
        # At 1/2, 1/4 or 1/8, but never below what is kept, whichever way it will be turned.
        image.draft(None, (MAX_WIDTH + MAX_WIDTH // 4, MAX_WIDTH + MAX_WIDTH // 4))
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()


def _roughly_shrunk(image: Image.Image) -> Image.Image:
    """Averaged down by a whole number where it is much larger than what is kept, so that later steps are cheap."""
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    elif image.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    factor = min(image.size) // MAX_WIDTH
    return image.reduce(factor) if factor > 1 else image


def _turned(image: Image.Image) -> Image.Image:
    """As the camera was held. A photo with damaged notes is kept as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return image.copy()


def _on_paper(image: Image.Image) -> Image.Image:
    """Without transparency: what shone through becomes white."""
    if image.mode not in ("RGBA", "LA") and "transparency" not in image.info:
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, (*PAPER, 255)), image).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Through the picture's own colour profile where it has one that fits, plainly where it has not."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            logger.info("colour profile ignored")
    return image.convert("RGB")


def _webp(image: Image.Image, width: int) -> bytes:
    """The picture `width` pixels wide; a fresh image, so that nothing but its pixels goes along."""
    height = max(1, round(image.height * width / image.width))
    small = image.copy() if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()


def _store(picture: Picture, variants: dict[int, bytes]) -> None:
    """Files first, then the row; no file stays behind without it."""
    written: list[str] = []
    try:
        for width, data in variants.items():
            written.append(default_storage.save(picture.file_name(width), ContentFile(data)))
        with transaction.atomic():
            picture.save(force_insert=True)
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise
