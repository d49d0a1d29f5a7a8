#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Proves the two commands of README.md in a Debian 12 that holds nothing but its base packages: as root, with debootstrap,
#
#   sh tools/clean_root_test.sh FOLDER [try|test]...      (nothing named: both, each in a root of its own)
#
# FOLDER takes the roots (some GB) and can be deleted afterwards. The roots use the package mirror and the settings of apt of this
# machine; nothing of them enters the project. What is tested is the commit checked out here, without changes that are not committed.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?a folder for the roots is wanted}
shift
[ $# -gt 0 ] || set -- try test
[ "$(id -u)" = 0 ] || { echo "clean_root_test.sh: only root can make roots" >&2; exit 1; }
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

sources() {
  apt-get indextargets --format "deb \$(SITE) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' |
    grep -E ' bookworm(-updates|-security)? ' | sort -u
}
mirror=$(sources | awk '$3 == "bookworm" {print $2; exit}')
[ -n "$mirror" ] || { echo "clean_root_test.sh: apt of this machine knows no mirror of bookworm" >&2; exit 1; }

if [ ! -f "$folder/base.tar" ]; then
  rm -rf "$folder/base"
  debootstrap --variant=minbase bookworm "$folder/base" "$mirror" >"$folder/debootstrap.log"
  tar -C "$folder/base" -cf "$folder/base.tar.part" .
  mv "$folder/base.tar.part" "$folder/base.tar"
  rm -rf "$folder/base"
fi

root=""
leave() {
  [ -n "$root" ] || return 0
  umount -l "$root/proc" "$root/dev" 2>/dev/null || true
}
trap leave EXIT
trap 'exit 130' INT TERM

result=0
for command in "$@"; do
  root="$folder/$command"
  leave
  rm -rf --one-file-system "$root"
  mkdir "$root"
  tar -C "$root" -xf "$folder/base.tar"
  sources >"$root/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?|Check-)' >"$root/etc/apt/apt.conf.d/99test" || true
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  git clone -q --no-hardlinks "$source" "$root/crosswalk"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --make-rslave "$root/dev"
  begin=$(date +%s)
  # No terminal, and nothing of this machine's environment; the processor time comes last among the errors.
  if env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$root" sh -c "cd /crosswalk && sh tools/$command.sh; result=\$?; times >&2; exit \$result" \
    </dev/null >"$folder/$command.log" 2>"$folder/$command.errors"; then
    outcome=passed
  else
    outcome="failed with $?"
    result=1
  fi
  tail -n 5 "$folder/$command.log"
  # The last line of 'times': user and system time of all that it started.
  echo "sh tools/$command.sh: $outcome after $(($(date +%s) - begin)) seconds, processor time $(tail -n 1 "$folder/$command.errors");"
  echo "its output is in $folder/$command.log and $folder/$command.errors"
  leave
done
exit "$result"
