#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy (.clang-tidy) over the files that are compiled into the programs, or over those named; it needs a configured
# build/dev. Tests and benchmarks are left out: they would double the time. As clang reads all of it, this is also the proof
# that clang accepts the code.
set -eu
cd "$(dirname "$0")/.."

tidy=$(command -v clang-tidy-14 || command -v clang-tidy) || { echo "clang-tidy is not installed" >&2; exit 1; }
[ -f build/dev/compile_commands.json ] || { echo "run 'cmake --preset dev' first" >&2; exit 1; }
if [ $# -eq 0 ]; then
  set -f
  # shellcheck disable=SC2046
  set -- $(find src helpers -name '*.cc' ! -name '*_test.cc' ! -name '*_bench.cc' ! -name '*_fuzz.cc' ! -name '*_test_main.cc' | sort)
fi
output=build/dev/clang-tidy.txt
status=0
printf '%s\n' "$@" | xargs -n 4 -P "$(nproc)" "$tidy" --quiet -p build/dev \
  --extra-arg=-Wno-unknown-warning-option >"$output" 2>&1 || status=1
# Warnings of g++ alone are unknown to clang. The counts of warnings in the headers of the system say nothing.
grep -vE '^[0-9]+ warnings?( and [0-9]+ errors?)? (generated|treated as errors?)' "$output" || true
[ "$status" = 0 ] && echo "clang-tidy has nothing to say about $# files"
exit "$status"
