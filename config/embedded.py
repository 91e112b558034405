"""Where the embedded default keeps its database, its Redis and its secrets. Needs no Django."""

import hashlib
import os
import re
import secrets
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

# The kernel takes at most 107 bytes for the path of a unix socket.
SOCKET_PATH_LIMIT = 107
# What neither a URL nor Redis' configuration reads as anything but itself.
PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def socket_path(var: Path) -> Path:
    """The embedded Redis' socket: under `var`, or in a folder of our own under the temporary one.

    The latter where the path under `var` is too long for a socket or holds a character that a URL would change.
    """
    path = var.resolve() / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT and PLAIN_PATH.fullmatch(str(path)):
        return path
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return private_folder() / f"{digest}.sock"


def private_folder() -> Path:
    """A folder under the system's temporary one that only this user can enter. PermissionError if another holds it."""
    folder = Path(tempfile.gettempdir()) / f"qunpu-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    held = folder.lstat()
    if folder.is_symlink() or held.st_uid != os.getuid() or held.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to somebody else or is open to others; remove it or set TMPDIR")
    return folder


def redis_url(var: Path) -> str:
    """The embedded Redis as redis-py spells it."""
    return f"unix://{socket_path(var)}"


def broker_url(url: str) -> str:
    """The same Redis as Celery spells it (`redis+socket://` for a unix socket)."""
    return url.replace("unix://", "redis+socket://", 1)


def sqlite_url(var: Path) -> str:
    """The embedded database; quoted, because a folder may be called anything."""
    return f"sqlite:///{quote(str(var.resolve() / 'qunpu.sqlite3'))}"


def read_or_make_secret(path: Path, make: Callable[[], str] = lambda: secrets.token_urlsafe(50)) -> str:
    """A secret of this installation, made once and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    secret = make()
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret


def private_key() -> str:
    """A new private key on the curve P-256: a number below its order, as base64 for addresses."""
    number = 1 + secrets.randbelow(P256_ORDER - 1)
    return urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")
