#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the packages of tools/make_packages.sh in a Debian 12 that holds nothing but its base packages, reviews the installed example, and
# compares it with the one of the unpacked tarball, and reads a file of every format with what the package recommends: as root, with debootstrap,
#
#   sh tools/package_test.sh FOLDER [PACKAGES]      (default: build/packages)
#
# FOLDER takes the root and can be deleted afterwards; a base.tar in it (as tools/clean_root_test.sh leaves it) is used.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
packages=$(cd "${2:-$source/build/packages}" && pwd)
mkdir -p "${1:?a folder for the root is wanted}"
folder=$(cd "$1" && pwd)
[ "$(id -u)" = 0 ] || { echo "package_test.sh: only root can make roots" >&2; exit 1; }

sources() {
  apt-get indextargets --format "deb \$(SITE) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' |
    grep -E ' bookworm(-updates|-security)? ' | sort -u
}
mirror=$(sources | awk '$3 == "bookworm" {print $2; exit}')
[ -n "$mirror" ] || { echo "package_test.sh: apt of this machine knows no mirror of bookworm" >&2; exit 1; }

root=$folder/package
leave() { umount -l "$root/proc" "$root/dev" 2>/dev/null || true; }
leave
rm -rf --one-file-system "$root"
if [ ! -f "$folder/base.tar" ]; then
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$folder/debootstrap.log"
  tar -C "$root" -cf "$folder/base.tar.part" .
  mv "$folder/base.tar.part" "$folder/base.tar"
else
  mkdir "$root"
  tar -C "$root" -xf "$folder/base.tar"
fi
trap leave EXIT
trap 'exit 130' INT TERM
sources >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(https?|Check-)' >"$root/etc/apt/apt.conf.d/99test" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir "$root/packages"
cp "$packages"/crosswalk* "$root/packages/"
cp -r "$source/src/extraction/testdata/samples" "$root/samples"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"

cat >"$root/packages/test.sh" <<'TEST'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get -q update >/dev/null
apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends /packages/crosswalk_*.deb >/packages/apt.log 2>&1 || { cat /packages/apt.log; exit 1; }
mkdir /elsewhere
tar -C /elsewhere -xzf /packages/*.tar.gz --strip-components=1
cd /usr/share/crosswalk/examples
review() {
  "$1" review manufacturer --workspace workspace --as-of 2026-11-01 --fail-on none --allow-undecided --quiet --format json
}
review crosswalk >/packages/installed.json
review /elsewhere/bin/crosswalk >/packages/tarball.json
cmp /packages/installed.json /packages/tarball.json
crosswalk diff /packages/installed.json /packages/tarball.json
grep -c '"status": "read"' /packages/installed.json
# The PDF reader was there: nothing says that it is not installed.
if grep -q 'crosswalk-pdf) is not installed' /packages/installed.json; then exit 1; fi
# A file of every format, which all say the same. Scans and legacy files need what the package recommends, and say so before.
lacking() { crosswalk extract "$1" 2>&1 | grep -c "$2"; }
lacking /samples/sample.doc 'install antiword'
lacking /samples/sample.xls 'install xls2csv'
apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends $(dpkg-query -W -f '${Recommends}' crosswalk | tr -d ,) >/packages/apt.log 2>&1 ||
  { cat /packages/apt.log; exit 1; }
for program in crosswalk /elsewhere/bin/crosswalk; do
  read=0
  for file in /samples/sample.*; do
    case $file in
      *.zip | *.7z | *.gz) told=$("$program" review "$file" --as-of 2026-11-01 --fail-on none --allow-undecided --quiet --format json) ;;
      *) told=$("$program" extract "$file") ;;
    esac
    case $told in
      *"customers of every vulnerability within 30 days"* | *'"status": "read"'*) read=$((read + 1)) ;;
      *) echo "$program does not read $file: $told"; exit 1 ;;
    esac
  done
  echo "$program reads $read formats"
done
# What connects to something is a package of its own.
[ ! -e /usr/bin/crosswalk-opinion ] && [ ! -e /usr/bin/crosswalk-fetch ]
apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends /packages/crosswalk-second-reader_*.deb /packages/crosswalk-fetch_*.deb >/packages/apt.log 2>&1 ||
  { cat /packages/apt.log; exit 1; }
crosswalk-opinion </dev/null && [ -e /usr/share/man/man1/crosswalk-opinion.1.gz ]
crosswalk-fetch </dev/null && [ -e /usr/share/man/man1/crosswalk-fetch.1.gz ]
# Each shell finds its completions, and man its pages.
[ -e /usr/share/bash-completion/completions/crosswalk ] && [ -e /usr/share/zsh/vendor-completions/_crosswalk ] &&
  [ -e /usr/share/fish/vendor_completions.d/crosswalk.fish ] && [ -e /usr/share/man/man1/crosswalk-review.1.gz ]
# As a user without rights, and after the package is gone, from the tarball alone.
setpriv --reuid 65534 --regid 65534 --clear-groups crosswalk clause show 4.1.7 >/dev/null
apt-get -q -o Dpkg::Use-Pty=0 remove -y crosswalk >/packages/apt.log 2>&1
[ ! -e /usr/share/crosswalk ] && [ ! -e /usr/bin/crosswalk-opinion ] && [ ! -e /usr/bin/crosswalk-fetch ]
/elsewhere/bin/crosswalk clause show 4.1.7 >/dev/null
TEST
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$root" sh /packages/test.sh </dev/null
echo "the packages install, review the example, and leave nothing behind"
