#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the three Debian packages, the tarball that runs from any folder, and their bill of materials:
#
#   sh tools/make_packages.sh [FOLDER]      (default: build/packages)
#
# The same commit gives the same bytes in any folder of the same system: the time in the packages is that of the last commit, or
# SOURCE_DATE_EPOCH, and the programs hold no path of this machine.
set -eu
cd "$(dirname "$0")/.."
mkdir -p "${1:-build/packages}"
folder=$(cd "${1:-build/packages}" && pwd)
sh tools/install_dependencies.sh package

: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

cmake --preset package >/dev/null
# It holds the time.
rm -f build/package/crosswalk.cdx.json
cmake --build --preset package -- --quiet
rm -f "$folder"/crosswalk*
(cd build/package && cpack -G DEB -B "$folder/cpack" >"$folder/cpack.log") || { cat "$folder/cpack.log" >&2; exit 1; }
mv "$folder"/cpack/*.deb "$folder/"
rm -rf "$folder/cpack" "$folder/cpack.log"

# The tarball: the same files below one folder, with the texts of the licences.
name=$(basename "$folder"/crosswalk_*.deb .deb)
version=${name#crosswalk_}
stem=crosswalk-${version%_*}-linux-$(uname -m)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cmake --install build/package --prefix "$stage/$stem" --strip >/dev/null
tar -C "$stage" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw --mtime="@$SOURCE_DATE_EPOCH" \
  -cf - "$stem" | gzip -9 -n >"$folder/$stem.tar.gz"
cp build/package/crosswalk.cdx.json "$folder/$stem.cdx.json"
(cd "$folder" && sha256sum crosswalk*)
