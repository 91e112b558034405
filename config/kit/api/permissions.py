"""Who may call an action of the API."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from config.kit.errors import NotAllowed
from config.kit.policies import Rule, refused


class RulePermission(BasePermission):
    """Asks the viewset's `rules` (action → rule); an action without a rule is closed to all.

    Rules of list and create see only the person; rules of detail actions also see the object, and where such a rule
    is explained, its explanation is the answer.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        rule: Rule | None = getattr(view, "rules", {}).get(view.action or "metadata")
        if rule is None:
            return view.action is None or view.action == "metadata"
        return bool(getattr(view, "detail", False)) or rule(request.user)

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        # OPTIONS looks at the object too, to say what could be sent; that has no rule and needs none.
        rule: Rule | None = view.rules.get(view.action)
        if rule is None or rule(request.user, obj):
            return rule is not None
        if request.user.is_authenticated:
            error = refused(rule, request.user, obj)
            if error.code != NotAllowed.code:
                raise error
        return False
