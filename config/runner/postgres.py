"""A PostgreSQL cluster of our own: made in a folder, started there on a free port, removed with the folder."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.runner.debian import Missing, install
from config.runner.parting import in_child

USER = "qunpu"
# Nothing of a throwaway cluster need survive a power cut.
HASTY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def programs() -> Path:
    """The folder of initdb and postgres, the newest there is; installs PostgreSQL if it may. Raises Missing."""
    for attempt in (1, 2):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
        on_path = shutil.which("initdb")
        if found or on_path:
            return found[-1].parent if found else Path(str(on_path)).resolve().parent
        if attempt == 1:
            install("postgresql", what="PostgreSQL is")
    raise Missing("PostgreSQL is installed, but its initdb is not in /usr/lib/postgresql or on the path")


def owner() -> str | None:
    """Whom to run as: None for oneself; root may not, so then `postgres`, or `nobody` where that is not known."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Missing("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")


def as_owner() -> dict[str, Any]:
    """For subprocess: run as `owner()`."""
    name = owner()
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []} if name else {}


def can_be_reached(folder: Path) -> bool:
    """Whether `owner()` may go into `folder`; a home folder may be closed to it."""
    return subprocess.run(["/usr/bin/test", "-x", folder], **as_owner()).returncode == 0


@dataclass
class Cluster:
    """One cluster in `folder`, on `port` of 127.0.0.1, with one database and one user named after the site."""

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{USER}"

    @classmethod
    def make(cls, folder: Path, port: int) -> Cluster:
        """Make the files of a cluster in a new folder. CalledProcessError if initdb fails."""
        folder.mkdir(mode=0o700, parents=True)
        password = secrets.token_urlsafe(24)
        secret = folder.with_name(f"{folder.name}.password")
        secret.write_text(password)
        if name := owner():
            shutil.chown(folder, name)
            shutil.chown(secret, name)
        secret.chmod(0o600)
        options: tuple[str | Path, ...] = (
            "-U",
            USER,
            "--pwfile",
            secret,
            "--auth",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale",
            "C.UTF-8",
        )
        command: list[str | Path] = [programs() / "initdb", "-D", folder, *options, "--no-sync", "--no-instructions"]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **as_owner())
        secret.unlink()
        return cls(folder, port, password)

    def command(self, *, hasty: bool) -> list[str]:
        """How to start it."""
        listen = ("-h", "127.0.0.1", "-p", str(self.port), "-k", "")
        return [str(programs() / "postgres"), "-D", str(self.folder), *listen, *(HASTY if hasty else ())]

    def start_child(self, log: Path) -> subprocess.Popen[bytes]:
        """Start it as a child that ends with this process, for a test run."""
        with log.open("ab") as file:
            return subprocess.Popen(
                self.command(hasty=True),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                preexec_fn=in_child(signal.SIGQUIT),
                **as_owner(),
            )

    def control(self, action: str, *options: str) -> subprocess.CompletedProcess[str]:
        """`pg_ctl`: start, stop or status of a cluster that outlives this process."""
        command: list[str | Path] = [programs() / "pg_ctl", "-D", self.folder, *options, action]
        return subprocess.run(command, capture_output=True, text=True, cwd="/", **as_owner())

    def answers(self) -> bool:
        """Whether it takes connections; makes the database at the first one."""
        import psycopg

        base = f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/postgres"
        try:
            with psycopg.connect(base, autocommit=True, connect_timeout=2) as connection:
                if not connection.execute("select 1 from pg_database where datname = %s", [USER]).fetchone():
                    connection.execute(f"create database {USER}")
        except psycopg.OperationalError:
            return False
        return True
