#!/bin/sh
# venv.sh FOLDER REQUIREMENTS STAMP: make the virtual environment if there is none, install the requirements, leave the stamp.
set -eu
folder=$1 requirements=$2 stamp=$3

say() { printf 'setup  | %s\n' "$*"; }

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null 2>&1 && usable "$name"; then
            command -v "$name"
            return
        fi
    done
    say "Python 3.11 or newer is missing. On Debian: sudo apt-get install python3 python3-venv" >&2
    exit 1
}

# Debian keeps the venv module in a package of its own.
need_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing Debian's python3-venv"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        "$1" -c 'import ensurepip, venv' && return
    fi
    say "Python's venv module is missing. On Debian: sudo apt-get install python3-venv" >&2
    exit 1
}

if ! usable "$folder/bin/python"; then
    python=$(find_python)
    need_venv "$python"
    say "making a virtual environment in $folder"
    "$python" -m venv --clear "$folder"
fi
say "installing what $requirements names (this happens once)"
"$folder/bin/python" -m pip install --disable-pip-version-check --quiet -r "$requirements"
rm -f -- "$folder"/.run-* "$folder"/.dev-*
: >"$stamp"
# The tests' requirements include the site's.
if [ "$requirements" = requirements-dev.txt ]; then
    : >"$folder/.run-$(sha256sum <requirements.txt | cut -c1-16)"
fi
