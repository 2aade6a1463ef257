# Sourced by run, test and .ci/run: installs what is missing and builds presets. Needs bash.

readonly packages_build=(g++ cmake ninja-build ccache lld pkg-config qt6-base-dev qt6-svg-dev libgl-dev
    libpcap-dev libmnl-dev liburing-dev libcap-ng-dev libseccomp-dev libcli11-dev libfmt-dev libpcre2-dev libssl-dev
    liblua5.4-dev zlib1g-dev libzstd-dev liblz4-dev fonts-inter fonts-jetbrains-mono)
readonly packages_test=(clang-19 clang-format-19 libclang-rt-19-dev iproute2 iputils-ping tcpdump tshark
    qemu-system-x86 ipxe-qemu openvpn polkitd pkexec dbus libcap2-bin xvfb openbox xdotool x11-utils imagemagick procps
    util-linux python3 gzip zstd lz4)
readonly packages_bsd=(npm) # where there is no npm of another origin
readonly packages_tidy=(clang-tidy-19)

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# need_packages NAME…: installs the Debian packages that are missing; asks for sudo only if there are any.
need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        fail "this system has no apt packages. Install what these Debian packages contain, then run" \
            "cmake --preset release && cmake --build --preset release:" "$@"
    fi
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    ((${#missing[@]} == 0)) && return
    echo "Missing packages: ${missing[*]}"
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "installing them needs root, and there is no sudo. As root: apt-get install ${missing[*]}"
        echo "Installing them needs root; sudo may ask for your password."
        as_root=(sudo)
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" ||
        fail "these packages could not be installed: ${missing[*]}"
}

# build PRESET [TARGET…]: configures and builds; quiet unless something is wrong.
build() {
    local preset=$1
    shift
    mkdir -p build
    local log=build/$preset.log targets=()
    (($#)) && targets=(--target "$@")
    echo "Building $preset …"
    if ! { cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}"; } >"$log" 2>&1; then
        grep -nE -A4 'error|FAILED|CMake Error' "$log" | head -60 >&2
        fail "the build failed; all of it is in $log"
    fi
}
