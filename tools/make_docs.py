#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the pages of docs/ that repeat lists of the code; with --check, only says whether they are fresh."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by tools/make_docs.py; do not edit. -->\n"


def entries(path, *macros):
    """The arguments of each line MACRO(word, "text", ...) of a .def file."""
    found = []
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith(tuple(macro + "(" for macro in macros)):
            if line.strip() and not line.startswith(("//", "#")):
                sys.exit(f"{path}:{number}: neither a comment nor {macros[0]}(...)")
            continue
        inside = line[line.index("(") + 1:line.rindex(")")]
        word, _, rest = inside.partition(",")
        found.append([word.strip()] + [text.replace('\\"', '"') for text in re.findall(r'"((?:\\.|[^"\\])*)"', rest)])
    return found


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def errors_page():
    rows = [[f"`{name}`", text, advice] for name, text, advice in entries("src/base/error_codes.def", "CW_ERROR")]
    return (NOTE + "# What can go wrong\n\n"
            "The program's own bad news, as opposed to what it finds in documents. A code keeps its meaning for ever.\n\n" +
            table(["Code", "What it says", "What to do"], rows))


def formats_page():
    formats = [["pdf", "`.pdf`", "`application/pdf`"],
               ["image", "`.png` `.jpg` `.tif` `.bmp` `.gif` `.webp` `.pnm`", "`image/png` and so on"]]
    formats += [[name, " ".join(f"`{ending}`" for ending in endings.split()), f"`{media_type}`"]
                for name, media_type, endings in entries("src/extraction/formats.def", "CW_FORMAT", "CW_CONTAINER")]
    reports = [[f"`--format {name}`", f"`{ending}`", what] for name, ending, what in entries("src/reports/reports.def", "CW_REPORT")]
    return (NOTE + "# What is read and what is written\n\n## Documents\n\n"
            "What a file is, its content decides; the name helps only where the content does not. PDF files are read by a program of its "
            "own, `crosswalk-pdf`.\n\n"
            "Pages of PDF files that show something and hold no text, and pictures, are recognised by another one, `crosswalk-ocr`, with the\n"
            "English data of tesseract (Debian package `tesseract-ocr-eng`): the first 100 such pages of a file (`--ocr-pages N`; 0 recognises\n"
            "none), 10 seconds more for each. What comes of it is marked, with the mean confidence of the page: \"page 3, line 7 (OCR, confidence\n"
            "93 %)\"; a verdict that rests on a page below 70 % carries a caveat. A picture is a document only if there is enough clear text in it\n"
            "(a dozen words); photos, icons and charts stay what they are, no documents.\n\n"
            "Legacy Word and Excel files (`.doc`, `.xls`) are read through converters where these are installed: `antiword`, and `xls2csv` of the\n"
            "package `catdoc`. They are run in a sandbox that needs Landlock; without it, or without them, the files are named as not supported.\n"
            "Names of sheets, headers, footers and comments are not in what they give. Legacy PowerPoint files (`.ppt`) need no converter.\n\n"
            "Files that vouch for others and say nothing of their own are listed as no documents: lists of checksums as sha256sum writes them,\n"
            "OpenPGP signatures and public keys alone in their armor, and the manifest of a set of release documents. Where words stand beside\n"
            "them the file is a document.\n\n"
            "Other files are named in the report as not supported.\n\n" + table(["Format", "Usual names", "Media type"], formats) +
            "\n## Reports\n\n" + table(["Option", "Usual name", "What it is"], reports))


PAGES = {"docs/errors.md": errors_page, "docs/formats.md": formats_page}


def main():
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if sys.argv[1:] != ["--check"]:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"{name} is not what tools/make_docs.py writes; run it")
    if stale:
        sys.exit(1)
    if sys.argv[1:] == ["--check"]:
        print(f"{len(PAGES)} pages are fresh")


if __name__ == "__main__":
    main()
