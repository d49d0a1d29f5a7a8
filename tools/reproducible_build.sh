#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the packages of the commit checked out here twice, in folders of different names and depth and without ccache, and compares every byte:
#
#   sh tools/reproducible_build.sh FOLDER
#
# FOLDER takes the two trees and can be deleted afterwards.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:?a folder for the two builds is wanted}"
folder=$(cd "$1" && pwd)
# What ccache gives back was compiled in another folder: the comparison would prove nothing.
export CCACHE_DISABLE=1

for tree in first second/somewhere/else; do
  rm -rf "${folder:?}/$tree"
  mkdir -p "$folder/$tree"
  git clone -q --no-hardlinks "$source" "$folder/$tree/crosswalk"
  echo "Building in $folder/$tree"
  sh "$folder/$tree/crosswalk/tools/make_packages.sh" >"$folder/build.log" || { cat "$folder/build.log" >&2; exit 1; }
done

one=$folder/first/crosswalk/build/packages
other=$folder/second/somewhere/else/crosswalk/build/packages
[ "$(ls "$one")" = "$(ls "$other")" ] || { echo "not the same files" >&2; exit 1; }
result=0
for file in "$one"/*; do
  if cmp -s "$file" "$other/$(basename "$file")"; then
    echo "same bytes: $(basename "$file")"
  else
    echo "DIFFERENT:  $(basename "$file")"
    result=1
  fi
done
# What is the same in both could still hold a path of this machine.
if strings "$folder"/first/crosswalk/build/package/bin/crosswalk* | grep -F "$folder"; then
  echo "the programs hold a path of the folder that they were built in"
  result=1
fi
exit "$result"
