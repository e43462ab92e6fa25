#!/bin/sh
# What the tests use of real programs: LibreOffice, Chinese fonts, a screen without a monitor, a browser. Installed where the
# machine allows it; where it does not, the tests that need it are skipped, and the run says so.
set -eu

wanted() {
    for program in soffice pdftoppm Xvfb openbox xdotool; do
        command -v "$program" >/dev/null 2>&1 || printf " %s" "$program"
    done
    /usr/bin/python3 -c "import uno" >/dev/null 2>&1 || printf " python3-uno"
    [ -n "$(ls /usr/lib/libreoffice/program/libswlo.so /opt/libreoffice*/program/libswlo.so 2>/dev/null)" ] || printf " libreoffice-writer"
    command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || printf " chromium"
}

[ -n "$(wanted)" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装 LibreOffice、中文字体、虚拟屏幕和浏览器（仅测试用）…"
    apt-get update -qq >/dev/null 2>&1 || true
    for packages in "libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils xvfb openbox xdotool" chromium; do
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 || true
    done
fi
missing="$(wanted)"
if [ -n "$missing" ]; then
    echo "!! 缺少$missing，也无法安装：依赖它们的测试将被跳过（见测试结尾的 SKIPPED）。" >&2
fi
