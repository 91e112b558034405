"""Count several things in one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet[Any], of: str = "pk") -> Coalesce:
    """How many different `of` there are among `rows`, as an expression: for an annotation or `values_list`."""
    one = rows.order_by().annotate(one=Value(1)).values("one")
    counted = one.annotate(number=Count(of, distinct=of != "pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
