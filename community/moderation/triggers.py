"""The database itself keeps the log: what was written stays as it was written, whoever asks.

A row of `ModerationAction` is never deleted and never changed, save that a link to a person or a group may become
empty when those go. An `Appeal` keeps its words, or none of them once whoever wrote them closes their account, and its
decision once there is one. On SQLite also a replacing insert
is refused, which would delete without asking the triggers. Emptying whole tables (TRUNCATE) is left to PostgreSQL's
own rights; SQLite knows no such thing, so there the tests take the triggers off for the moment of emptying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections, models

from community.moderation.models import Appeal, ModerationAction


@dataclass(frozen=True)
class Kept:
    """`links` may become empty (NULL), `words` may become empty (""), `later` may change until `sealed_by` is set."""

    links: tuple[str, ...]
    words: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    sealed_by: str = ""


KEPT: dict[type[models.Model], Kept] = {
    ModerationAction: Kept(links=("actor_id", "owner_id", "group_id")),
    Appeal: Kept(
        links=("person_id", "decided_by_id"),
        words=("text",),
        later=("outcome", "answer", "decided_at", "decided_by_id"),
        sealed_by="decided_at",
    ),
}
SAID = "the log of moderation is kept as it was written"


def install(connection: Any) -> None:
    """Put the triggers onto the tables, anew where they are there already; tables that are missing are passed by."""
    there = set(connection.introspection.table_names())
    for model in KEPT:
        if model._meta.db_table in there:
            with connection.cursor() as cursor:
                for statement in [*removal(model, connection.vendor), *guards(model, connection.vendor)]:
                    cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take them off again: for a migration backwards."""
    with connection.cursor() as cursor:
        for model in KEPT:
            for statement in removal(model, connection.vendor):
                cursor.execute(statement)


def install_after_migrating(sender: Any, *, using: str, **_: Any) -> None:
    """SQLite makes a table anew where a column changes, and its triggers go with the old one: put them back."""
    install(connections[using])


def removal(model: type[models.Model], vendor: str) -> list[str]:
    """Statements that take the triggers of a table off."""
    table = model._meta.db_table
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_kept ON {table}", f"DROP FUNCTION IF EXISTS {table}_kept()"]
    return [f"DROP TRIGGER IF EXISTS {table}_kept_{event}" for event in ("update", "delete", "insert")]


def guards(model: type[models.Model], vendor: str) -> list[str]:
    """Statements that put them on."""
    table = model._meta.db_table
    wrong = " OR ".join(_wrong(model, "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"))
    if vendor == "postgresql":
        return [
            f"""CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation';
                ELSIF {wrong} THEN
                    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$""",
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_kept()""",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    # Names of tables and columns, from the models: nothing here was typed by anyone.
    twin = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR reference = NEW.reference{_once(model)})"  # noqa: S608
    return [
        f"CREATE TRIGGER {table}_kept_update BEFORE UPDATE ON {table} WHEN {wrong} {refuse}",
        f"CREATE TRIGGER {table}_kept_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept_insert BEFORE INSERT ON {table} WHEN {twin} {refuse}",
    ]


def _wrong(model: type[models.Model], differs: str) -> list[str]:
    """Conditions, one of which holds for a change that is not allowed."""
    kept, found = KEPT[model], []
    for field in model._meta.concrete_fields:
        column = field.column
        changed = f"OLD.{column} {differs} NEW.{column}"
        if column in kept.later:
            empties = f" AND NEW.{column} IS NOT NULL" if column in kept.links else ""
            changed = f"(OLD.{kept.sealed_by} IS NOT NULL AND {changed}{empties})"
        elif column in kept.words:
            changed = f"(NEW.{column} <> '' AND {changed})"
        elif column in kept.links:
            changed = f"(NEW.{column} IS NOT NULL AND {changed})"
        found.append(changed)
    return found


def _once(model: type[models.Model]) -> str:
    return " OR action_id = NEW.action_id" if model is Appeal else ""
