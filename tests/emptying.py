"""Emptying the database after a test that commits: what is there is deleted, and nothing else is touched.

Django's own way, `flush`, empties every table and then does again what follows a migration; with more than a hundred
tables that takes longer than most tests. Here a table that holds nothing costs a part of one query, and what migrating
leaves (kinds of things, permissions, triggers) stays.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connections, transaction
from django.db.models import Model

from config.kit import append_only

# What `migrate` writes once: nothing in it is a test's.
LEFT = frozenset({"django_content_type", "auth_permission", "django_migrations"})


def empty(using: str = "default") -> None:
    """Delete all rows but those of `LEFT`, also from tables that the database keeps."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(_which_are_filled(using))
        filled = {name for (name,) in cursor.fetchall()}
        kept = [model for model in append_only.KEPT if model._meta.db_table in filled]
        emptying = [f"DELETE FROM {name}" for name in filled]  # noqa: S608 names of our own tables
        for statement in [*_off(kept, connection), *emptying, *_on(kept, connection)]:
            cursor.execute(statement)


@cache
def _which_are_filled(using: str) -> str:
    tables = connections[using].introspection.django_table_names(only_existing=True, include_views=False)
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608 names of our own tables
        for name in sorted(set(tables) - LEFT)
    )


def _off(kept: list[type[Model]], connection: Any) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER" for model in kept]
    return [statement for model in kept for statement in append_only.removal(model, connection.vendor)]


def _on(kept: list[type[Model]], connection: Any) -> list[str]:
    if connection.vendor == "postgresql":
        # No table is altered while rules of it wait for the end of the transaction.
        due = ["SET CONSTRAINTS ALL IMMEDIATE"] if kept else []
        return due + [f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER" for model in kept]
    return [statement for model in kept for statement in append_only.guards(model, connection)]
