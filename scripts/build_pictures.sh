#!/bin/sh
# Writes docs/images/自评表.png: a form of the demo, printed by LibreOffice and cut to its content.
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
