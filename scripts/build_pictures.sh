#!/bin/sh
# Writes docs/images: a form of the demo printed by LibreOffice and cut to its content, and a LibreOffice window at work.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/zipingbiao demo -o "$work/demo" --progress none >/dev/null
form=$(ls "$work"/demo/09-*.xlsx)
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf --outdir "$work" "$form" >/dev/null 2>&1
mkdir -p docs/images
pdftoppm -r 110 -gray -png -singlefile -y 60 -H 860 "$work"/*.pdf docs/images/自评表
echo "docs/images/自评表.png"

# Two pictures of a real window, taken while the tests click.
ZIPINGBIAO_PICTURES="$work" .venv/bin/pytest -q tests/libreoffice/test_libreoffice_clicks.py >/dev/null
cp "$work/计算得分-后.png" docs/images/LibreOffice计算得分-后.png
cp "$work/审核本表-后.png" docs/images/LibreOffice审核.png
echo "docs/images/LibreOffice*.png"
