"""Emptying the database after a test that commits: what is there is deleted, and nothing else is touched.

Django's own way, `flush`, empties every table and then does again what follows a migration; with more than a hundred
tables that takes longer than most tests. Here a table that holds nothing costs a part of one query, and what migrating
leaves (kinds of things, permissions, triggers) stays.
"""

from __future__ import annotations

from functools import cache

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from config.kit import append_only

# What `migrate` writes once: nothing in it is a test's.
LEFT = {ContentType._meta.db_table, Permission._meta.db_table}


def empty() -> None:
    """Delete all rows but those of `LEFT`, also from tables that the database keeps."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_which_are_filled())
        filled = {name for (name,) in cursor.fetchall()}
        kept = [model for model in append_only.KEPT if model._meta.db_table in filled]
        emptying = [f"DELETE FROM {name}" for name in filled]  # noqa: S608 names of our own tables
        for statement in [*_off(kept), *emptying, *_on(kept)]:
            cursor.execute(statement)


@cache
def _which_are_filled() -> str:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})"  # noqa: S608 names of our own tables
        for name in sorted(set(tables) - LEFT)
    )


def _off(kept: list[type[Model]]) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER" for model in kept]
    return [statement for model in kept for statement in append_only.removal(model, connection.vendor)]


def _on(kept: list[type[Model]]) -> list[str]:
    if connection.vendor == "postgresql":
        # No table is altered while rules of it wait for the end of the transaction.
        due = ["SET CONSTRAINTS ALL IMMEDIATE"] if kept else []
        return due + [f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER" for model in kept]
    return [statement for model in kept for statement in append_only.guards(model, connection)]
