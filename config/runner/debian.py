"""Debian's packages: installed where that is allowed, named where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess


class Missing(Exception):
    """Something is not installed and may not be installed from here; the message says how."""


def install(*packages: str, what: str) -> None:
    """Install `packages` with apt, as root or through a sudo that asks for no password.

    Raises Missing, with the command to type, where neither is possible or apt fails.
    """
    how = f"{what} missing. On Debian: sudo apt-get install {' '.join(packages)}"
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (before and not allowed(before)):
        raise Missing(how)
    print(f"setup  | installing {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        command = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments]
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise Missing(f"{how}\n(apt-get {arguments[0]}: {done.stderr.strip()[-600:]})")


def allowed(before: list[str]) -> bool:
    """Whether sudo lets us without asking."""
    return bool(shutil.which("sudo")) and subprocess.run([*before, "true"], capture_output=True).returncode == 0
