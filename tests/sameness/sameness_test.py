#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same document in another format gets the same verdicts.

    sameness_test.py PROGRAM [--sample FILE] [--formats NAME,...] [--work DIR] [--details]

The Markdown and reStructuredText documents of corpus/develop/documents in $CROSSWALK_SHARED (or in a folder "shared" beside the checkout)
are turned into other formats with pandoc and LibreOffice, each keeping its name, and reviewed. A cell is a document and a constraint that is
not not_found in at least one of the two formats; only the verdicts of each document alone count. In every format 98 % of the cells must be
equal to those of the original, and no more than 3 % of the cells that are met in the original may be no longer met.

What the converter dropped does not count: a cell that differs is left out where a passage that carries the verdict of the original has a
word that is nowhere in the converted file, read by another program (pdftotext; the XML of an office file or the HTML without its
tags). How many were left out is printed.

--sample takes a file with one document name per line. --details prints every cell that differs. --work keeps the files in DIR.
Ends with 77 (skipped) where the documents or a tool are missing.
"""
import argparse
import collections
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = pathlib.Path(os.environ.get("CROSSWALK_SHARED", ROOT.parent / "shared"))
FIXED = ("--as-of", "2026-01-01")
EQUAL, LOST = 0.98, 0.03

# Pictures are not there, and must not be fetched: their descriptions stand for them.
NO_PICTURES = "function Image(element) return element.caption end\n"


def run(command, **more):
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, check=False, **more)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


class Converter:
    """Makes folders of converted documents, one per format, each at most once."""

    def __init__(self, sources, work):
        self.sources, self.work, self.made = sources, work, {}
        self.filter = work / "no-pictures.lua"
        self.filter.write_text(NO_PICTURES, encoding="utf-8")

    def folder(self, name):
        if name not in self.made:
            path = self.work / name / "documents"
            path.mkdir(parents=True)
            getattr(self, name)(path)
            missing = {source.stem for source in self.sources} - {path.stem for path in path.iterdir()}
            if missing:
                raise SystemExit(f"{name}: not converted: {', '.join(sorted(missing))}")
            self.made[name] = path
        return self.made[name]

    def pandoc(self, to, folder, *options):
        for source in self.sources:
            reader = "rst" if source.suffix == ".rst" else "gfm"
            code, _, errors = run(["pandoc", "--from", reader, "--to", to, "--standalone", "--lua-filter", self.filter, *options,
                                   "--output", folder / f"{source.stem}.{to.rstrip('5')}", source])
            if code != 0:
                raise SystemExit(f"pandoc: {source.name}: {errors}")

    def office(self, origin, to, folder):
        files = sorted(self.folder(origin).iterdir())
        code, output, errors = run(["soffice", f"-env:UserInstallation={(self.work / 'profile').as_uri()}", "--headless", "--norestore",
                                    "--convert-to", to, "--outdir", folder, *files], env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"})
        if code != 0:
            raise SystemExit(f"soffice: {output.decode('utf-8', 'replace')} {errors}")

    def two_column_reference(self):
        """The reference document of pandoc with its page in two columns, and in the sizes that go with them: columns of 3.35 inches."""
        path = self.work / "two-columns-reference.odt"
        origin = self.work / "reference.odt"
        origin.write_bytes(run(["pandoc", "--print-default-data-file", "reference.odt"])[1])
        columns = '<style:columns fo:column-count="2" fo:column-gap="0.3in"/>'
        with zipfile.ZipFile(origin) as archive, zipfile.ZipFile(path, "w") as changed:
            for entry in archive.infolist():
                content = archive.read(entry.filename)
                if entry.filename == "styles.xml":
                    content, count = re.subn(rb"(<style:page-layout-properties[^>]*>)", rb"\1" + columns.encode(), content)
                    for size, smaller in (("12pt", "9pt"), ("10pt", "8pt"), ("14pt", "11pt")):
                        content = content.replace(f'font-size="{size}"'.encode(), f'font-size="{smaller}"'.encode())
                    content = re.sub(rb'fo:margin-(left|right)="1in"', rb'fo:margin-\1="0.75in"', content)
                    if count == 0:
                        raise SystemExit("the reference document of pandoc has no page layout")
                changed.writestr(entry, content)
        return path

    def docx(self, folder):
        self.pandoc("docx", folder)

    def odt(self, folder):
        self.pandoc("odt", folder)

    def html(self, folder):
        self.pandoc("html5", folder)

    def pdf(self, folder):
        self.office("docx", "pdf", folder)

    def odt_two_columns(self, folder):
        self.pandoc("odt", folder, "--reference-doc", self.two_column_reference())

    def pdf_two_columns(self, folder):
        self.office("odt_two_columns", "pdf", folder)

    def office_docx(self, folder):
        self.office("odt", "docx", folder)

    def office_odt(self, folder):
        self.office("docx", "odt", folder)

    def office_html(self, folder):
        self.office("odt", "html", folder)


ORDINARY = ("docx", "odt", "html", "pdf", "pdf_two_columns")
ALL = ORDINARY + ("office_docx", "office_odt", "office_html")


def squeezed(text):
    """Letters and digits only, in small letters, so that neither hyphenation nor columns part a word."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def plain_text(path):
    """All text of a converted file, read without the program under test."""
    if path.suffix == ".pdf":
        # By its own order of reading and by that of the file, in which the parts of a word follow each other also in narrow cells.
        return " ".join(run(["pdftotext", *option, path, "-"])[1].decode("utf-8", "replace") for option in ([], ["-raw"]))
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8", errors="replace")))
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        # A tag parts no word: an office file cuts words wherever a format begins.
        return "".join(html.unescape(re.sub(r"<[^>]*>", "", archive.read(name).decode("utf-8", "replace"))) for name in parts)


