#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The story of one vulnerability, from a researcher's mail to the closed case. docs/disclosure-story.md tells it.
# Usage: story.sh CROSSWALK FOLDER: the program's path, and a new folder, into which the workspace is copied. Needs gpg and gpgv.
# Every moment is fixed. FOLDER/transcript.txt has what the steps print, without what no two runs have in common: hashes and the key.
set -u
export LC_ALL=C.UTF-8 TZ=UTC
unset COLUMNS

program=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder" && cp -R "$here/workspace" "$here/documents" "$folder" && cd "$folder" || exit 3
transcript=$(pwd)/transcript.txt
export XDG_CACHE_HOME="$(pwd)/cache"
cd workspace || exit 3
: >"$transcript"

crosswalk() { "$program" "$@"; }

# What is random: hashes over salts and signatures, and the key.
steady() { sed -E -e 's/[0-9a-fA-F]{64}/HASH/g' -e 's/[0-9A-F]{40}/KEY/g'; }

chapter() { printf '\n\n== %s\n' "$1" >>"$transcript"; }

# Shows and runs the commands of standard input; the last one has to end with this code.
step() {
  wanted=$1
  text=$(cat)
  printf '\n$ %s\n' "$text" >>"$transcript"
  printed=$(eval "$text" 2>&1)
  code=$?
  [ -z "$printed" ] || printf '%s\n' "$printed" | steady >>"$transcript"
  [ "$code" = 0 ] || printf '[exit code %s]\n' "$code" >>"$transcript"
  if [ "$code" != "$wanted" ]; then
    printf 'exit code %s instead of %s:\n%s\n%s\n' "$code" "$wanted" "$text" "$printed" >&2
    exit 1
  fi
}

