#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what building and testing need, builds the dev preset, and runs all checks and tests.
# The last line of the output says whether all is well; so does the exit code.
set -u
cd "$(dirname "$0")/.."

sh tools/install_dependencies.sh test || exit
cmake --preset dev >/dev/null || exit
echo "Building (some minutes the first time)"
cmake --build --preset dev -- --quiet || exit

failed=0
echo "Reading the code with clang-tidy"
sh tools/run_clang_tidy.sh || failed=1

# Among the tests are the checks of tests/CMakeLists.txt: layers, headers, docstrings, format, licences, documents.
echo "Running the tests"
output=build/dev/ctest-output.txt
ctest --preset dev --parallel "$(nproc)" >"$output" 2>&1
result=$?
# One line per test is of use only where something is to be said about it.
grep -vE ' Test +#[0-9]+: .* Passed |^ *Start +[0-9]+: |^Test project |^ *$' "$output"

summary=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests\{0,1\} failed out of \([0-9]*\)$/\1 \2/p' "$output")
[ -n "$summary" ] || { echo "ctest could not run"; exit 1; }
skipped=$(grep -c '(Skipped)$' "$output")
echo "$((${summary#* } - ${summary% *} - skipped)) passed, $((${summary% *} + failed)) failed, $skipped skipped for want of data that is not part of the project"
[ "$result" = 0 ] && [ "$failed" = 0 ]
