"""Photo files for tests, as phones make them and as attackers do."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageDraw
from pillow_heif import register_heif_opener

register_heif_opener()

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
TOP, BOTTOM = (200, 30, 30), (30, 30, 200)


def drawing(width: int = 800, height: int = 600) -> Image.Image:
    """Red above, blue below: one sees which way up it is."""
    image = Image.new("RGB", (width, height), TOP)
    ImageDraw.Draw(image).rectangle([0, height // 2, width, height], fill=BOTTOM)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def from_phone(kind: str = "JPEG", width: int = 800, height: int = 600, orientation: int = 6) -> bytes:
    """A photo held upright but stored lying on its side, with the phone's notes and where it was taken.

    Seen upright it is `width` × `height`, red above and blue below.
    """
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "Qunpu Phone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (30.0, 15.0, 0.0)
    turns = {1: 0, 3: 180, 6: 90, 8: 270}
    stored = drawing(width, height).rotate(turns[orientation], expand=True)
    return encoded(stored, kind, exif=exif.tobytes(), quality=90)


def swapped_profile() -> bytes:
    """An ICC profile in which red and blue are each other: colours that go through it change places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmp?").replace(b"bXYZ", b"rXYZ").replace(b"tmp?", b"bXYZ")
