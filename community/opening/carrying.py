"""Which draft a browser is writing: its reference is in the session, and in a signed cookie that outlives it.

Signing in midway may replace the session, and a phone may forget it; the cookie stays.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shop.stores.drafts import find_draft
from shop.stores.models import StoreDraft

SESSION_KEY = "store_draft"
COOKIE = "store_draft"
SALT = "qunpu.store-draft"
NINETY_DAYS = 90 * 24 * 60 * 60


def draft_of(request: HttpRequest) -> StoreDraft | None:
    """The unfinished draft of this browser; not one that belongs to somebody else."""
    reference = request.session.get(SESSION_KEY) or request.get_signed_cookie(COOKIE, default="", salt=SALT)
    draft = find_draft(reference) if reference else None
    if draft is None or draft.store_id is not None:
        return None
    return draft if draft.person_id in (None, request.user.pk) else None


def carry(request: HttpRequest, response: HttpResponse, draft: StoreDraft) -> HttpResponse:
    """Have the browser remember the draft."""
    request.session[SESSION_KEY] = draft.reference
    response.set_signed_cookie(
        COOKIE,
        draft.reference,
        salt=SALT,
        max_age=NINETY_DAYS,
        path="/open/",
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response


def put_down(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The store stands: forget its draft."""
    request.session.pop(SESSION_KEY, None)
    response.delete_cookie(COOKIE, path="/open/", samesite="Lax")
    return response
