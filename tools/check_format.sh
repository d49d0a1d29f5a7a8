#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Compares the C++ files with .clang-format; with --fix, formats them. Version 14 is the one of Debian 12: others break lines elsewhere.
set -eu
cd "$(dirname "$0")/.."

format=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is not installed" >&2; exit 1; }
case $("$format" --version) in
  *"version 14."*) ;;
  *) echo "clang-format 14 is needed, and this is $("$format" --version)" >&2; exit 1 ;;
esac
if [ "${1:-}" = --fix ]; then how="-i"; else how="--dry-run --Werror"; fi
# shellcheck disable=SC2086
find src helpers bench tests \( -name '*.h' -o -name '*.cc' \) -print0 | sort -z | xargs -0 -n 16 -P "$(nproc)" "$format" $how