# Enters a release into crosswalk.yaml, as a person does with an editor.
release() {
  bill=
  [ ! -f "sbom/lysvik-pacs-$1.cdx.json" ] || bill=", sbom: \"sbom/lysvik-pacs-$1.cdx.json\""
  awk -v line="      - {version: \"$1\", supported: true, released: $2$bill}" '
    was && !/- \{version/ { print line; was = 0 } { print } /- \{version/ { was = 1 }' crosswalk.yaml >crosswalk.new
  mv crosswalk.new crosswalk.yaml
  printf '\n(crosswalk.yaml: version %s, released %s)\n' "$1" "$2" >>"$transcript"
}

# A key for this run alone, in a folder with a short name: agents listen in it.
GNUPGHOME=$(mktemp -d) || exit 3
export GNUPGHOME
trap 'gpgconf --kill gpg-agent; rm -rf "$GNUPGHOME"' EXIT
gpg --batch --quiet --no-options --pinentry-mode loopback --passphrase "" --quick-generate-key \
  "Kvitholm PSIRT <psirt@kvitholm.example>" ed25519 sign never || exit 3
key=$(gpg --batch --quiet --with-colons --list-keys 2>/dev/null | sed -n 's/^fpr:*\([0-9A-F]*\):.*/\1/p' | head -n 1)
sed -i "s|^  languages:|  key_fingerprint: \"$key\"\n&|" crosswalk.yaml

# Two people: who works on the case, and who answers for it. The text is expanded when a step runs.
Ingrid="Ingrid Moe <ingrid.moe@kvitholm.example>"
Tor="Tor Haugland <tor.haugland@kvitholm.example>"
export CROSSWALK_BY="$Ingrid"

chapter "Before the first report: policy and procedure"
step 0 <<'STEP'
crosswalk disclosure init --out drafts --as-of 2026-09-01
STEP

chapter "A mail comes in (Monday, 5 October 2026)"
step 1 <<'STEP'
crosswalk vuln import inbox/2026-10-05-report.eml
STEP
step 0 <<'STEP'
crosswalk vuln import inbox/2026-10-05-report.eml --source researcher \
  --yes --at 2026-10-05T09:20:00+02:00
STEP
step 0 <<'STEP'
crosswalk clock --as-of 2026-10-05T12:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "We have got it, our key" \
  --clock own-policy/acknowledge --how mail --sent "2026-10-06 09:40" \
  --to "Solveig Aasen <solveig@halden-lab.example>" \
  --at 2026-10-06T09:45:00+02:00
crosswalk disclosure notify V-2026-0001 --notice N1 \
  --delivered lists/receipt-finder.csv --at 2026-10-06T13:00:00+02:00
STEP

chapter "Is it one? (8 and 9 October)"
step 4 <<'STEP'
crosswalk clock --as-of 2026-10-10T09:00:00+02:00
STEP
step 1 <<'STEP'
crosswalk clock --as-of 2026-10-12
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage reviewed --outcome valid \
  --why "Reproduced on 4.2.0 and 4.1.5 with the file of the finder" \
  --credit "Solveig Aasen, Halden Lab" --at 2026-10-08T15:30:00+02:00
STEP

chapter "How bad is it? (9 October)"
step 1 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage analysed --dry-run \
  --why "Which facts are missing?"
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage analysed \
  --why "Vulnerability assessment VA-2026-015" --at 2026-10-09T14:10:00+02:00 \
  --title "Lysvik PACS: write beyond a buffer in the picture decoder" \
  --cve CVE-2026-90377 --component pkg:pypi/framestitch@3.1.4 \
  --set /description="The picture decoder framestitch writes beyond the \
buffer of a tile if the tile's header is larger than the image. Whoever can \
send images to the image server can end it, or make it show pixels of the \
study that was opened before." \
  --vector CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:H --vector-by own \
  --set /ratings/0/context="Any modality of the hospital's network may send \
without a login. Integrity is high: a wrong picture may lead to a wrong \
finding. Availability is high: no picture is shown while the server restarts." \
  --harm "Pixels of another study are shown and may be reported on; reading \
in an emergency waits for the image server." \
  --risk uncontrolled --set /clinical/reason="Serious harm, probability \
not negligible before a change (risk file RMF-42, R-31)." \
  --set /affected/0/versions="vers:generic/>=4.1.5|<=4.2.0" \
  --set /affected/0/status=affected \
  --event uncontrolled_risk=2026-10-09T14:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk cvss score CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:H
STEP

chapter "Who has to be told? (13 October)"
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --decide eu-mdr/serious-incident=no --decide gb-mdr/serious-incident=no \
  --decide us-cfr-803/thirty-day-report=no \
  --why "Nobody was harmed: complaints of 24 months were searched (REC-118)" \
  --at 2026-10-13T11:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --event field_action_decided=2026-10-13T11:00:00+02:00 \
  --event correction_begun=2026-10-13T11:00:00+02:00 \
  --decide eu-mdr/field-safety-corrective-action=yes \
  --decide gb-mdr/field-safety-corrective-action=yes \
  --why "The update reduces a risk to patients: FSCA-2026-02" \
  --at 2026-10-13T11:05:00+02:00
STEP
step 4 <<'STEP'
crosswalk clock --as-of 2026-10-13T12:00:00+02:00
STEP
step 1 <<'STEP'
crosswalk vuln audit --as-of 2026-10-31
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --decide us-cfr-806/correction-report=no \
  --why "Guidance of 2016, VII.B: no adverse event, customers told within 30 \
days, fixed within 60, member of an ISAO; record by 806.20 in FSCA-2026-02" \
  --at 2026-10-14T10:00:00+02:00
STEP

chapter "What customers can do until there is an update (14 to 19 October)"
step 1 <<'STEP'
crosswalk advisory build V-2026-0001 --out interim --kind notice \
  --as-of 2026-10-14T11:00:00+02:00
STEP
step 1 <<'STEP'
crosswalk advisory build V-2026-0001 --out interim --kind notice --final \
  --as-of 2026-10-14T11:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --resolution mitigation --tlp AMBER \
  --details "Allow the image server to be reached from known modalities only \
(hardening guide HG-42, 3.2). An update follows by 30 October." \
  --embargo 2026-11-05T09:00:00+01:00 \
  --why "Interim measure, tested in MT-42" --at 2026-10-14T15:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --approve --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --why "Notice may go to customers" --at 2026-10-15T09:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk advisory build V-2026-0001 --out interim --kind notice --final \
  --as-of 2026-10-15T09:30:00+02:00
STEP
step 0 <<'STEP'
crosswalk advisory build V-2026-0001 --out authority --kind regulators \
  --as-of 2026-10-15T09:30:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Report FSCA-2026-02" \
  --clock eu-mdr/field-safety-corrective-action --how portal \
  --document papers/FSCA-2026-02-report.md --sent "2026-10-15 10:20" \
  --to "Competent authority <vigilance@authority.example>" \
  --by "$Tor" --at 2026-10-15T10:25:00+02:00
crosswalk disclosure notify V-2026-0001 --notice N2 \
  --delivered lists/receipt-authority.csv --at 2026-10-15T14:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Field safety notice" \
  --clock eu-mdr/field-safety-notice --clock gb-mdr/field-safety-notice \
  --list lists/recipients.csv \
  --document papers/FSCA-2026-02-notice.md --at 2026-10-16T09:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Interim measure" \
  --clock us-fda-postmarket/customers-told --list lists/recipients.csv \
  --document interim/ki-sa-2026-0001-customer-notice.pdf \
  --at 2026-10-16T09:05:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Report FSCA-2026-02 (GB)" \
  --clock gb-mdr/field-safety-corrective-action --how portal \
  --document papers/FSCA-2026-02-report.md --sent "2026-10-16 09:10" \
  --to "MHRA <devices@mhra.example>" --by "$Tor" --at 2026-10-16T09:15:00+02:00
crosswalk disclosure notify V-2026-0001 --notice N5 \
  --delivered lists/receipt-mhra.csv --at 2026-10-16T10:30:00+02:00
STEP
step 1 <<'STEP'
crosswalk disclosure open --as-of 2026-10-16T09:30:00+02:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --notice N3 \
  --delivered lists/delivery-1.csv --at 2026-10-16T11:00:00+02:00
crosswalk disclosure notify V-2026-0001 --notice N4 \
  --delivered lists/delivery-1.csv --at 2026-10-16T11:00:00+02:00
STEP
step 1 <<'STEP'
crosswalk disclosure open --as-of 2026-10-16
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --notice N3 \
  --delivered lists/delivery-2.csv --at 2026-10-19T09:00:00+02:00
crosswalk disclosure notify V-2026-0001 --notice N4 \
  --delivered lists/delivery-2.csv --at 2026-10-19T09:00:00+02:00
STEP
step 0 <<'STEP'
crosswalk clock --as-of 2026-10-19T12:00:00+02:00
STEP

chapter "The update is out (28 to 30 October)"
release 4.2.1 2026-10-28
step 1 <<'STEP'
crosswalk vuln audit --db osv --as-of 2026-10-29
STEP
step 1 <<'STEP'
crosswalk review ../documents --workspace . --clause 4.1.7 --quotes none \
  --fail-on minor --as-of 2026-10-29
STEP
step 0 <<'STEP'
crosswalk vuln import osv/GHSA-8m3p-2r6h-5jqv.json \
  --aware "2026-10-29 09:00" --yes --at 2026-10-29T09:30:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0002 --outcome not_a_vulnerability \
  --set /outcome_reason="Lysvik PACS keeps the cache in memory and writes no \
entries to files: nothing can be read by another user." \
  --stage closed --why "Vulnerability assessment VA-2026-016" \
  --at 2026-10-29T15:00:00+01:00
crosswalk vuln edit V-2026-0002 --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --decide eu-mdr/serious-incident=no --decide gb-mdr/serious-incident=no \
  --why "Found in a database, and no vulnerability of ours" \
  --at 2026-10-29T15:05:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage addressed --resolution fix \
  --fixed "Lysvik PACS=4.2.1" \
  --details "Update to 4.2.1 from the customer portal, without cost. Until \
then allow the image server to be reached from known modalities only \
(hardening guide HG-42, section 3.2)." \
  --set /affected/0/versions="vers:generic/4.1.5|4.2.0" \
  --set /affected/-='{
    "product": "Lysvik PACS", "status": "not_affected",
    "versions": "vers:generic/4.0.9",
    "justification": "component_not_present"}' \
  --event measure_available=2026-10-28T10:00:00+01:00 \
  --why "Release record of 4.2.1, fix verified in STR-421" \
  --at 2026-10-30T10:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln list --as-of 2026-10-30T11:00:00+01:00
STEP

chapter "The advisory (2 to 5 November)"
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --tlp WHITE \
  --why "For everybody from 5 November" --at 2026-11-02T09:00:00+01:00
crosswalk vuln edit V-2026-0001 --approve --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --why "Read and agreed" --at 2026-11-02T14:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk advisory build V-2026-0001 --out out --final \
  --as-of 2026-11-02T15:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk csaf validate out/ki-sa-2026-0001.json
STEP
step 1 <<'STEP'
crosswalk advisory publish ../www --from out --yes \
  --at 2026-11-03T09:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk advisory build V-2026-0001 --out out --final \
  --as-of 2026-11-05T09:30:00+01:00 >/dev/null
crosswalk advisory publish ../www --from out --at 2026-11-05T10:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk advisory publish ../www --from out --yes \
  --at 2026-11-05T10:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk advisory check ../www --as-of 2026-11-05T10:05:00+01:00
STEP

chapter "Everybody is told (5 November)"
step 0 <<'STEP'
crosswalk vuln audit --db osv --provider ../www \
  --as-of 2026-11-05T10:30:00+01:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Update 4.2.1" \
  --clock us-fda-postmarket/risk-remediated --list lists/recipients.csv \
  --document out/ki-sa-2026-0001-customer-notice.pdf \
  --delivered lists/delivery-3.csv --at 2026-11-05T11:30:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage disclosed \
  --why "Published, and all customers told" --at 2026-11-05T12:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln audit --db osv --provider ../www --as-of 2026-11-05
STEP

chapter "A correction (12 to 16 November)"
release 4.1.6 2026-11-12
step 1 <<'STEP'
crosswalk vuln audit --db osv --provider ../www --as-of 2026-11-12
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --fixed "Lysvik PACS=4.1.6" \
  --details "Update to 4.2.1, or to 4.1.6 if you stay with 4.1, from the \
customer portal, without cost. Until then allow the image server to be \
reached from known modalities only (hardening guide HG-42, section 3.2)." \
  --why "4.1.6 has the fix, too (release record of 4.1.6)" \
  --at 2026-11-13T09:00:00+01:00
STEP
step 1 <<'STEP'
crosswalk advisory build V-2026-0001 --out out --final --kind csaf \
  --as-of 2026-11-16T09:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --approve --by "$Tor" \
  --role "Person responsible for regulatory compliance" \
  --why "Read and agreed" --at 2026-11-16T10:00:00+01:00
crosswalk advisory build V-2026-0001 --out out --final \
  --summary "Lysvik PACS 4.1.6 has the fix, too." \
  --as-of 2026-11-16T11:00:00+01:00 >/dev/null
crosswalk advisory publish ../www --from out --yes \
  --at 2026-11-16T12:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk disclosure notify V-2026-0001 --title "Update 4.1.6" \
  --list lists/recipients.csv --delivered lists/delivery-4.csv \
  --document out/ki-sa-2026-0001-customer-notice.pdf \
  --at 2026-11-16T14:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk advisory check ../www --as-of 2026-11-16T12:05:00+01:00 | tail -n 1
STEP

chapter "The case is closed (20 November)"
step 0 <<'STEP'
crosswalk vuln audit --db osv --provider ../www --as-of 2026-11-20
STEP
step 0 <<'STEP'
crosswalk vuln edit V-2026-0001 --stage closed \
  --why "All sites run 4.1.6 or 4.2.1 (customer portal)" \
  --at 2026-11-20T10:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk clock --all --as-of 2026-11-20T11:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk vuln verify
STEP
step 0 <<'STEP'
crosswalk vuln list --as-of 2026-11-20T11:00:00+01:00
STEP
step 0 <<'STEP'
crosswalk disclosure report --year 2026 --as-of 2026-12-31
STEP

chapter "What the auditor sees (1 December)"
step 0 <<'STEP'
cp ../www/.well-known/csaf/2026/ki-sa-2026-0001.json ../documents
STEP
step 0 <<'STEP'
crosswalk review ../documents --workspace . --clause 4.1.7 --quotes none \
  --fail-on minor --as-of 2026-12-01
STEP
step 0 <<'STEP'
crosswalk review ../documents --workspace . --clause 4.1.7 \
  --as-of 2026-12-01 --report detailed --quotes none |
  sed -n '/Audit defence/,/^Gaps/p'
STEP
