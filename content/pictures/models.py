"""Pictures: photos made upright, free of metadata, in WebP at a few widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from config.kit.references import ReferenceField

# Widths in pixels of the variants that each picture has; the widest is the picture itself.
WIDTHS = (160, 320, 640, 1280)

_readers: list[Callable[[Any], Q]] = []


def readable_through(condition: Callable[[Any], Q]) -> Callable[[Any], Q]:
    """Register which private pictures a person may see because of what a room above shows them.

    `condition(person)` gives a Q over Picture.
    """
    _readers.append(condition)
    return condition


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, person: Any) -> PictureQuerySet:
        """Public pictures, one's own, and those that a room above lets this person see."""
        seen = Q(is_private=False)
        if person.is_authenticated:
            seen |= Q(owner=person)
        for condition in _readers:
            seen |= condition(person)
        return self.filter(seen)


class Picture(models.Model):
    """A photo or drawing that someone put up; its file holds pixels and nothing else."""

    reference = ReferenceField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pictures")
    alt = models.CharField(max_length=200, blank=True, help_text="What it shows, for those who cannot see it.")
    width = models.PositiveIntegerField(help_text="Pixels of the widest variant.")
    height = models.PositiveIntegerField()
    is_private = models.BooleanField(default=False, help_text="Seen only by whom the place it hangs in lets in.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_size")]

    def __str__(self) -> str:
        return self.alt or self.reference

    @property
    def widths(self) -> list[int]:
        """The widths in which this picture can be had, ascending."""
        smaller = [width for width in WIDTHS if width < self.width]
        return [*smaller, self.width]

    def file_name(self, width: int) -> str:
        """Where the variant lies in storage."""
        return f"pictures/{self.reference[:2]}/{self.reference}/{width}.webp"

    def url(self, width: int) -> str:
        """The address of the narrowest variant that is at least `width` pixels wide."""
        fit = next((have for have in self.widths if have >= width), self.width)
        return reverse("picture", args=[self.reference, fit])

    @property
    def srcset(self) -> str:
        return ", ".join(f"{reverse('picture', args=[self.reference, width])} {width}w" for width in self.widths)
