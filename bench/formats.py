#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast each format is read, beside what a user would run instead, in one run.

    formats.py BENCH_REVIEW [--files N] [--kilobytes N] [--rounds N] [--formats NAME,...] [--pages N]

Made-up documents (the same ones every time) are turned into each format by pandoc and LibreOffice. All files of a format are then read by
one worker of the program (`bench_review --extract`, what a review does before it judges) and by the other program, turn by turn; the
shorter of the times of the rounds counts. pdftotext, pandoc, antiword, catdoc and tesseract are run once for each file, as a script would
run them; LibreOffice once for all. The last columns say how many times as long the other program takes. A tool that is missing is named
and its rows are left out.
"""
import argparse
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

WORDS = """account administrator advisory affected alert analysis approve assess audit authenticate backup certificate change check clause component
configure control credential critical customer data default deliver deploy describe device document encrypt event evidence export fix guide
harden health hospital identify impact incident install integrity issue label limit log maintain manage manufacturer medical monitor network
notify operate owner password patch patient plan policy port procedure process product protect provide record recover register regulator release
remote report require residual restore review risk role scope secure sensor service session severity software source standard state storage
support supplier system test threat timely tool trace train transfer update user validate vendor verify version vulnerability warn""".split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(7, 22))]
    return " ".join(words).capitalize() + "."


def markdown(rng, kilobytes):
    parts, size, number = [], 0, 0
    while size < kilobytes * 1000:
        number += 1
        block = [f"## {number} {sentence(rng)[:-1]}"]
        for _ in range(rng.randint(2, 4)):
            block.append(" ".join(sentence(rng) for _ in range(rng.randint(3, 7))))
        block.append("\n".join(f"- {sentence(rng)}" for _ in range(rng.randint(3, 6))))
        if number % 3 == 0:
            rows = [[rng.choice(WORDS), sentence(rng), str(rng.randint(1, 99))] for _ in range(rng.randint(4, 9))]
            block.append("\n".join(["| Part | Text | Number |", "|---|---|---|"] + ["| " + " | ".join(row) + " |" for row in rows]))
        parts.extend(block)
        size += sum(len(each) for each in block)
    return "# " + sentence(rng)[:-1] + "\n\n" + "\n\n".join(parts) + "\n"


def csv(rng, kilobytes):
    lines, size = ["part,text,number"], 0
    while size < kilobytes * 1000:
        lines.append(f'{rng.choice(WORDS)},"{sentence(rng)}",{rng.randint(1, 99)}')
        size += len(lines[-1])
    return "\n".join(lines) + "\n"


def run(command, **more):
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          check=False, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr.decode('utf-8', 'replace')}")


class Documents:
    """Folders of documents, one per format, each made at most once."""

    def __init__(self, work, count, kilobytes, pages):
        self.work, self.count, self.kilobytes, self.pages = work, count, kilobytes, pages

    def folder(self, name):
        path = self.work / name
        if not path.exists():
            path.mkdir()
            getattr(self, name)(path)
        return path

    def write(self, folder, ending, make):
        for number in range(self.count):
            (folder / f"{number:03}.{ending}").write_text(make(random.Random(number), self.kilobytes), encoding="utf-8")

    def pandoc(self, folder, to):
        for source in sorted(self.folder("md").iterdir()):
            run(["pandoc", "--from", "gfm", "--to", to, "--standalone", "--output", folder / f"{source.stem}.{to}", source])

    def office(self, folder, origin, to):
        run(soffice(self.work, to, folder, sorted(self.folder(origin).iterdir())))

    def md(self, folder):
        self.write(folder, "md", markdown)

    def csv(self, folder):
        self.write(folder, "csv", csv)

    def html(self, folder):
        self.pandoc(folder, "html")

    def rst(self, folder):
        self.pandoc(folder, "rst")

    def rtf(self, folder):
        self.pandoc(folder, "rtf")

    def docx(self, folder):
        self.pandoc(folder, "docx")

    def odt(self, folder):
        self.pandoc(folder, "odt")

    def pptx(self, folder):
        self.pandoc(folder, "pptx")

    def odp(self, folder):
        self.office(folder, "pptx", "odp")

    def xlsx(self, folder):
        self.office(folder, "csv", "xlsx")

    def ods(self, folder):
        self.office(folder, "csv", "ods")

    def pdf(self, folder):
        self.office(folder, "odt", "pdf")

    def doc(self, folder):
        self.office(folder, "docx", "doc")

    def xls(self, folder):
        self.office(folder, "xlsx", "xls")

    def png(self, folder):
        """Scanned pages, 200 dots an inch."""
        made = 0
        for source in sorted(self.folder("pdf").iterdir()):
            run(["pdftoppm", "-r", "200", "-gray", "-png", "-l", str(self.pages - made), source, folder / source.stem])
            made = len(list(folder.iterdir()))
            if made >= self.pages:
                return


def soffice(work, to, out, files):
    return ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to", to, "--outdir", out,
            *files]


# What reads a format instead: a command for one file, or for all.
def each(*command):
    return lambda work, files: [run([*command[:-1], file, *([] if command[-1] == "" else [command[-1]])]) for file in files]


def office_to(to):
    def read(work, files):
        with tempfile.TemporaryDirectory(dir=work) as out:
            run(soffice(work, to, out, files))
    return read


OTHERS = {
    "pdf": ("pdftotext", each("pdftotext", "-")), "md": ("pandoc", each("pandoc", "--to", "plain", "--from", "gfm", "")),
    "html": ("pandoc", each("pandoc", "--to", "plain", "")), "rst": ("pandoc", each("pandoc", "--to", "plain", "")),
    "rtf": ("pandoc", each("pandoc", "--to", "plain", "")), "docx": ("pandoc", each("pandoc", "--to", "plain", "")),
    "odt": ("pandoc", each("pandoc", "--to", "plain", "")), "csv": ("soffice", office_to("html")), "xlsx": ("soffice", office_to("csv")),
    "ods": ("soffice", office_to("csv")), "pptx": ("soffice", office_to("pdf")), "odp": ("soffice", office_to("pdf")),
    "doc": ("antiword", each("antiword", "")), "xls": ("xls2csv", each("xls2csv", "")), "png": ("tesseract", each("tesseract", "-")),
}


def timed(action):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    action()
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--kilobytes", type=int, default=40)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--formats", default=",".join(OTHERS))
    arguments = parser.parse_args()
    # Each process of tesseract takes all cores otherwise; ours takes one.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory(prefix="crosswalk-formats-") as place:
        work = pathlib.Path(place)
        documents = Documents(work, arguments.files, arguments.kilobytes, arguments.pages)
        print("| format | files | MB | files/s | MB/s | beside it | times its wall | times its processor |\n|---|---:|---:|---:|---:|---|---:|---:|")
        for name in arguments.formats.split(","):
            tool, read = OTHERS[name]
            if shutil.which(tool) is None:
                print(f"{tool} is not installed: {name} left out", file=sys.stderr)
                continue
            folder = documents.folder(name)
            files = sorted(folder.iterdir())
            size = sum(file.stat().st_size for file in files) / 1e6
            ours, theirs = [], []
            for _ in range(1 if name == "png" else arguments.rounds):
                ours.append(timed(lambda: run([arguments.program.resolve(), "--extract", folder, "--jobs", "1"])))
                theirs.append(timed(lambda: read(work, files)))
            best = [min(each[i] for each in times) for times in (ours, theirs) for i in (0, 1)]
            print(f"| {name} | {len(files)} | {size:.2f} | {len(files) / best[0]:.1f} | {size / best[0]:.2f} | {tool} | "
                  f"{best[2] / best[0]:.1f} | {best[3] / best[1]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
