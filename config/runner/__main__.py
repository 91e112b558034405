"""`python -m config.runner`: what `make run` starts once the requirements are installed."""

import os
import signal
import sys

import environ

from config.runner.parting import die_with_parent
from config.runner.plan import BASE_DIR
from config.runner.supervising import main

if __name__ == "__main__":
    # The database, uploads and secrets are for this user alone.
    os.umask(0o077)
    environ.Env.read_env(BASE_DIR / ".env")
    if "MAKELEVEL" in os.environ:
        # make itself may be killed; what it started must then end too.
        die_with_parent(signal.SIGTERM)
    sys.exit(main())
