#!/bin/sh
# What the tests use of real programs: LibreOffice, Chinese fonts, a screen without a monitor, two browsers, Node.js. Installed
# where the machine allows it; where it does not, the tests that need it are skipped, and the run says so.
set -eu

cd "$(dirname "$0")/.."

wanted() {
    for program in soffice pdftoppm Xvfb openbox xdotool; do
        command -v "$program" >/dev/null 2>&1 || printf " %s" "$program"
    done
    /usr/bin/python3 -c "import uno" >/dev/null 2>&1 || printf " python3-uno"
    [ -n "$(ls /usr/lib/libreoffice/program/libswlo.so /opt/libreoffice*/program/libswlo.so 2>/dev/null)" ] || printf " libreoffice-writer"
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || printf " chromium"
    command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || printf " firefox-esr"
    command -v npm >/dev/null 2>&1 || printf " npm"
}

# The npm packages of tests/page, as its lock file has them; nothing of them is run while they are installed.
npm_packages() {
    command -v npm >/dev/null 2>&1 || return 0
    [ tests/page/node_modules/.package-lock.json -nt tests/page/package-lock.json ] && return 0
    echo "安装网页测试用的 npm 包（仅测试用）…"
    npm ci --prefix tests/page --ignore-scripts --no-audit --no-fund --silent && return 0
    echo "!! npm 包没有装成：网页在浏览器里的测试将被跳过（见测试结尾的 SKIPPED）。" >&2
}

[ -n "$(wanted)" ] || { npm_packages; exit 0; }
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装 LibreOffice、中文字体、虚拟屏幕和浏览器（仅测试用）…"
    apt-get update -qq >/dev/null 2>&1 || true
    for packages in "libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils xvfb openbox xdotool" chromium firefox-esr "nodejs npm"; do
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 || true
    done
fi
missing="$(wanted)"
if [ -n "$missing" ]; then
    echo "!! 缺少$missing，也无法安装：依赖它们的测试将被跳过（见测试结尾的 SKIPPED）。" >&2
fi
npm_packages
