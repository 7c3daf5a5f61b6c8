#!/bin/sh
# 重点民生实事督查工具：安装（Linux，64 位）。不需要管理员权限，不上互联网。运行：sh install.sh
# 只写入 ~/.local/share/xlminshi、~/.local/bin/xlminshi 和 ~/民生实事；用 uninstall.sh 撤销。
# shellcheck disable=SC1111  # 引号是给人看的
set -eu

package=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
base=${XDG_DATA_HOME:-$HOME/.local/share}/xlminshi
log=$base/安装记录.txt
desk=$HOME/民生实事
told=
# 别的设置（公司软件源、别的 Python 的文件夹）不参与。
unset PYTHONPATH PYTHONHOME

step() { printf '%s\n' "$1"; }

# 说明哪里、什么、怎么办，然后停止。
stop() {
    told=yes
    printf '\n安装没有完成：%s\n怎么办：%s\n' "$1" "$2" >&2
    [ -n "${switched-}" ] || [ ! -e "$base/bin/xlminshi" ] || printf '原来装的版本没有改动，可以照常使用。\n' >&2
    exit 1
}

# 没有料到的中断（磁盘满、没有权限）也要说明。
finish() {
    code=$?
    [ "$code" -eq 0 ] || [ -n "$told" ] || stop '原因见上一行。' "请核对磁盘空间和“$HOME”可以写入，再运行一次。"
}
trap finish EXIT

find_python() {
    for name in python3.13 python3.12 python3.11 python3 /usr/local/bin/python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# 在自己的文件夹里装一份，不动原来的版本。
install_program() {
    number=1
    while [ -e "$base/$version-$number" ]; do number=$((number + 1)); done
    folder=$base/$version-$number
    if ! { "$python" -m venv "$folder" &&
        PIP_CONFIG_FILE=/dev/null "$folder/bin/python" -m pip --isolated install --disable-pip-version-check \
            --no-index --find-links "$package/wheels" "xlminshi==$version" &&
        "$folder/bin/python" -m xlminshi.cli --version; } >>"$log" 2>&1; then
        rm -rf "$folder"
        stop "程序没有装进“$folder”。" "请核对磁盘还有 1 GB 空间，再运行一次；仍不行的，把“$log”交给维护人员。"
    fi
}

# 命令 xlminshi：一个短文件，指向刚装好的版本。
set_command() {
    mkdir -p "$base/bin" "$HOME/.local/bin"
    # shellcheck disable=SC2016  # written as it is: the command finds its own folder
    printf '#!/bin/sh\nhere=$(dirname -- "$(readlink -f -- "$0")")\nexec "$here/../%s/bin/python" -m xlminshi.cli "$@"\n' \
        "$version-$number" >"$base/bin/xlminshi"
    chmod 755 "$base/bin/xlminshi"
    switched=yes
    ln -sf "$base/bin/xlminshi" "$HOME/.local/bin/xlminshi"
}

set_desk() {
    mkdir -p "$desk"
    [ -e "$desk/实事清单.xlsx" ] || cp "$package/workbook_templates/实事清单.xlsx" "$desk/"
    rm -rf "$base/manual"
    cp -R "$package/使用手册" "$base/manual"
}

remove_old() {
    for old in "$base"/[0-9]*-[0-9]*; do
        [ "$old" = "$folder" ] || rm -rf "$old"
    done
}

step '一、核对安装包……'
[ "$(uname -m)" = x86_64 ] || stop "这台电脑的处理器是 $(uname -m)。" '本安装包只用于 x86_64 的电脑，请联系维护人员。'
(cd "$package" && sha256sum --quiet -c SHA256SUMS) || stop '安装包里有文件缺少、损坏或被改动，见上面几行。' '请重新解压压缩包，或从原处重新拷贝。'
version=$(sed -n '1s/.* //p' "$package/VERSION")
mkdir -p "$base"
printf '安装 xlminshi %s，安装包：%s\n' "$version" "$package" >"$log"

step '二、寻找 Python……'
python=$(find_python) || stop '没有找到能建虚拟环境的 Python 3.11、3.12 或 3.13。' '请管理电脑的人员安装 Python 3.11（连同 venv，Debian 系统的软件包名是 python3-venv），再运行一次。'
step "用这一个：$python"

step "三、安装程序 $version，约需一两分钟……"
install_program
set_command
set_desk
remove_old

step '四、体检……'
"$base/bin/xlminshi" doctor || true
step '与 Excel、按钮、加载项有关的几项，在 Linux 上不用处理。'
printf '\n安装完成：xlminshi %s。下一步：在“%s”文件夹里从“实事清单.xlsx”开始，使用手册在“%s”。\n' "$version" "$desk" "$base/manual/index.html"
case ":$PATH:" in
*":$HOME/.local/bin:"*) ;;
*) printf '命令 xlminshi 在“%s”；请注销后重新登录，仍找不到的，把这个文件夹加进 PATH。\n' "$HOME/.local/bin" ;;
esac
