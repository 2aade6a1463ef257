#!/usr/bin/env bash
# package_scene.sh FOLDER-OF-DEBS: installs the packages into a private copy of this system (an overlay whose
# upper layer is in memory), uses them, removes them, and prints the results. Run by package_test as root, in separate
# mount and network namespaces.
set -euo pipefail
debs=$(readlink -f "$1")

scene=$(mktemp -d)
mount -t tmpfs tapscope-scene "$scene"
mkdir "$scene"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$scene/upper,workdir=$scene/work" "$scene/root"
mount -t proc proc "$scene/root/proc"
mount --rbind /dev "$scene/root/dev"
mount -t tmpfs tmpfs "$scene/root/tmp"
cp "$debs"/*.deb "$scene/root/tmp/"
ip link set lo up

inside=(chroot "$scene/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
within() { "${inside[@]}" "$@"; }
helper_rights() { within stat -c '%U:%G %a' /usr/libexec/tapscope-helper; within getcap /usr/libexec/tapscope-helper; }
quietly() { "$@" >"$scene/log" 2>&1 || { cat "$scene/log"; return 1; }; }
# The upper layer has only what was changed in here; other tests may change files of the lower one at the same time.
traces() { find "$scene/upper" -iname '*tapscope*'; within getent group tapscope || true; }

echo "== before"
traces >"$scene/before"
echo "== installed"
quietly within dpkg --install --force-confold --no-triggers $(cd "$scene/root" && ls tmp/*.deb | sed 's,^,/,')
helper_rights
within tapscope-cli --version
within tapscope-cli plugins | awk '$1 ~ /^(decode-arp|inject-echo|export-pcapng|inspect-wireshark)$/ {print $1}' | sort
within env QT_QPA_PLATFORM=offscreen tapscope --version
echo "== the manual"
within ls /usr/share/man/man1/tapscope.1.gz /usr/share/man/man1/tapscope-cli.1.gz /usr/share/man/man8/tapscope-helper.8.gz
echo "== a device"
within tapscope-cli create scene0 --address 10.77.0.1/24 --up >/dev/null
within tapscope-cli devices | awk '$1 == "scene0" {print $1}'
within tapscope-cli destroy scene0
echo "== a plugin"
quietly within sh -c 'cd /tmp && tapscope-cli plugin new decoder scene && cmake -S decode-scene -B build -G Ninja && cmake --build build &&
    tapscope-cli plugin install build/decode-scene.so'
within tapscope-cli plugins | awk '$1 == "decode-scene" {print $1}'
echo "== the demo"
"${inside[@]}" QT_QPA_PLATFORM=offscreen tapscope --demo >"$scene/demo" 2>&1 & demo=$!
for _ in {1..300}; do # its host answers as soon as it runs
    kill -0 $demo && ping -c 1 -W 1 10.9.0.2 >/dev/null 2>&1 && echo "answers" && break
    sleep 0.1
done
kill $demo || true
wait $demo || cat "$scene/demo"
echo "== rights for the group"
quietly within sh -c 'echo tapscope tapscope/group-rights boolean true | debconf-set-selections && dpkg-reconfigure -f noninteractive tapscope'
helper_rights
echo "== rights taken back"
quietly within sh -c 'echo tapscope tapscope/group-rights boolean false | debconf-set-selections && dpkg-reconfigure -f noninteractive tapscope'
helper_rights
echo "== removed"
quietly within sh -c 'dpkg --no-triggers --purge tapscope-wireshark tapscope-dev tapscope'
traces | diff "$scene/before" - && echo "no trace"
