# shellcheck shell=bash
# What ./run and ./test have in common: saying things, installing packages, building.
# Sourced by them from the root of the source tree; not a command of its own.

yidi_log_dir=build/log

# say ZH EN: one thing in two languages.
say() { printf '%s\n  %s\n' "$1" "$2"; }
fail() {
    printf '\n错误：%s\nerror: %s\n' "$1" "$2" >&2
    exit 1
}

# A folder is writable only if something can be written there: permission bits do not tell of
# read-only mounts, and root passes them all.
is_writable() { mkdir -p "$1" 2>/dev/null && touch "$1/.yidi-try" 2>/dev/null && rm -f "$1/.yidi-try"; }

need_writable_tree() {
    is_writable build && is_writable "$yidi_log_dir" \
        || fail "源代码目录不可写：$PWD/build。请换到可写目录，或修改其权限" \
                "the source folder cannot be written: $PWD/build. Move it to a folder you own, or change its permissions"
    # Some bare machines have no home to keep the compiler cache in.
    if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/}" ]; then
        export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}"
    fi
}

# The progress a log file shows: the last [12/345] of it.
progress_of() { { tr '\r' '\n' < "$1" | grep -oE '^\[[0-9]+/[0-9]+\]' | tail -n 1; } 2>/dev/null || true; }

# step NAME TITLE COMMAND...: runs it with its output in a log file, shows how long it takes, and
# on failure what it said.
step() {
    local name=$1 title=$2
    shift 2
    local log="$yidi_log_dir/$name.log" start=$SECONDS pid shown=0
    "$@" > "$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        if [ -t 1 ]; then
            printf '\r\033[K» %s  %ss %s' "$title" "$((SECONDS - start))" "$(progress_of "$log")"
        elif [ $((SECONDS - start)) -ge $((shown + 20)) ]; then
            shown=$((SECONDS - start))
            printf '  %s  %ss %s\n' "$title" "$shown" "$(progress_of "$log")"
        fi
        sleep 0.3
    done
    if wait "$pid"; then
        [ -t 1 ] && printf '\r\033[K'
        printf '✓ %s  %ss\n' "$title" "$((SECONDS - start))"
        return
    fi
    [ -t 1 ] && printf '\r\033[K'
    printf '✗ %s  %ss\n\n' "$title" "$((SECONDS - start))" >&2
    { grep -nE 'error|Error|FAILED|^E: ' "$log" | head -n 15 || true; } >&2
    printf '…\n' >&2
    tail -n 40 "$log" >&2
    fail "“$title”失败，完整日志见 $PWD/$log" "this step failed; its whole log is $PWD/$log"
}

# packages_for run|test: names from packages.txt, one a line.
packages_for() {
    if [ "$1" = run ]; then sed '/^\[test\]/,$d' packages.txt; else cat packages.txt; fi \
        | grep -vE '^(#|\[|[[:space:]]*$)'
}

missing_packages() {
    local name
    for name in $(packages_for "$1"); do
        dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed$' \
            || printf '%s ' "$name"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get -o DPkg::Lock::Timeout=120 update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 \
        install -y --no-install-recommends "$@"
}

install_packages() {
    if ! command -v dpkg-query > /dev/null; then
        say "这里不是 Debian：请自行准备 packages.txt 所列的库与工具" \
            "this is not Debian: see to it that what packages.txt lists is installed"
        return
    fi
    local missing
    missing=$(missing_packages "$1")
    if [ -z "$missing" ]; then
        printf '✓ %s\n' "依赖已齐备 / all packages are installed"
        return
    fi
    if [ "$(id -u)" != 0 ]; then
        # Asked here, in the open, because the installation itself runs with its output in a file.
        if ! command -v sudo > /dev/null || ! sudo -v 2>/dev/null && ! sudo -n true 2>/dev/null; then
            fail "缺少以下软件包，而当前用户没有安装权限：$missing
      请以 root 运行，或请管理员执行：apt-get install -y $missing" \
                 "these packages are missing and this user may not install them: $missing
      run this as root, or ask the administrator for: apt-get install -y $missing"
        fi
    fi
    # shellcheck disable=SC2086  # a list of names on purpose
    step install "安装依赖 / installing: $(echo $missing | wc -w)" apt_install $missing
}
