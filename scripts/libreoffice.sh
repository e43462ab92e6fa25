#!/bin/sh
# LibreOffice, Chinese fonts and a screen without a monitor, for the tests that use a real spreadsheet program. Installed
# where the machine allows it; where it does not, the tests that need it are skipped, and the run says so.
set -eu
missing=""
for program in soffice pdftoppm Xvfb openbox xdotool; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
/usr/bin/python3 -c "import uno" >/dev/null 2>&1 || missing="$missing python3-uno"
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装 LibreOffice、中文字体和虚拟屏幕（仅测试用）…"
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        libreoffice-calc python3-uno fonts-noto-cjk poppler-utils xvfb openbox xdotool >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "!! 缺少$missing，也无法安装：依赖它们的测试将被跳过（见测试结尾的 SKIPPED）。" >&2
