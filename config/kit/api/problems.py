"""Errors of the API as problem details (RFC 9457) in the client's language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from config.kit.errors import DomainError


def _sayable(text: str) -> str:
    """`text` as an answer can hold it: an error may repeat what was sent, halves of surrogate pairs and all."""
    return text.encode("utf-8", "replace").decode()


def _fields(detail: Any, prefix: str = "") -> list[dict[str, str]]:
    """DRF's nested validation errors as a flat list of field, code and message."""
    if isinstance(detail, dict):
        return [
            row for name, inner in detail.items() for row in _fields(inner, f"{prefix}.{name}" if prefix else str(name))
        ]
    if isinstance(detail, list):
        return [row for inner in detail for row in _fields(inner, prefix)]
    field = "" if prefix == "non_field_errors" else prefix
    code = getattr(detail, "code", "invalid")
    return [{"field": _sayable(field), "code": code, "message": _sayable(str(detail))}]


def problem(status_code: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """A problem detail (RFC 9457): `type`, `title`, `status`, `detail`, and our `code` and `errors`."""
    body: dict[str, Any] = {
        "type": f"urn:qunpu:problem:{code}",
        "title": detail,
        "status": status_code,
        "detail": detail,
        "code": code,
    }
    if errors:
        body["errors"] = errors
    return body


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error of the API as a problem detail in the client's language."""
    if isinstance(error, DomainError):
        errors = [{"field": error.field, "code": error.code, "message": str(error)}] if error.field else None
        if error.status == status.HTTP_403_FORBIDDEN and not context["request"].user.is_authenticated:
            error.status = status.HTTP_401_UNAUTHORIZED
        body = problem(error.status, error.code, str(error), errors) | error.members
        return Response(body, status=error.status, content_type="application/problem+json")
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, exceptions.APIException):
        return response
    if isinstance(error, exceptions.ValidationError):
        errors = _fields(error.detail)
        body = problem(response.status_code, "invalid", _("Please check what you entered."), errors)
    else:
        detail = error.detail if isinstance(error.detail, str) else error.default_detail
        code = error.get_codes() if isinstance(error.get_codes(), str) else error.default_code
        body = problem(response.status_code, str(code), str(detail))
    response.data = body
    response.content_type = "application/problem+json"
    return response
