"""Handing out pictures."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from config.kit.policies import allow, anyone
from content.pictures.models import Picture

A_YEAR = 365 * 24 * 60 * 60


def load_variant(person: Any, reference: str, width: int) -> tuple[Picture, int]:
    """A picture that `person` may see, and a width that it has; otherwise 404.

    What everyone may see is found without asking who asks: no session is read, and caches may share the answer.
    """
    named = Picture.objects.filter(reference=reference)
    picture = named.visible_to(AnonymousUser()).first() or named.visible_to(person).first()
    if picture is None or width not in picture.widths:
        raise Http404
    return picture, width


@require_safe
@allow(anyone, load_variant)
def show(request: HttpRequest, variant: tuple[Picture, int]) -> HttpResponse:
    """The WebP file. A public picture never changes under its address; a private one is kept by no cache."""
    picture, width = variant
    etag = f'"{picture.reference}-{width}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            file = default_storage.open(picture.file_name(width))
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(file, content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store" if picture.is_private else f"public, max-age={A_YEAR}, immutable"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
