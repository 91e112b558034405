"""Where the embedded default keeps its Redis and its secrets. Needs no Django."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

# The kernel takes at most 107 bytes for the path of a unix socket.
SOCKET_PATH_LIMIT = 107


def socket_path(var: Path) -> Path:
    """The embedded Redis' socket: under `var`, or under the temporary folder where that path is too long."""
    path = var.resolve() / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"qunpu-{digest}.sock"


def redis_url(var: Path) -> str:
    return f"unix://{socket_path(var)}"


def broker_url(url: str) -> str:
    """The same Redis as Celery spells it (`redis+socket://` for a unix socket)."""
    return url.replace("unix://", "redis+socket://", 1)


def read_or_make_secret(path: Path) -> str:
    """A secret of this installation, made once and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    secret = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret
