"""Tables that the database itself keeps: what was written stays as it was written, whoever asks.

    @append_only(links=("actor_id",), words=("text",), later=("outcome", "decided_at"), sealed_by="decided_at")
    class Decision(models.Model): ...

A row is never deleted and never changed, but in what its model names: links that may become empty when a person or a
group goes, words that may be taken away, and what is written later, once. On SQLite also a replacing insert is refused,
which would delete without asking the triggers. Emptying whole tables (TRUNCATE) is left to PostgreSQL's own rights;
SQLite knows no such thing, so there the tests take the triggers off for the moment of emptying.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models.signals import post_migrate


@dataclass(frozen=True)
class Kept:
    """Columns: `links` may become empty (NULL), `words` may become empty (""), `later` may change until `sealed_by` is
    set."""

    links: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    sealed_by: str = ""


KEPT: dict[type[models.Model], Kept] = {}
SAID = "what is written here is kept as it was written"
M = TypeVar("M", bound=type[models.Model])


def append_only(**but: Any) -> Callable[[M], M]:
    """Have the database keep the rows of a model; `but` are the fields of `Kept`."""

    def register(model: M) -> M:
        KEPT[model] = Kept(**but)
        return model

    return register


def install(connection: Any) -> None:
    """Put the triggers onto the tables, anew where they are there already; tables that are missing are passed by."""
    there = set(connection.introspection.table_names())
    for model in KEPT:
        if model._meta.db_table in there:
            with connection.cursor() as cursor:
                for statement in [*removal(model, connection.vendor), *guards(model, connection)]:
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


post_migrate.connect(install_after_migrating, dispatch_uid="append_only")


def removal(model: type[models.Model], vendor: str) -> list[str]:
    """Statements that take the triggers of a table off."""
    table = model._meta.db_table
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_kept ON {table}", f"DROP FUNCTION IF EXISTS {table}_kept()"]
    return [f"DROP TRIGGER IF EXISTS {table}_kept_{event}" for event in ("update", "delete", "insert")]


def guards(model: type[models.Model], connection: Any) -> list[str]:
    """Statements that put them on."""
    table, is_postgresql = model._meta.db_table, connection.vendor == "postgresql"
    wrong = " OR ".join(_wrong(model, "IS DISTINCT FROM" if is_postgresql else "IS NOT"))
    if is_postgresql:
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
    # One question for each index: of all of them in one, SQLite reads the whole table.
    twin = " OR ".join(f"EXISTS ({one})" for one in _twins(model, connection))
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


# Names of tables, indexes and columns, from the models: nothing here was typed by anyone.
def _twins(model: type[models.Model], connection: Any) -> list[str]:
    """Questions, one of which finds a row whose place a replacing insert would take."""
    one_of = f"SELECT 1 FROM {model._meta.db_table}"  # noqa: S608
    unique = [field.column for field in model._meta.concrete_fields if field.unique]
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    return [f"{one_of} WHERE {column} = NEW.{column}" for column in unique] + [
        # Without statistics SQLite would rather use the index of a unique column, for its empty values too.
        f"{one_of} INDEXED BY {rule.name} WHERE {' AND '.join(_alike(model, rule, connection))}"
        for rule in rules
    ]


def _alike(model: type[models.Model], rule: models.UniqueConstraint, connection: Any) -> list[str]:
    """What holds for a row that stands and one that comes, of which a rule allows one."""
    alike = [f"{_column(model, name)} = NEW.{_column(model, name)}" for name in rule.fields]
    if rule.condition:
        within = sorted(rule.condition.referenced_base_fields)
        alike += [f"{_column(model, name)} IS NEW.{_column(model, name)}" for name in within]
        # In the words of the index, without which SQLite does not know that it may use it.
        alike.append(rule._get_condition_sql(model, connection.schema_editor()))  # type: ignore[attr-defined]
    return alike


def _column(model: type[models.Model], name: str) -> str:
    column: str = model._meta.get_field(name).column  # type: ignore[union-attr,assignment]
    return column
