#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the samples again: sh make.sh, with pandoc, LibreOffice, bsdtar, poppler-utils and python3. Each of them writes what people's files look
# like, hence every run gives other bytes; formats_test.cc only asks for the sentences. What a sample must hold: README.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work"

cp "$here/sample.md" "$here/sample.csv" .
office() { soffice --headless ${3:+--infilter="$3"} --convert-to "$1" "$2" >/dev/null 2>&1; }
pandoc sample.md -o sample.docx
pandoc sample.md -o sample.odt
pandoc sample.md -t rst -o sample.rst
pandoc sample.md -t plain | sed '1a ---------------------------' >sample.txt
pandoc sample.md -t docbook -s -o sample.xml
pandoc sample.md -t html -s --metadata title=Sample -V document-css=false -o sample.html
office rtf sample.odt
office doc sample.odt
office pdf sample.odt
for ending in xlsx ods xls; do office "$ending" sample.csv CSV:44,34,76,1; done
sed 's/^| Role/# Who does it\n\n&/' sample.md >slides.md
pandoc slides.md --slide-level=1 -o sample.pptx
for ending in odp ppt; do office "$ending" sample.pptx; done
# LibreOffice adds a picture of half a megabyte that no option leaves out: only the streams with text are kept, in a file of the same kind.
python3 - <<'PYTHON'
import pathlib, struct
bytes_ = pathlib.Path("sample.ppt").read_bytes()
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
sector = lambda number: bytes_[(number + 1) * 512 : (number + 2) * 512]
fat = [entry for number in struct.unpack_from("<109I", bytes_, 76) if number < FAT for entry in struct.unpack("<128I", sector(number))]
def chain(number):
    out = b""
    while number < FAT:
        out, number = out + sector(number), fat[number]
    return out
folder = chain(struct.unpack_from("<I", bytes_, 48)[0])
entries = {}
for at in range(0, len(folder), 128):
    name = folder[at : at + 64].decode("utf-16-le")[: max(0, folder[at + 64] // 2 - 1)]
    entries[name] = struct.unpack_from("<II", folder, at + 116)
small = chain(struct.unpack_from("<I", bytes_, 60)[0])
small = struct.unpack(f"<{len(small) // 4}I", small)
root = chain(entries["Root Entry"][0])
streams = {}
for name in ("Current User", "PowerPoint Document"):
    start, size = entries[name]
    if size >= 4096:
        streams[name] = chain(start)[:size]
        continue
    out = b""
    while start < FAT:
        out, start = out + root[start * 64 : start * 64 + 64], small[start]
    streams[name] = out[:size]
# Header, sector 0: FAT, 1: folder, 2: FAT of small streams, 3: small streams, from 4: the rest.
user, document = streams["Current User"], streams["PowerPoint Document"]
count = -(-len(document) // 512)
table = [FAT, END, END, END] + [5 + i for i in range(count - 1)] + [END]
def entry(name, kind, left, right, child, start, size):
    text = name.encode("utf-16-le")
    return (text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2 if text else 0, kind, 1, left, right, child) + bytes(36) +
            struct.pack("<IQ", start, size))
header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x3I", 62, 3, 0xFFFE, 9, 6, 0, 1, 1) +
          struct.pack("<I", 0) + struct.pack("<5I", 4096, 2, 1, END, 0) + struct.pack("<109I", 0, *[FREE] * 108))
out = header + struct.pack("<128I", *(table + [FREE] * (128 - len(table))))
out += entry("Root Entry", 5, FREE, FREE, 1, 3, 64) + entry("Current User", 2, FREE, 2, FREE, 0, len(user))
out += entry("PowerPoint Document", 2, FREE, FREE, FREE, 4, len(document)) + entry("", 0, FREE, FREE, FREE, 0, 0)
out += struct.pack("<128I", END, *[FREE] * 127) + user.ljust(512, b"\0") + document.ljust(count * 512, b"\0")
assert len(header) == 512 and len(user) <= 64 and count + 4 <= 128
pathlib.Path("sample.ppt").write_bytes(out)
PYTHON

mkdir mail && python3 - <<'PYTHON'
import email.message, email.policy, pathlib
text = pathlib.Path("sample.md").read_text(encoding="utf-8")
beginning, end = text.split("| Role", 1)
mail = email.message.EmailMessage(policy=email.policy.SMTP.clone(cte_type="7bit"))
mail["From"] = "PSIRT <psirt@example.org>"
mail["To"] = "customers@example.org"
mail["Date"] = "Sun, 01 Mar 2026 09:00:00 +0000"
mail["Message-ID"] = "<1@example.org>"
mail["Subject"] = "Handling of vulnerabilities"
mail.set_content(beginning.split("\n", 2)[2])
mail.add_attachment(("| Role" + end).encode("utf-8"), maintype="text", subtype="markdown", filename="duties.md")
pathlib.Path("sample.eml").write_bytes(mail.as_bytes())
PYTHON

mkdir -p members/duties && python3 - <<'PYTHON'
import pathlib
beginning, end = pathlib.Path("sample.md").read_text(encoding="utf-8").split("| Role", 1)
pathlib.Path("members/handling.md").write_text(beginning, encoding="utf-8")
pathlib.Path("members/duties/duties.md").write_text("| Role" + end, encoding="utf-8")
PYTHON
for ending in zip 7z tar.gz; do bsdtar -a -cf "sample.$ending" -C members handling.md duties; done
gzip -9 -n <sample.md >sample.md.gz

# A scan: the page as a picture.
pdftocairo -png -gray -r 110 -singlefile -x 60 -y 60 -W 800 -H 420 sample.pdf sample
for file in sample.*; do
  case $file in sample.md | sample.csv) ;; *) cp "$file" "$here/" ;; esac
done
