#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what Crosswalk needs, builds it, and reviews the example: to the terminal, and to build/review.html.
set -eu
cd "$(dirname "$0")/.."

sh tools/install_dependencies.sh build
echo "Building (some minutes the first time)"
cmake --preset release -DBUILD_TESTING=OFF >/dev/null
cmake --build --preset release -- --quiet

# The review may find gaps, and leave things for a person to decide: that is its job, and here no failure.
review() {
  build/release/bin/crosswalk review examples/manufacturer --workspace examples/workspace --as-of 2026-11-01 \
    --fail-on none --allow-undecided "$@"
}
review
review --format html --out build/review.html
echo "The same for a browser: $(pwd)/build/review.html"
