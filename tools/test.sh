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

echo "Reading the code with clang-tidy"
tidy=passed
sh tools/run_clang_tidy.sh || tidy=failed

# The scripts of tests/CMakeLists.txt (layers, headers, format, documents) are tests of this run too.
output=build/dev/ctest-output.txt
ctest --preset dev --parallel "$(nproc)" --progress >"$output" 2>&1
tests=$?
# One line per test is of use only where something went wrong.
grep -vE '^ *[0-9]+/[0-9]+ Test +#.* Passed|^\[[0-9]+/[0-9]+\]|^ +Start +[0-9]+:|^$' "$output"
if [ "$tidy" = failed ]; then
  echo "0 tests beside clang-tidy are concerned: clang-tidy failed, see above"
  exit 1
fi
exit "$tests"
