"""What must be done before the site can open: nothing, on every start but the first and the one after an update."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from config.runner.children import Child
from config.runner.plan import Place, manage


def pending(place: Place) -> Iterator[Child]:
    """The management commands that are due, in order; each is decided on when the one before it is done.

    Needs the database. Django is set up in this process, so that deciding costs no process.
    """
    import django

    os.environ.update(place.environment())
    django.setup()
    fresh = not has_tables()
    if migrations_wait():
        yield manage(place, "tables", "migrate", "--no-input", "--verbosity", "0" if fresh else "1")
    print_of_static = fingerprint_of_static()
    stamp = place.var / "static.stamp"
    if print_of_static and (not stamp.exists() or stamp.read_text() != print_of_static):
        yield manage(place, "static", "collectstatic", "--no-input", "--verbosity", "0")
        stamp.write_text(print_of_static)
    demo = demo_mark(place.var)
    if demo_wanted(demo):
        demo.write_text("loading")
        size = os.environ.get("DEMO_SIZE", "")
        yield manage(place, "demo", "seed", *(["--size", size] if size else []))
        demo.write_text("loaded")


def has_tables() -> bool:
    """Whether the database was used before."""
    from django.db import connection

    return bool(connection.introspection.table_names())


def migrations_wait() -> bool:
    """Whether the tables are older than the code."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def fingerprint_of_static() -> str:
    """Changes with any static file's name, size or date. Empty where the files are served as they lie (DEBUG)."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    if settings.DEBUG:
        return ""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            held = Path(storage.path(path)).stat()
            digest.update(f"{path} {held.st_size} {held.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def demo_mark(var: Path) -> Path:
    """The file that remembers that this very database has had its demo data; it is named after the database."""
    from django.db import connection

    known = {key: str(connection.settings_dict[key]) for key in ("ENGINE", "NAME", "HOST", "PORT")}
    return var / f"demo-{hashlib.sha256(repr(known).encode()).hexdigest()[:12]}"


def demo_wanted(mark: Path) -> bool:
    """Whether to load demo data: into an empty database, or where loading it was broken off. DEMO=0 says never."""
    from django.contrib.auth import get_user_model

    if os.environ.get("DEMO", "1") == "0":
        return False
    if mark.exists() and mark.read_text() == "loading":
        return True
    return not get_user_model()._default_manager.exists()
