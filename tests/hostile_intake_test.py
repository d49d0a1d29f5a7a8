#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile files for `vuln import` and delivery lists, damaged registers, providers, regimes, templates: hostile_intake_test.py CROSSWALK [NAME...]

Each has to end in time, within its memory, with a code of the documentation and a message that names the place; nothing is added to the
register. With names of cases, each is taken in alone and its time shown; "all" are all of them.
"""
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import hostile_formats_test as formats  # noqa: E402

CROSSWALK = ""
# What one command may take: kilobytes of getrusage, and seconds on a machine with something else to do.
MEMORY = 2 << 20
SECONDS = 120
WORKSPACE = {
    "manufacturer": "Acme", "device": True, "markets": ["EU"],
    "products": [{"name": "Pump", "versions": [{"version": "1.0.0", "supported": True}]}],
    "disclosure": {"namespace": "https://example.org", "email": "psirt@example.org", "advisories_url": "https://example.org/.well-known/csaf",
                   "case_prefix": "V-", "advisory_prefix": "EX-SA-", "key_fingerprint": "A" * 40},
}
HEADER = "title,description,cve,aware,reporter\n"
ROW = "A hole,It is one,CVE-2026-1001,2026-09-01,Joe <j@example.org>\n"
COMMANDING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

# Each case gives the file's name, its bytes, and the codes that are right: 0 taken, 1 something in it is wrong, 2 no such kind of file, 3 not read.
CASES = {}


def case(name, *codes):
    def keep(function):
        CASES[name] = (function, set(codes))
        return function

    return keep


# --- tables -----------------------------------------------------------------------------------------------------------------


@case("columns.csv", 1, 3)
def _():
    """A million columns."""
    return ",".join(f"c{i}" for i in range(1_000_000)) + "\n" + "x," * 999_999 + "x\n"


@case("titles.csv", 1, 3)
def _():
    """The same column fifty thousand times."""
    return "title," * 50_000 + "title\n" + "x," * 50_000 + "x\n"


@case("rows.csv", 0, 1, 3)
def _():
    return HEADER + "".join(f"Hole {i},d,CVE-2026-{i + 10000},2026-09-01,Joe\n" for i in range(120_000))


@case("one-cell.csv", 0, 1, 3)
def _():
    return HEADER + "A hole,\"" + "x" * 30_000_000 + "\",CVE-2026-1,2026-09-01,Joe\n"


@case("no-end-of-quote.csv", 0, 1, 3)
def _():
    return HEADER + "A hole,\"" + "x\n" * 2_000_000


@case("numbers.csv", 1)
def _():
    return HEADER + "A hole,d,CVE-1e999-99999999999999999999,1e999,Joe\n" + "A hole,d,CVE-2026-1,99999999999999999999-99-99,Joe\n" \
        + "A hole,d,CVE-2026-2,0000-00-00,Joe\nA hole,d,CVE-2026-3,9999-12-31T23:59:60Z,Joe\n"


@case("serial-dates.xlsx", 1)
def _():
    cells = "".join(f'<c r="{column}1" t="inlineStr"><is><t>{name}</t></is></c>' for column, name in (("A", "title"), ("B", "aware")))
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t>Hole</t></is></c><c r="B{i}"><v>{value}</v></c></row>'
                   for i, value in enumerate(("1e999", "-1e999", "nan", "1e15", "-5", "4503599627370497.5"), 2))
    return formats.xlsx(f'<sheetData><row r="1">{cells}</row>{rows}</sheetData>')


@case("far-cell.xlsx", 1, 3)
def _():
    """One cell at the far corner of the sheet."""
    return formats.xlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
                        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')


@case("impossible-cells.xlsx", 0, 1, 3)
def _():
    cells = "".join(f'<c r="{place}" t="inlineStr"><is><t>title</t></is></c>' for place in ("A0", "A-1", "ZZZZZZZZ1", "A99999999999999999999", "", "1A", "A1"))
    return formats.xlsx(f'<sheetData><row r="4294967297">{cells}</row><row r="-1"><c t="s"><v>999999999999</v></c></row></sheetData>')


@case("merged.xlsx", 0, 1, 3)
def _():
    """A merged region of the whole sheet, a thousand times."""
    merged = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(1000))
    return formats.xlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row></sheetData>'
                        f"<mergeCells>{merged}</mergeCells>")


@case("sheets.xlsx", 0, 1, 3)
def _():
    return formats.xlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row></sheetData>', sheets=5000)


for name in ("bomb-that-lies.docx", "overlapping-entries.xlsx", "laughs.xlsx", "only-paths.docx", "many-entries.docx"):
    CASES[f"as-{name.split('.')[0]}.xlsx"] = (formats.CASES[name][0], {1, 2, 3})


@case("bomb.xlsx", 3)
def _():
    return formats.xlsx("<sheetData>" + "<row><c><v>1</v></c></row>" * 8_000_000 + "</sheetData>")


@case("cut.xlsx", 3)
def _():
    whole = formats.xlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row></sheetData>')
    return whole[: len(whole) // 2]


@case("noise.xlsx", 3)
def _():
    return b"PK\x03\x04" + bytes(range(256)) * 50


@case("empty.csv", 1, 3)
def _():
    return b""


@case("empty.xlsx", 1, 3)
def _():
    return b""


@case("nul.csv", 0, 1, 3)
def _():
    return (HEADER + ROW).encode().replace(b"hole", b"h\0le")


@case("utf-16.csv", 0, 1, 3)
def _():
    return (HEADER + ROW).encode("utf-16")


@case("utf-16-without-mark.csv", 0, 1, 3)
def _():
    return (HEADER + ROW).encode("utf-16-le")


@case("utf-32.csv", 0, 1, 3)
def _():
    return (HEADER + ROW).encode("utf-32")


@case("latin.csv", 0, 1, 3)
def _():
    return (HEADER + ROW).encode().replace(b"hole", b"tr\xf6u \xff\xfe\xc0\xaf")


@case("ebcdic.csv", 1, 3)
def _():
    return (HEADER + ROW).encode("cp500")


# --- mails ------------------------------------------------------------------------------------------------------------------

MAIL = "From: Joe <j@example.org>\r\nTo: p@example.org\r\nSubject: A hole\r\nDate: Tue, 1 Sep 2026 09:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n"


@case("nested.eml", 0, 1, 3)
def _():
    """Parts in parts, a thousand deep."""
    out = MAIL + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
    for i in range(1000):
        out += f"--b{i}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n\r\n"
    return out + "--b1000\r\nContent-Type: text/plain\r\n\r\nwords\r\n"


@case("nested-messages.eml", 0, 1, 3)
def _():
    return (MAIL + "Content-Type: message/rfc822\r\n\r\n") * 1000 + MAIL + "\r\nwords\r\n"


@case("headers.eml", 0, 1, 3)
def _():
    return MAIL + "Received: from x by y; Tue, 1 Sep 2026 09:00:00 +0000\r\n" * 200_000 + "\r\nwords\r\n"


@case("long-header.eml", 0, 1, 3)
def _():
    return MAIL.replace("A hole", "A hole " + "x" * 20_000_000) + "\r\nwords\r\n"


@case("folded-header.eml", 0, 1, 3)
def _():
    return MAIL.replace("A hole", "A hole" + "\r\n x" * 2_000_000) + "\r\nwords\r\n"


@case("encoded-words.eml", 0, 1, 3)
def _():
    words = " ".join("=?utf-8?B?" + "QQ==" * 10 + "?=" for _ in range(50_000)) + " =?x-none?Q?=FF=00=0D=0ABcc:_x?= =?utf-8?B?!!!?= =?utf-7?Q?+ADw-?="
    return MAIL.replace("A hole", words) + "\r\nwords\r\n"


@case("charset.eml", 0, 1, 3)
def _():
    return (MAIL + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"../../etc/passwd\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "//79AAAA" * 1000 + "====\r\n")


@case("wrong-charset.eml", 0, 1, 3)
def _():
    return (MAIL + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-16\r\n\r\n").encode() + b"\xff\xfe\xc0\xaf words in ASCII \x1b[2J\r\n"


@case("html-bomb.eml", 0, 1, 3)
def _():
    return MAIL + "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + "<div>" * 200_000 + "words"


@case("many-ids.eml", 0, 1, 3)
def _():
    return MAIL + "\r\n" + " ".join(f"CVE-2026-{i} CWE-{i % 1000} CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" for i in range(10_000, 60_000))


@case("dates.eml", 1)
def _():
    return MAIL.replace("Tue, 1 Sep 2026 09:00:00 +0000", "Tue, 99999999999 Foo 99999999999 99:99:99 +9999") + "\r\nwords\r\n"


@case("no-mail.eml", 0, 1, 3)
def _():
    return bytes(range(256)) * 4000


# --- JSON -------------------------------------------------------------------------------------------------------------------

OSV = '{"schema_version": "1.6.0", "id": "OSV-1", "modified": "2026-09-01T00:00:00Z", "summary": "A hole", '


@case("deep.json", 2, 3)
def _():
    return '{"document": ' + '[{"a":' * 200_000 + "1" + "}]" * 200_000 + "}"


@case("deep-osv.json", 1, 2, 3)
def _():
    return OSV + '"affected": ' + "[" * 100_000 + "]" * 100_000 + "}"


@case("numbers.json", 0, 1, 2, 3)
def _():
    return OSV + '"affected": [{"package": {"name": 1e999, "ecosystem": -1e999}, "ranges": 123456789012345678901234567890}], "severity": [1e999]}'


@case("twice.json", 0, 1, 2, 3)
def _():
    """Each member a second time, with something else."""
    return OSV + '"id": "OSV-2", "summary": ["x"], "aliases": ["CVE-2026-1"], "aliases": {"a": 1}}'


@case("null-csaf.json", 1, 2, 3)
def _():
    return '{"document": {"category": null, "csaf_version": "2.0", "tracking": [], "publisher": "x", "title": 5}, "vulnerabilities": {"a": [null]}}'


@case("branches-csaf.json", 0, 1, 3)
def _():
    """A tree of products as deep as a reader may go, with a hundred thousand leaves beside it."""
    leaf = '{"category": "product_version", "name": "1", "product": {"name": "x", "product_id": "P%d"}}'
    tree = '{"category": "vendor", "name": "v", "branches": [' * 60 + leaf % 0 + "]}" * 60
    leaves = ",".join(leaf % i for i in range(1, 100_000))
    return ('{"document": {"category": "csaf_security_advisory", "csaf_version": "2.0", "title": "x", "publisher": {"category": "vendor", "name": "v", "namespace": '
            '"https://example.org"}, "tracking": {"id": "A", "status": "final", "version": "1", "initial_release_date": "2026-09-01T00:00:00Z", '
            '"current_release_date": "2026-09-01T00:00:00Z", "revision_history": []}}, "product_tree": {"branches": [' + tree + "," + leaves
            + ']}, "vulnerabilities": [{"cve": "CVE-2026-1", "product_status": {"known_affected": [' + ",".join(f'"P{i}"' for i in range(100_000)) + "]}}]}")


@case("many-records.json", 0, 1, 3)
def _():
    record = OSV + '"affected": []}'
    return "[" + ",".join(record.replace("OSV-1", f"OSV-{i}") for i in range(110_000)) + "]"


@case("cve.json", 1, 2, 3)
def _():
    return '{"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": ["x"], "state": {}}, "containers": {"cna": []}}'


@case("cut.json", 2, 3)
def _():
    return OSV[:-2]


@case("not-utf-8.json", 1, 2, 3)
def _():
    return (OSV + '"details": "').encode() + b"\xff\xfe\xc0\xaf\"}"


@case("surrogates.json", 0, 1, 2, 3)
def _():
    return OSV + '"details": "\\ud800 \\udfff \\u0000 \\ud83d"}'


@case("what.bin", 2)
def _():
    return b"\x7fELF"


@case("xml.json", 2, 3)
def _():
    return formats.LAUGHS + "<a>&l11;&secret;</a>"


# --- the tests --------------------------------------------------------------------------------------------------------------


def made(function):
    data = function()
    return data if isinstance(data, bytes) else data.encode()


def run(*arguments, cwd=None, **more):
    environment = {**os.environ, "CROSSWALK_BY": "Jane Doe <jane@example.org>"}
    done = subprocess.run([CROSSWALK, *map(os.fspath, arguments)], capture_output=True, stdin=subprocess.DEVNULL, env=environment, timeout=SECONDS, cwd=cwd, check=False, **more)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def make_workspace(folder):
    folder.mkdir()
    (folder / "crosswalk.yaml").write_text(json.dumps(WORKSPACE))


class Hostile(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="crosswalk.")
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name)
        self.workspace = self.folder / "w"
        make_workspace(self.workspace)

    def tell(self, *arguments):
        """What a command says, after what holds for every command was checked."""
        code, out, errors = run(*arguments, "--workspace", self.workspace)
        self.assertIn(code, (0, 1, 2, 3), errors)
        self.assertIsNone(COMMANDING.search(out + errors), (arguments, out + errors))
        self.assertNotIn("root:x:0", out + errors, "a file outside was read")
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, MEMORY)
        if code > 1:
            self.assertRegex(errors, r"^\S", arguments)
        return code, out, errors

    def add_case(self):
        code, out, errors = self.tell("vuln", "add", "--title", "A hole", "--source", "own_test", "--aware", "2026-09-01T09:00:00Z", "--at", "2026-09-02T09:00:00Z")
        self.assertEqual(code, 0, errors)
        return out.split()[-1]


class Import(Hostile):
    def test_every_hostile_file_ends_with_its_code_and_place(self):
        for name, (function, codes) in CASES.items():
            path = self.folder / name
            path.write_bytes(made(function))
            with self.subTest(name):
                code, out, errors = self.tell("vuln", "import", path, "--aware", "2026-09-01")
                self.assertIn(code, codes, out[:500] + errors[:500])
                if code > 1:
                    self.assertIn(name, errors)
                elif code == 1:
                    self.assertRegex(out, r"error: ")
            path.unlink()
        self.assertFalse((self.workspace / "register.db").exists())

    def test_lists_of_recipients_and_deliveries_are_refused_with_their_place(self):
        number = self.add_case()
        code, _, errors = self.tell("disclosure", "notify", number, "--title", "t", "--to", "Joe <j@example.org>", "--at", "2026-09-03T09:00:00Z")
        self.assertEqual(code, 0, errors)
        before = (self.workspace / "register.db").read_bytes()
        for name, (function, _) in CASES.items():
            if not name.endswith((".csv", ".xlsx")):
                continue
            path = self.folder / name
            path.write_bytes(made(function))
            for option in (("--title", "t", "--list"), ("--notice", "N1", "--delivered")):
                with self.subTest((name, option[-1])):
                    code, out, errors = self.tell("disclosure", "notify", number, *option, path, "--at", "2026-09-04T09:00:00Z")
                    self.assertIn(code, (1, 2, 3), out[:500] + errors[:500])
                    self.assertIn(name, errors)
            path.unlink()
        self.assertEqual((self.workspace / "register.db").read_bytes(), before)

    def test_what_is_no_file_is_named_and_nobody_waits_for_it(self):
        os.mkfifo(self.folder / "pipe.csv")
        (self.folder / "folder.csv").mkdir()
        (self.folder / "dangling.csv").symlink_to("/nowhere/at/all")
        (self.folder / "loop.csv").symlink_to("loop.csv")
        (self.folder / "device.csv").symlink_to("/dev/zero")
        with open(self.folder / "large.csv", "wb") as file:
            file.truncate(65 << 20)
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(self.folder)
            listener.bind("socket.csv")
            os.chdir(here)
            number = self.add_case()
            for name in ("pipe.csv", "folder.csv", "dangling.csv", "loop.csv", "device.csv", "large.csv", "socket.csv", "nowhere.csv"):
                for command in (("vuln", "import"), ("disclosure", "notify", number, "--title", "t", "--list"),
                                ("disclosure", "notify", number, "--title", "t", "--to", "x", "--document"), ("vuln", "add", "--from"),
                                ("advisory", "publish", self.folder / "web", "--file")):
                    if name == "large.csv" and "--document" in command:
                        continue
                    with self.subTest((name, command[-1])):
                        code, out, errors = self.tell(*command, self.folder / name)
                        self.assertIn(code, (1, 2, 3), (out, errors))
                        self.assertIn(name, out + errors)
        # A link to a file is the file.
        (self.folder / "there.csv").write_text(HEADER + ROW)
        (self.folder / "link.csv").symlink_to("there.csv")
        self.assertEqual(self.tell("vuln", "import", self.folder / "link.csv", "--source", "own_test")[0], 0)


class Damaged(Hostile):
    READERS = (("vuln", "list"), ("vuln", "export"), ("vuln", "show", "V-2026-0001"), ("vuln", "verify"), ("vuln", "audit"), ("clock",), ("disclosure", "open"),
               ("disclosure", "report", "--year", "2026"))
    WRITERS = (("vuln", "add", "--title", "x", "--source", "own_test", "--aware", "2026-09-01T09:00:00Z"), ("vuln", "edit", "V-2026-0001", "--title", "y"),
               ("disclosure", "notify", "V-2026-0001", "--title", "t", "--to", "x"))

    def everything_refuses(self, name, codes=(1, 2, 3)):
        for command in (*self.READERS, *self.WRITERS, ("advisory", "build", "V-2026-0001", "--out", self.folder / "built")):
            with self.subTest((name, command)):
                more = ("--why", "w") if command in self.WRITERS else ()
                code, out, errors = self.tell(*command, *more)
                self.assertIn(code, codes, (out, errors))
                self.assertIn("register.db", out + errors)

    def test_a_register_that_is_none_is_refused_and_left_as_it_is(self):
        register = self.workspace / "register.db"
        self.add_case()
        whole = register.read_bytes()
        noise = bytes((i * i * 7 + i // 3) & 255 for i in range(40_000))
        for name, data in (("noise", noise), ("wrong magic", b"SQLite format 4\0" + whole[16:]), ("cut in the header", whole[:60]), ("cut", whole[: len(whole) // 2 + 7]),
                           ("text", b"no register\n"), ("zeros", bytes(len(whole))), ("noise in it", whole[:4096] + noise[: len(whole) - 4096]),
                           ("page size", whole[:16] + b"\xff\xff" + whole[18:])):
            for beside in ("-wal", "-shm", "-journal"):
                pathlib.Path(f"{register}{beside}").unlink(missing_ok=True)
            register.write_bytes(data)
            self.everything_refuses(name)
            self.assertEqual(register.read_bytes(), data, name)

    def test_a_register_of_a_newer_program_is_read_or_named_and_not_changed(self):
        self.add_case()
        register = self.workspace / "register.db"
        with sqlite3.connect(register) as database:
            database.execute("PRAGMA user_version = 999")
        database.close()
        whole = register.read_bytes()
        for command in self.WRITERS:
            code, out, errors = self.tell(*command, "--why", "w")
            self.assertIn(code, (1, 2, 3), (out, errors))
        for command in self.READERS:
            self.tell(*command)
        self.assertEqual(register.read_bytes(), whole)

    def test_a_register_with_foreign_rows_is_noticed(self):
        """Values of other types, and cases that are none."""
        self.add_case()
        register = self.workspace / "register.db"
        whole = register.read_bytes()
        with sqlite3.connect(register) as database:
            tables = {name: [column[1] for column in database.execute(f"PRAGMA table_info({name})")]
                      for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        database.close()
        self.assertGreater(len(tables), 2)
        tried = 0
        for table, columns in tables.items():
            for column in columns:
                for value in (None, 1e300, b"\xff\x1b[2J", "[" * 100_000, '{"id":"V-2026-0001","title":5}'):
                    for beside in ("-wal", "-shm", "-journal"):
                        pathlib.Path(f"{register}{beside}").unlink(missing_ok=True)
                    register.write_bytes(whole)
                    database = sqlite3.connect(register)
                    try:
                        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                            database.execute(f'DROP TRIGGER "{trigger}"')
                        if not database.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,)).rowcount:
                            continue
                        database.commit()
                    except sqlite3.Error:
                        continue
                    finally:
                        database.close()
                    tried += 1
                    with self.subTest((table, column, repr(value)[:20])):
                        for command in (("vuln", "verify"), ("vuln", "show", "V-2026-0001")):
                            code, out, errors = self.tell(*command)
                            # Numbers that are given next stand in no change, and a text that is gone was erased.
                            if command == ("vuln", "verify") and table != "numbers" and (table, value) != ("private", None):
                                self.assertIn(code, (1, 3), (out, errors))
        self.assertGreater(tried, 30)

    def test_what_is_no_file_in_the_registers_place(self):
        register = self.workspace / "register.db"
        register.mkdir()
        self.everything_refuses("a folder")
        register.rmdir()
        os.mkfifo(register)
        self.everything_refuses("a pipe")
        register.unlink()
        register.symlink_to("/dev/zero")
        self.everything_refuses("a device")
        register.unlink()
        register.symlink_to("register.db")
        self.everything_refuses("a loop")
        register.unlink()

    def test_broken_files_of_a_workspace_are_named_with_their_line(self):
        number = self.add_case()
        place = self.workspace
        (place / "regimes").mkdir()
        (place / "templates").mkdir()
        bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(15))
        texts = {"noise": bytes(range(256)), "bomb": bomb.encode(), "deep": b"[" * 100_000, "empty": b"", "list": b"- a\n- b\n", "cut": b"id: x\ntitle: \"", "nul": b"id: \0\n",
                 "wrong types": b"id: [1]\ntitle: {a: b}\nsource: ~\nchecked: 1e999\nclocks: 5\nname: [x]\nlogo: ../../../etc/passwd\ncolour: 'red;}'\n",
                 "large": b"# " + b"x" * (2 << 20)}
        for name in ("regimes/own.yaml", "templates/brand.yaml", "templates/customer-notice.md"):
            for what, text in texts.items():
                (place / name).write_bytes(text)
                command = ("clock",) if name.startswith("regimes") else ("advisory", "build", number, "--out", self.folder / "built", "--kind", "notice")
                with self.subTest((name, what)):
                    code, out, errors = self.tell(*command)
                    # Words are a template.
                    if name.endswith(".yaml"):
                        self.assertIn(code, (2, 3), (out, errors))
                    if code > 1:
                        self.assertIn(name, errors)
            (place / name).unlink()
        (place / "templates/customer-notice.md").write_text("{{#vulnerabilities}}" * 5000)
        self.assertEqual(self.tell("advisory", "build", number, "--out", self.folder / "built", "--kind", "notice")[0], 2)
        (place / "templates/customer-notice.md").unlink()
        for what in ("folder", "pipe", "loop"):
            for name in ("regimes/own.yaml", "templates/brand.yaml", "templates/customer-notice.md"):
                path = place / name
                path.mkdir() if what == "folder" else os.mkfifo(path) if what == "pipe" else path.symlink_to(path.name)
                command = ("clock",) if name.startswith("regimes") else ("advisory", "build", number, "--out", self.folder / "built", "--kind", "notice")
                with self.subTest((name, what)):
                    self.tell(*command)
                path.rmdir() if what == "folder" else path.unlink()

    def test_a_damaged_provider_is_named_and_not_written_over(self):
        self.add_case()
        web = self.folder / "web"
        place = web / ".well-known/csaf"
        place.mkdir(parents=True)
        ledgers = {"noise": bytes(range(256)), "out of the root": json.dumps({"files": {"../../outside": "a" * 64, "/etc/passwd": ""}}).encode(), "deep": b"[" * 100_000,
                   "empty": b"", "lines": b"a" * 64 + b"  ../outside\n" * 1000}
        for what, text in ledgers.items():
            (web / ".crosswalk-provider").write_bytes(text)
            with self.subTest(("ledger", what)):
                code, out, errors = self.tell("advisory", "publish", web, "--yes")
                self.assertIn(code, (1, 2, 3), (out, errors))
                self.assertEqual((web / ".crosswalk-provider").read_bytes(), text)
        metadata = {"noise": bytes(range(256)), "deep": b"[" * 100_000, "empty": b"", "types": b'{"canonical_url": 5, "distributions": {"a": 1}, "public_openpgp_keys": "x", "publisher": [], "role": 7}',
                    "paths": json.dumps({"canonical_url": "https://example.org/.well-known/csaf/provider-metadata.json", "role": "csaf_trusted_provider", "metadata_version": "2.0",
                                         "distributions": [{"directory_url": "https://example.org/../../../../etc/"}, {"directory_url": "file:///etc/"},
                                                           {"rolie": {"feeds": [{"url": "https://example.org/%2e%2e/%2e%2e/etc/passwd", "tlp_label": "WHITE"}]}}],
                                         "public_openpgp_keys": [{"url": "https://example.org/../../../etc/passwd", "fingerprint": "\u001b]0;x\u0007"}],
                                         "publisher": {"category": "vendor", "name": "\u202ex", "namespace": "javascript:1"}}).encode(),
                    "large": b"[" + b"0," * 20_000_000 + b"0]"}
        for what, text in metadata.items():
            (place / "provider-metadata.json").write_bytes(text)
            with self.subTest(("metadata", what)):
                code, out, errors = run("advisory", "check", web, "--as-of", "2026-11-01")
                self.assertIn(code, (1, 3), (out, errors))
                self.assertIsNone(COMMANDING.search(out + errors))
                self.assertNotIn("root:x:0", out + errors)
        (place / "provider-metadata.json").unlink()
        for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.mkdir(), lambda path: path.symlink_to(path.name)):
            make(place / "provider-metadata.json")
            code, out, errors = run("advisory", "check", web, "--as-of", "2026-11-01")
            self.assertIn(code, (1, 3), (out, errors))
            path = place / "provider-metadata.json"
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def show(names):
    with tempfile.TemporaryDirectory(prefix="crosswalk.") as place:
        workspace = pathlib.Path(place) / "w"
        make_workspace(workspace)
        for name in names if names != ["all"] else list(CASES):
            path = pathlib.Path(place) / name
            path.write_bytes(made(CASES[name][0]))
            begin = time.monotonic()
            code, out, errors = run("vuln", "import", path, "--aware", "2026-09-01", "--workspace", workspace)
            took = time.monotonic() - begin
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
            said = (errors or out[-300:]).strip().replace("\n", " ").replace(place, "")[:150]
            print(f"{name:28} {path.stat().st_size:>10} bytes {took:6.1f} s, {most:5} MB at most so far, code {code} {said}", flush=True)
            path.unlink()


if __name__ == "__main__":
    CROSSWALK = sys.argv[1]
    if len(sys.argv) > 2:
        show(sys.argv[2:])
    else:
        unittest.main(argv=sys.argv[:1], verbosity=2)
