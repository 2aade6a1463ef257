# Sourced by run, test and .ci/run: installs missing packages and builds presets. Needs bash.

readonly packages_build=(g++ cmake ninja-build lld pkg-config qt6-base-dev qt6-svg-dev qt6-l10n-tools qt6-translations-l10n
    libgl-dev libpcap-dev libmnl-dev liburing-dev libcap-ng-dev libseccomp-dev libcli11-dev
    libfmt-dev libpcre2-dev libssl-dev liblua5.4-dev zlib1g-dev libzstd-dev liblz4-dev fonts-inter fonts-jetbrains-mono)
readonly packages_faster=(clang-19) # without it, g++ builds the release, and takes longer
readonly packages_test=(clang-19 clang-format-19 libclang-rt-19-dev lintian dpkg-dev file iproute2 iputils-ping tcpdump tshark
    qemu-system-x86 ipxe-qemu vde2 openvpn polkitd pkexec dbus libcap2-bin xvfb openbox xdotool x11-utils imagemagick poppler-utils procps
    openssh-server openssh-client util-linux python3 strace gzip zstd lz4)
readonly packages_packaging=(dpkg-dev file)
readonly packages_bsd=(npm) # if npm is not installed from another source
readonly packages_tidy=(clang-tidy-19)
readonly packages_coverage=(llvm-19)

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

# want_packages NAME…: the same for those of the packages that this release of Debian has.
want_packages() {
    local known=() package
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then known+=("$package"); fi
    done
    ((${#known[@]} == 0)) || need_packages "${known[@]}"
}

# show_progress NAME: reads ninja's output, and prints the progress and the estimated remaining time.
show_progress() {
    local line step=0 percent left start=$SECONDS
    while IFS= read -r line; do
        # Ninja also prints steps before the first one: "[0/2] Re-checking globbed directories".
        [[ $line =~ ^\[([1-9][0-9]*)/([0-9]+)\] ]] || continue
        percent=$((100 * BASH_REMATCH[1] / BASH_REMATCH[2]))
        left=$(((SECONDS - start) * (BASH_REMATCH[2] - BASH_REMATCH[1]) / BASH_REMATCH[1]))
        left="about $((left / 60)) min $((left % 60)) s left"
        if [[ -t 1 ]]; then
            printf '\r\033[KBuilding %s: %d of %d, %s' "$1" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "$left"
        elif ((percent >= step + 20)); then
            step=$percent
            echo "Building $1: $percent %, $left"
        fi
    done
    if [[ -t 1 ]]; then printf '\r\033[K'; fi
}

# build_errors PRESET: what the compiler, the linker and CMake complained about in the last build.
build_errors() { grep -nE -A4 '(^|[^a-z_])error:|^FAILED:|CMake Error|fatal:|undefined (reference|symbol)|Killed|No space left' "build/$1.log"; }

# build PRESET [TARGET…]: configures and builds; shows the progress, and errors if there are any.
build() {
    local preset=$1
    shift
    mkdir -p build
    local log=build/$preset.log targets=()
    (($#)) && targets=(--target "$@")
    echo "Building $preset …"
    # Presets that name no compiler are built by g++, except for the release: clang takes three quarters of g++'s time.
    local compiler=${CXX:-c++}
    if [[ $preset == release && -z ${CXX:-} ]] && command -v clang++-19 >/dev/null; then compiler=clang++-19; fi
    if ! { CXX=$compiler cmake --preset "$preset" && cmake --build --preset "$preset" "${targets[@]}"; } 2>&1 | tee "$log" |
        show_progress "$preset"; then
        build_errors "$preset" | head -60 >&2
        fail "the build failed; all of it is in $log"
    fi
}
