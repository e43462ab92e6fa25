#!/bin/sh
# Builds .venv with the package and its development tools. Needs python3 (3.11 or newer); on Debian as root it
# installs what python3 lacks for virtual environments.
set -eu
cd "$(dirname "$0")/.."

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更新版本：请先安装 python3。" >&2
    exit 1
fi

make_venv() {
    "$python" -m venv .venv >/dev/null 2>&1 && .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! make_venv; then
    rm -rf .venv
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "安装 python3-venv …"
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    fi
    if ! make_venv; then
        echo "无法建立虚拟环境：请安装 python3-venv（Debian/Ubuntu：apt install python3-venv）。" >&2
        exit 1
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
echo "环境已就绪：.venv/bin/zipingbiao"