def words(quote):
    """The words of a passage without the addresses behind links, which are no text in other formats."""
    quote = re.sub(r"\]\([^)]*\)|<[^>]*>", "] ", quote)
    return [squeezed(word) for word in re.findall(r"\w+", quote)]


def review(program, folder):
    """{stem: {constraint: finding}} of each document alone."""
    code, output, errors = run([program, "review", "--format", "json", "--no-cache", "--quiet", *FIXED, folder])
    if code not in (0, 1, 4):
        raise SystemExit(f"review of {folder.parent.name} ended with {code}: {errors}")
    documents = {}
    for document in json.loads(output)["documents"]:
        if document["status"] != "read":
            print(f"  {folder.parent.name}: {document['path']} is {document['status']} {document['reason']}: {document['detail']}")
        documents[pathlib.PurePath(document["path"]).stem] = document["constraints"]
    return documents


def carries(finding):
    return [entry["quote"] for entry in finding["evidence"] if entry["verdict"] == finding["verdict"]]


def compare(name, original, converted, folder, details):
    """Prints the figures of a format and says whether they hold."""
    count = collections.Counter()
    for path in sorted(folder.iterdir()):
        before, after = original[path.stem], converted.get(path.stem, {})
        text = None
        for constraint in sorted(set(before) | set(after)):
            verdicts = [side[constraint]["verdict"] if constraint in side else "not_found" for side in (before, after)]
            if verdicts == ["not_found", "not_found"]:
                continue
            if verdicts[0] != verdicts[1] and verdicts[0] != "not_found":
                text = text if text is not None else squeezed(plain_text(path))
                gone = {word for quote in carries(before[constraint]) for word in words(quote) if word not in text}
                if gone:
                    count["dropped"] += 1
                    if details:
                        print(f"  {name}: {path.stem} {constraint}: left out, as the converter dropped: {' '.join(sorted(gone))}")
                    continue
            count["cells"] += 1
            count["equal"] += verdicts[0] == verdicts[1]
            count["met"] += verdicts[0] == "met"
            count["lost"] += verdicts[0] == "met" and verdicts[1] != "met"
            if details and verdicts[0] != verdicts[1]:
                print(f"  {name}: {path.stem} {constraint}: {verdicts[0]} -> {verdicts[1]}")
                for side, mark in ((before, "-"), (after, "+")):
                    for entry in side.get(constraint, {"evidence": []})["evidence"]:
                        print(f"      {mark} {entry['verdict']} {entry['reason']} {entry['expression']} [{entry['owner']}]: {entry['quote']!r}")
    cells, met = max(count["cells"], 1), max(count["met"], 1)
    fine = count["cells"] > 0 and count["equal"] / cells >= EQUAL and count["lost"] / met <= LOST
    print(f"{name}: {count['cells']} cells, {count['equal']} equal ({100 * count['equal'] / cells:.1f} %), {count['lost']} of {count['met']} met lost "
          f"({100 * count['lost'] / met:.1f} %), {count['dropped']} left out{'' if fine else '  <- too few'}")
    return fine


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program", type=pathlib.Path)
    options.add_argument("--sample", type=pathlib.Path)
    options.add_argument("--formats", default=None)
    options.add_argument("--work", type=pathlib.Path)
    options.add_argument("--details", action="store_true")
    options = options.parse_args()

    documents = SHARED / "corpus/develop/documents"
    if not documents.is_dir():
        print("skipped: no labelled documents; set CROSSWALK_SHARED")
        return 77
    for tool in ("pandoc", "soffice", "pdftotext"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed (sh tools/install_dependencies.sh test)")
            return 77

    sources = sorted(path for path in documents.iterdir() if path.suffix in (".md", ".rst"))
    formats = ALL
    if options.sample:
        names = [line for line in options.sample.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
        sources = [documents / name for name in names]
        formats = ORDINARY
    if options.formats:
        formats = options.formats.split(",")

    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or pathlib.Path(temporary)).resolve()
        originals = work / "original" / "documents"
        originals.mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copyfile(source, originals / source.name)
        original = review(options.program, originals)
        converter = Converter(sources, work)
        fine = True
        for name in formats:
            folder = converter.folder(name)
            fine = compare(name, original, review(options.program, folder), folder, options.details) and fine
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
