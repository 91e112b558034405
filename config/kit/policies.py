"""Rules on routes: every view says who may come in, and a test walks them all.

A rule is a predicate `rule(person)` or `rule(person, object)`; it never reads a request.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from config.kit.errors import NotAllowed

Rule = Callable[..., bool]
Loader = Callable[..., Any]
View = Callable[..., HttpResponse]


def anyone(person: Any, obj: Any = None) -> bool:
    """Whoever can see the object, signed in or not."""
    return True


def signed_in(person: Any, obj: Any = None) -> bool:
    """A signed-in person who is not suspended."""
    return bool(person.is_authenticated and person.is_active)


def staff(person: Any, obj: Any = None) -> bool:
    """People who run the site."""
    return bool(person.is_authenticated and person.is_active and person.is_staff)


def explained(refusal: Callable[[Any, Any], NotAllowed]) -> Callable[[Rule], Rule]:
    """Mark a rule with `refusal(person, object)`, which makes the error that says why it said no."""

    def mark(rule: Rule) -> Rule:
        rule.refusal = refusal  # type: ignore[attr-defined]
        return rule

    return mark


def refused(rule: Rule, person: Any, found: Any) -> NotAllowed:
    """What to raise where `rule` said no to `person` about `found`: its explanation, if it has one."""
    refusal = getattr(rule, "refusal", None)
    error = NotAllowed() if refusal is None or found is None else refusal(person, found)
    return error if error.code != NotAllowed.code else NotAllowed(_("You may not do this."))


def allow(
    rule: Rule, load: Loader | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a request through to the view only where `rule` agrees.

    `load(person, **url_arguments)` finds the object, through `visible_to`, or raises Http404;
    the view is then called as `view(request, object)`. Without it the view gets the URL's own arguments.
    A guest who is refused is asked to sign in and comes back; a member gets 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = None
            if load is None:
                granted, arguments = rule(request.user), kwargs
                positional: tuple[Any, ...] = args
            else:
                found = load(request.user, **kwargs)
                granted, arguments = rule(request.user, found), {}
                positional = (found,)
            if granted:
                return view(request, *positional, **arguments)
            if request.user.is_authenticated:
                raise refused(rule, request.user, found)
            return _to_sign_in(request)

        guarded.rule = rule  # type: ignore[attr-defined]
        guarded.load = load  # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where a guest signs in and comes back; for htmx as a page of its own, not as a part of the one that asked."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "/")
    response: HttpResponse = redirect_to_login(back)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=200, headers={"HX-Redirect": response["Location"]})
    return response
