#!/bin/sh
# LibreOffice and Chinese fonts for the tests that use a real spreadsheet program. Installed where the machine
# allows it; where it does not, the tests that need it are skipped, and the run says so.
set -eu
if command -v soffice >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装 LibreOffice 与中文字体（仅测试用）…"
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        libreoffice-calc python3-uno fonts-noto-cjk poppler-utils >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "!! 没有 LibreOffice，也无法安装：依赖它的测试将被跳过（见测试结尾的 SKIPPED）。" >&2
