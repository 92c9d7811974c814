# What ./run and ./test share: find Python, make .venv from the hash-pinned requirements, skip what is done.
# POSIX sh; read with `.` from the repository's own folder. No bash, no GNU options, no flock.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$1"; [ -z "${2:-}" ] || say "  $2"; exit 4; }

is_root() { [ "$(id -u)" = 0 ]; }
has() { command -v "$1" >/dev/null 2>&1; }

# Install packages of the distribution: only as root and only where apt is.
apt_install() {
    is_root && has apt-get || return 1
    say "Installing from the distribution: $*"
    apt_log=$(mktemp)
    if (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@") \
        >"$apt_log" 2>&1 </dev/null; then
        rm -f "$apt_log"
        return 0
    fi
    tail -n 5 "$apt_log" >&2
    rm -f "$apt_log"
    return 1
}

# A Python of the right version that can also make an environment. Prints its name.
right_python() {
    for candidate in ${BRIDGEWORK_PYTHON:-} python3.11 python3 python; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

find_python() {
    right_python && return 0
    apt_install python3 python3-venv || true
    right_python && return 0
    if has apt-get; then how="apt install python3.11 python3.11-venv"; else how="install Python 3.11 from python.org"; fi
    fail "Bridgework needs Python 3.11 with its venv module, and found none." "To get it: $how"
}

checksum() {
    { pwd; cat requirements/bootstrap.txt "$@"; } | cksum
}

# make_environment runtime|test. The test set contains the runtime set, pin for pin.
make_environment() {
    wanted=$1
    # Once made for tests, an environment stays one.
    [ "$wanted" = runtime ] && [ -f .venv/made-for-test ] && wanted=test
    stamp=.venv/made-for-$wanted
    now=$(checksum "requirements/$wanted.txt")
    if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
        return 0
    fi
    python=$(find_python) || exit 4
    if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
        say "Making the Python environment in .venv …"
        rm -rf .venv
        "$python" -m venv .venv || fail "The Python environment could not be made."
    fi
    rm -f .venv/made-for-*
    say "Installing the ${wanted} packages, each checked against its hash (about half a minute) …"
    install_packages "requirements/$wanted.txt"
    link_project
    printf '%s\n' "$now" >"$stamp"
}

install_packages() {
    install_log=.venv/install.log
    pip_install="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install -q --no-input --require-hashes"
    # uv is quick but does not read pip's configuration: where an index is set only there, pip itself does the work.
    if $pip_install -r requirements/bootstrap.txt >"$install_log" 2>&1 \
        && .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes "$1" >>"$install_log" 2>&1; then
        return 0
    fi
    $pip_install -r "$1" >>"$install_log" 2>&1 && return 0
    tail -n 5 "$install_log" >&2
    fail "The packages could not be installed." "Is the package index reachable? All that was said: $install_log"
}

# The project itself needs no build: its folder is put on the path, and the command beside the others.
link_project() {
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$(pwd)/src" >"$site/bridgework.pth"
    printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m bridgework.cli.main "$@"\n' "$(pwd)" >.venv/bin/bridgework
    chmod +x .venv/bin/bridgework
    .venv/bin/python -m compileall -q src >/dev/null 2>&1 || true
}
