#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches the schemas of CycloneDX, and of the SPDX licence list that they use, from the npm registry into FOLDER, checks their bytes, and leaves
# them alone where they are there already. They are under the Apache License 2.0 and become part of the program (src/artifacts/schemas/); cmake
# runs this when it configures.
#
#   sh tools/fetch_schemas.sh [FOLDER]      (default: build/schemas in the project)
set -eu

package="@cyclonedx/cyclonedx-library@10.3.0"
folder=${1:-$(dirname "$0")/../build/schemas}

check() {
  (cd "$1" && sha256sum --check --status) <<'EOF'
51d3ee4b801c467e4356fb132235511c7bf0955e56e11f523f2a21e3b84a49c0  bom-1.0.SNAPSHOT.xsd
ee364e9e479c7419e9bbe815b0e9e4394b3a50ee9aaa9ea3a98e249b91ddf394  bom-1.1.SNAPSHOT.xsd
a983e820273df58aa32b58d8ad14e41bf58820f13c4ef6198ca889c9c3db3676  bom-1.2-strict.SNAPSHOT.schema.json
2dedfe93b1f3224aade99965618d608f0447302c55b0e44f15d7b263f4dee469  bom-1.2.SNAPSHOT.schema.json
19ea9c10255d817b8b9e340780138b63c610d75b6e9822256ffa5e0b2c8259ec  bom-1.2.SNAPSHOT.xsd
474a65302b85085a2f7a03e3b28f65c765d459c5ed8353af1cc9ced3fcc2ed22  bom-1.3-strict.SNAPSHOT.schema.json
e86f389e93fbb770a70126a762680f8c219e17d030b9ecf89f5660630a98f8f3  bom-1.3.SNAPSHOT.schema.json
7e574681a2531e7dcd290e28dbbfc2b8c730174667a931a273c4efdd52c5ab35  bom-1.3.SNAPSHOT.xsd
0993dee0b506658c9fed2be6a871261f08911719feba28c51f62bda8dd830576  bom-1.4.SNAPSHOT.schema.json
a25a11dd49da5e36a4fc9a96e09937deff7e870e3f639570c83b762a2881cb09  bom-1.4.SNAPSHOT.xsd
7e88444a06e0924f13dc3833cda313872c772763b47a4e1ac55e77992b8f0a44  bom-1.5.SNAPSHOT.schema.json
4f7ee87e285cca65d0c2b545bcc83b3f8f0823f1d70de1707120449216267b55  bom-1.5.SNAPSHOT.xsd
83821ba49aa366ad1f1d16c34837d05edd010f036f652e310db1c77d57b37c58  bom-1.6.SNAPSHOT.schema.json
e349a15bc25b09addc5130989f6637f061ce27b3cd2d4d6c7c039603bd134bce  bom-1.6.SNAPSHOT.xsd
dd7942f6a2e93bc3305da220e61a7931cc536fd10ee5fa063809055c6c1c2ffb  bom-1.7.SNAPSHOT.schema.json
cd4042903319ccfd3afb6e2377e0f22ed318c71e48d8cc38220d340a3593bb22  bom-1.7.SNAPSHOT.xsd
027b059a729a06d591bac79a584ef04f83fc32d91a826fdba6ad3c98a10e5b44  cryptography-defs.SNAPSHOT.schema.json
8bae002c25e723db7ee1f26afde680ae1a2b1a8f6b4b4b0fd65dc3becb090aae  jsf-0.82.SNAPSHOT.schema.json
4b345e2329f209f34e960ae2a8e7cb46a166907e6a45e94978565925dc47b359  spdx.SNAPSHOT.schema.json
cce0672755fac029279801a0244112345e493ec6e6e1b91f496c286753c11ef4  spdx.SNAPSHOT.xsd
EOF
}

if [ -d "$folder" ] && check "$folder" 2>/dev/null; then
  echo "The schemas are in $folder"
  exit 0
fi
command -v npm >/dev/null || { echo "fetch_schemas.sh: npm is needed (Debian: apt-get install npm)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Only the archive: nothing of it is run.
(cd "$work" && timeout 120 npm pack --silent --ignore-scripts --fetch-retries=1 --fetch-timeout=30000 "$package" >/dev/null 2>&1 &&
  tar -xzf ./*.tgz package/res/schema package/LICENSE) || { echo "fetch_schemas.sh: $package could not be fetched" >&2; exit 1; }
check "$work/package/res/schema" || { echo "fetch_schemas.sh: $package holds other bytes than expected; nothing was kept" >&2; exit 1; }
mkdir -p "$folder"
cp "$work"/package/res/schema/*.json "$work"/package/res/schema/*.xsd "$work/package/LICENSE" "$folder/"
echo "The schemas are in $folder"
