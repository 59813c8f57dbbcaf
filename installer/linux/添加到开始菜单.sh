#!/bin/sh
# Makes the program known to this user's desktop, or with --remove forgets it again; needs no root.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
menu=$share/applications/near-zero.desktop
types=$share/mime/packages/near-zero.xml
picture=$share/icons/hicolor/256x256/apps/near-zero.png
if [ "${1:-}" = --remove ]; then
    rm -f "$menu" "$types" "$picture"
    echo "已从开始菜单移除。"
else
    mkdir -p "$(dirname "$menu")" "$(dirname "$types")" "$(dirname "$picture")"
    # In a desktop entry a path with spaces stands in quotes, and four signs take a backslash.
    quoted=$(printf '%s' "$here/near-zero" | sed 's/[\\"`$]/\\\\&/g')
    awk -v run="\"$quoted\" %f" '/^Exec=/ { print "Exec=" run; next } { print }' \
        "$here/share/near-zero.desktop" >"$menu"
    cp "$here/share/near-zero.xml" "$types"
    cp "$here/share/near-zero.png" "$picture"
    echo "已添加到开始菜单。"
fi
command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications" 2>/dev/null || true
command -v update-mime-database >/dev/null && update-mime-database "$share/mime" >/dev/null 2>&1 || true
