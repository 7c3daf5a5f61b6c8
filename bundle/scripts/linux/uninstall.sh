#!/bin/sh
# 重点民生实事督查工具：卸载。撤销 install.sh 所做的，不动工作簿、填报表和通报。运行：sh uninstall.sh
set -eu

base=${XDG_DATA_HOME:-$HOME/.local/share}/xlminshi
if [ ! -d "$base" ]; then
    printf '没有装过：没有文件夹“%s”。什么也没有改动。\n' "$base"
    exit 0
fi
[ "$(readlink -- "$HOME/.local/bin/xlminshi" || true)" != "$base/bin/xlminshi" ] || rm -f "$HOME/.local/bin/xlminshi"
rm -rf "$base"
printf '卸载完成。“%s”里您的文件没有动。\n' "$HOME/民生实事"
