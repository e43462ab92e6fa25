#!/bin/sh
# The everyday tests on every Python from 3.11 on that this machine has. Environments stay in .venv-3.x.
set -eu
cd "$(dirname "$0")/.."
told=""
for minor in 11 12 13 14; do
    name="python3.$minor"
    if ! "$name" --version >/dev/null 2>&1; then
        told="$told\n3.$minor：本机没有，没有测试"
        continue
    fi
    place=".venv-3.$minor"
    [ -d "$place" ] || "$name" -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[dev]"
    if "$place/bin/python" -m pytest -n 2 --dist loadfile --no-loadscope-reorder >"$place/tests.txt" 2>&1; then
        told="$told\n3.$minor：$(tail -1 "$place/tests.txt")"
    else
        told="$told\n3.$minor：没有通过，见 $place/tests.txt；$(tail -1 "$place/tests.txt")"
    fi
done
printf "%b\n" "$told"
