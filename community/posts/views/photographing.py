"""Photos as the form of a post holds them: taken in, in an order, with what was said of them, moved without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from community.posts.forms import NEW, PhotosForm
from community.posts.picturing import MOST_PICTURES
from config.kit.errors import DomainError
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture

# What the buttons of a photo do, as `do=<move>:<reference>`; "photos" only takes in what was chosen.
MOVES = ("earlier", "later", "remove", "photos")


@dataclass(frozen=True)
class Photos:
    """Pictures in the order of the page, and what was typed of them, by reference."""

    pictures: Sequence[Picture] = ()
    alts: dict[str, str] = field(default_factory=dict)

    def moved(self, do: str, reference: str) -> Photos:
        """With the named one a place earlier or later, or without it."""
        order = list(self.pictures)
        at = next((at for at, picture in enumerate(order) if picture.reference == reference), None)
        if at is None:
            return self
        picture = order.pop(at)
        if do != "remove":
            order.insert(max(0, at - 1) if do == "earlier" else at + 1, picture)
        return replace(self, pictures=order)

    def as_typed(self) -> list[Picture]:
        """For the form that comes back: the pictures say what was typed, which is not kept yet."""
        for picture in self.pictures:
            picture.alt = self.alts.get(picture.reference, picture.alt)
        return list(self.pictures)


def kept(person: Any, form: PhotosForm) -> Photos:
    """The photos that are there already."""
    names = form.kept_photos()
    found = _own(person, names)
    return Photos([found[name] for name in dict.fromkeys(names) if name in found], form.alts())


def taken_in(person: Any, form: PhotosForm, *, is_private: bool) -> Photos:
    """The photos that are there and those that come along, each of which is taken in for itself: what is wrong with
    one, which `form` then says, does not cost the others.
    """
    files = list(form.cleaned_data.get("photos") or [])
    names = list(dict.fromkeys(name for name in form.kept_photos() if name != NEW))
    found = _own(person, names)
    if len(found) + len(files) > MOST_PICTURES:
        form.add_error("photos", _("At most nine photos."))
        return kept(person, form)
    fresh = _fresh(person, form, files, is_private)
    alts, order = form.alts(), []
    # Files that no place was kept for, as without scripts, come last.
    places = form.kept_photos()
    for name in [*places, *[NEW] * (len(files) - places.count(NEW))]:
        if name != NEW:
            picture = found.pop(name, None)
        else:
            picture, alt = fresh.pop(0) if fresh else (None, "")
            if picture is not None and alt:
                alts[picture.reference] = alt
        if picture is not None:
            order.append(picture)
    return Photos(order, alts)


def _fresh(person: Any, form: PhotosForm, files: Sequence[Any], is_private: bool) -> list[tuple[Picture | None, str]]:
    """Of each file the picture, or None where it is none, and what was said of it."""
    said = form.new_alts()
    taken: list[tuple[Picture | None, str]] = []
    for at, file in enumerate(files):
        try:
            picture = take_picture(person, file=file, is_private=is_private)
        except DomainError as error:
            form.add_error("photos", f"{file.name}: {error}")
            picture = None
        taken.append((picture, said[at] if at < len(said) else ""))
    return taken


def _own(person: Any, names: Sequence[str]) -> dict[str, Picture]:
    """One's own pictures by reference."""
    wanted = [name for name in names if name.isalnum()]
    return {picture.reference: picture for picture in Picture.objects.filter(owner=person, reference__in=wanted)}
