#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile text in vulnerability cases, through everything that is made of the register.

    register_test.py PROGRAM

Each text of hostile.py stands in every free text of a case of its own; products, publisher, regimes and brand hold some, too. What is shown,
written and published is parsed by readers of its format and held against that of a harmless twin, and the text itself has to be there.
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import hostile  # noqa: E402
import injection_test as shared  # noqa: E402
from injection_test import Structure, commanding, run, run_on_terminal  # noqa: E402

SIGNER = "Jane Doe <jane@example.org>"
AT = "2026-09-03T10:00:00Z"
AS_OF = ("--as-of", "2026-11-01")
# What a spreadsheet takes for the beginning of a formula, also behind white space.
FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]")


# How characters that command or hide are shown, on terminals and in tables.
CODE = re.compile(r"<U\+[0-9A-F]{4,6}>|<[0-9]+moremarks>|\\x[0-9A-F]{2}|\\u\{[0-9A-F]{4,6}\}")
# All addresses that may be links: those of the publisher, and of public lists.
LINK = re.compile(r"^(https://(example\.org|www\.cve\.org|cwe\.mitre\.org|nvd\.nist\.gov|www\.first\.org)([/?#]|$)|mailto:[^?]*$|#)")


def letters(text):
    """What is left of a text wherever it is shown: letters and digits of ASCII."""
    return re.sub(r"[^A-Za-z0-9]", "", CODE.sub("", re.sub(r"\s+", "", text)))


class Register(shared.Shown):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.root)
        os.environ["CROSSWALK_BY"] = SIGNER
        cls.workspace, cls.cases, cls.folders = {}, {}, {}
        for side in ("hostile", "harmless"):
            harmless = side == "harmless"
            cls.workspace[side] = cls.root / side
            names = hostile.case_workspace(cls.workspace[side], harmless)
            cls.cases[side] = {}
            for number, (name, text) in enumerate(hostile.case_texts(harmless).items()):
                if harmless and number >= 3:
                    break
                made = hostile.case_of(number, text, names[number])
                why = f"why {text}".replace("\0", "")
                out = cls.edit("add", "--from", "-", "--workspace", cls.workspace[side], "--at", AT, "--why", why, input=json.dumps(made).encode())
                case = out.split()[-1]
                cls.edit("edit", case, "--workspace", cls.workspace[side], "--at", AT, "--approve", "--role", f"role {text}".replace("\0", ""), "--why", why)
                cls.cases[side][name] = case

    @classmethod
    def edit(cls, *arguments, **more):
        done = subprocess.run([shared.PROGRAM, "vuln", *arguments], capture_output=True, check=False, **more)
        said = (done.stdout + done.stderr).decode("utf-8")
        assert done.returncode == 0, (arguments, said)
        assert not commanding(said), (arguments, commanding(said))
        return done.stdout.decode("utf-8")

    def asked(self, side, *arguments, codes=(0, 1)):
        code, out, errors = run(*arguments, "--workspace", self.workspace[side])
        self.assertIn(code, codes, (arguments, errors))
        self.assertEqual(commanding(errors.decode("utf-8")), set(), arguments)
        return out.decode("utf-8")

    # --- terminal -------------------------------------------------------------------------------------------------------

    def test_terminals_get_text_and_nothing_else(self):
        place = ("--workspace", self.workspace["hostile"])
        shown = ""
        for command in (("vuln", "list", *AS_OF), ("vuln", "audit", *AS_OF), ("clock", "--all", *AS_OF), ("clock", "--list-regimes", *AS_OF),
                        ("disclosure", "open", *AS_OF), ("disclosure", "report", "--year", "2026", *AS_OF), ("vuln", "verify")):
            with self.subTest(command):
                shown += self.check_terminal(run_on_terminal(*command, *place))
        for name, case in self.cases["hostile"].items():
            with self.subTest(name):
                shown = self.check_terminal(run_on_terminal("vuln", "show", case, *AS_OF, *place))
                self.assertIn(letters(hostile.case_texts()[name])[:200], letters(shown))
                self.check_terminal(run_on_terminal("advisory", "build", case, "--out", self.root / "terminal", *AS_OF, *place))

    def test_messages_are_text_and_nothing_else(self):
        place = ("--workspace", self.workspace["hostile"])
        bad = "".join(text for text in hostile.case_texts().values() if "\0" not in text and len(text) < 200)
        case = next(iter(self.cases["hostile"].values()))
        for command in (("vuln", "show", bad), ("vuln", "show", case, "--as-of", bad), ("vuln", "list", "--stage", bad), ("vuln", "export", bad),
                        ("vuln", "add", "--title", "x", "--aware", bad), ("vuln", "add", "--title", "x", "--vector", bad),
                        ("vuln", "edit", case, "--why", "w", "--set", f"/{bad}=x"), ("vuln", "edit", case, "--why", "w", "--cve", f"CVE-{bad}"),
                        ("vuln", "edit", case, "--why", "w", "--decide", f"{bad}=yes"), ("vuln", "import", bad[:200]), ("vuln", "import", f"/{bad}.csv"),
                        ("vuln", "audit", "--provider", f"/{bad}"), ("clock", "--as-of", bad), ("clock", bad), ("vuln", "verify", "--head", bad),
                        ("advisory", "build", bad, "--out", self.root / "messages"), ("advisory", "build", case, "--out", self.root / "messages", "--kind", bad),
                        ("advisory", "publish", self.root / "messages", "--file", f"/{bad}"), ("advisory", "check", f"/{bad}"), ("advisory", "check", bad),
                        ("disclosure", "notify", case, "--title", "t", "--to", "x", "--clock", bad), ("disclosure", "notify", case, "--notice", bad, "--to", "x"),
                        ("disclosure", "notify", case, "--title", "t", "--list", f"/{bad}"), ("disclosure", "report", "--year", bad),
                        ("disclosure", "init", "--out", f"/{bad}/{bad}"), ("vuln", "erase", bad, "--why", "w")):
            more = () if command[:2] == ("advisory", "check") else place
            code, out, errors = run(*command, *more)
            with self.subTest(command[:2]):
                self.assertGreater(code, 0)
                self.assertEqual(commanding((out + errors).decode("utf-8")), set())

    # --- JSON: the text itself ------------------------------------------------------------------------------------------

    def test_json_holds_the_text_and_no_character_that_commands(self):
        for command in (("vuln", "list", *AS_OF), ("vuln", "export"), ("vuln", "export", "--persons"), ("vuln", "audit", *AS_OF), ("clock", "--all", *AS_OF),
                        ("clock", "--list-regimes"), ("disclosure", "open", *AS_OF), ("disclosure", "report", "--year", "2026", *AS_OF)):
            with self.subTest(command):
                out = self.asked("hostile", *command, "--format", "json")
                self.assertEqual(commanding(out), set())
                json.loads(out)
        for case in self.cases["hostile"].values():
            out = self.asked("hostile", "vuln", "show", case, *AS_OF, "--format", "json")
            self.assertEqual(commanding(out), set())
            json.loads(out)

    def test_an_export_is_the_case_as_it_was_told(self):
        found = {each["id"]: each for each in json.loads(self.asked("hostile", "vuln", "export", "--persons", "--format", "json"))["cases"]}
        self.assertEqual(set(found), set(self.cases["hostile"].values()))
        for name, case in self.cases["hostile"].items():
            number = list(self.cases["hostile"]).index(name)
            text = hostile.case_texts()[name]
            told = hostile.case_of(number, text, found[case]["affected"][0]["product"])
            for member, value in told.items():
                self.assertEqual(found[case][member], value, (name, member))

    # --- CSV ------------------------------------------------------------------------------------------------------------

    def test_csv_has_a_row_per_case_and_no_formula(self):
        for command in (("vuln", "list", *AS_OF), ("vuln", "export"), ("vuln", "export", "--persons")):
            out = self.asked("hostile", *command, "--format", "csv")
            self.assertEqual(commanding(out), set(), command)
            rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
            self.assertEqual(len(rows), len(self.cases["hostile"]) + 1)
            self.assertEqual({len(row) for row in rows}, {len(rows[0])})
            title = rows[0].index("title")
            for row, (name, case) in zip(rows[1:], self.cases["hostile"].items()):
                self.assertEqual(row[0], case)
                self.assertIn(letters(hostile.case_texts()[name]), letters(row[title]), name)
                for cell in row:
                    self.assertNotRegex(cell, FORMULA, name)

    # --- iCalendar ------------------------------------------------------------------------------------------------------

    def calendar(self, text):
        """Events of a calendar, each its properties by name; what is no calendar fails. Source: RFC 5545, 3.1, 3.6."""
        self.assertEqual(text.replace("\r\n", "").count("\r") + text.replace("\r\n", "").count("\n"), 0)
        self.assertTrue(text.endswith("\r\n"))
        for line in text.split("\r\n"):
            self.assertLessEqual(len(line.encode("utf-8")), 75)
        open_, events = [], []
        for line in text.replace("\r\n ", "").split("\r\n")[:-1]:
            name = re.match(r"[A-Z-]+", line).group(0)
            if name == "BEGIN":
                open_.append(line[6:])
                if open_[-1] == "VEVENT":
                    events.append({})
            elif name == "END":
                self.assertEqual(open_.pop(), line[4:])
            else:
                self.assertIn(name, ("VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP", "ACTION", "TRIGGER"))
                if open_[-1] == "VEVENT":
                    events[-1][name] = line.partition(":")[2]
                elif open_[-1] == "VALARM":
                    self.assertTrue(name != "ACTION" or line == "ACTION:DISPLAY")
        self.assertEqual(open_, [])
        return events

    def test_a_calendar_has_its_events_and_nothing_else(self):
        out = self.asked("hostile", "clock", "--format", "ics", "--all", *AS_OF)
        self.assertEqual(commanding(out), set())
        clocks = json.loads(self.asked("hostile", "clock", "--format", "json", "--all", *AS_OF))["clocks"]
        events = self.calendar(out)
        self.assertEqual(len(events), sum(clock["state"] in ("late", "due", "running") for clock in clocks))
        own = [event for event in events if ".own/tell@" in event["UID"]]
        self.assertEqual(len(own), len(self.cases["hostile"]))
        self.assertIn("BEGIN:VALARM", own[0]["SUMMARY"], "the text is there, as text")

    # --- advisories and papers ------------------------------------------------------------------------------------------

    def built(self, side):
        """The folder of what is built of each case, by name, and what is told of it. Of every tenth everything is built, as PDF takes long."""
        if side not in self.folders:
            self.folders[side] = {}
            for number, (name, case) in enumerate(self.cases[side].items()):
                kind = "all" if number % 10 == 0 else "csaf,vex,openvex,cyclonedx,html,markdown"
                folder = self.root / f"built-{side}" / case
                told = self.asked(side, "advisory", "build", case, "--out", folder, *AS_OF, "--format", "json", "--kind", kind)
                self.folders[side][name] = (folder, told, kind)
        return self.folders[side]

    def test_advisories_hold_the_text_as_text(self):
        twins, kinds = {}, set()
        for folder, told, kind in self.built("harmless").values():
            number = folder.name[-4:]
            twins[kind] = {file["name"].replace(number, "N"): len(file["blanks"]) for file in json.loads(told)["files"]}
            kinds |= {element for path in folder.rglob("*.html") for element in Structure(path.read_text(encoding="utf-8")).elements}
        browsed = ""
        for name, (folder, told, kind) in self.built("hostile").items():
            text = hostile.case_texts()[name]
            number = folder.name[-4:]
            with self.subTest(name):
                self.assertEqual(commanding(told), set())
                # What somebody writes into a case fills no blank in; where it reads as one it is named as missing, in every draft for people.
                said = json.loads(told)
                missing = len(said["missing"])
                self.assertEqual(missing > 0, name == "blank")
                self.assertEqual({file["name"].replace(number, "N"): len(file["blanks"]) for file in said["files"]},
                                 {file: count + (missing if file.endswith((".html", ".md", ".pdf")) else 0) for file, count in twins[kind].items()})
                written = {str(path.relative_to(folder)).replace(number, "N") for path in folder.rglob("*") if path.is_file()}
                self.assertEqual(written, set(twins[kind]))
                for path in folder.rglob("*"):
                    if path.suffix == ".html":
                        page = path.read_text(encoding="utf-8")
                        self.assertEqual(commanding(page), set(), path.name)
                        structure = Structure(page)
                        # What is missing stands in a note of our own.
                        note = {("div", (("class", "note"), ("role", "note")))} if missing else set()
                        self.assertEqual({element for element in structure.elements if element not in kinds} - note, set(), path.name)
                        for link in structure.links:
                            self.assertRegex(link, LINK)
                        browsed += re.sub(r"^.*?<main[^>]*>|</main>.*$", "", page, flags=re.S)
                    elif path.suffix == ".json":
                        whole = path.read_text(encoding="utf-8")
                        self.assertEqual(commanding(whole), set(), path.name)
                        json.loads(whole)
                    elif path.suffix == ".pdf":
                        for word in (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/EmbeddedFile", b"(javascript:"):
                            self.assertNotIn(word, path.read_bytes(), path.name)
                csaf = json.loads((folder / f"ex-sa-2026-{number}.json").read_text(encoding="utf-8"))
                notes = "".join(note["text"] for note in csaf["vulnerabilities"][0]["notes"])
                self.assertIn(text.strip(), notes)
        # All of them on one page, as a browser takes it.
        page = next((self.root / "built-hostile").rglob("*-customer-notice.html")).read_text(encoding="utf-8")
        page = re.sub(r"(<main[^>]*>).*(</main>)", lambda found: found.group(1) + browsed + found.group(2), page, flags=re.S)
        shown, console, asked = self.browse(page, "papers")
        self.assertEqual(console, [])
        self.assertEqual(asked, set())
        self.assertNotEqual(re.search(r"<title>(.*?)</title>", shown, re.S).group(1).strip(), hostile.MARK)

    def test_papers_in_markdown_show_no_element_from_cases(self):
        # Code is how Markdown writes an @.
        kinds = {"code"}
        for folder, _, _ in self.built("harmless").values():
            for path in folder.rglob("*.md"):
                kinds |= {tag for tag, _ in self.rendered(path.read_text(encoding="utf-8")).elements}
        for name, (folder, _, _) in self.built("hostile").items():
            for path in folder.rglob("*.md"):
                with self.subTest((name, path.name)):
                    text = path.read_text(encoding="utf-8")
                    self.assertEqual(commanding(text), set())
                    page = self.rendered(text)
                    # What reads as a blank is named in a note of our own.
                    note = {"blockquote"} if name == "blank" else set()
                    self.assertEqual({tag for tag, _ in page.elements} - kinds - note, set())
                    for link in page.links:
                        self.assertRegex(link, LINK)

    def test_the_yearly_report_is_what_it_is_for_harmless_cases(self):
        out = self.asked("hostile", "disclosure", "report", "--year", "2026", *AS_OF, "--format", "html")
        twin = self.asked("harmless", "disclosure", "report", "--year", "2026", *AS_OF, "--format", "html")
        self.assertEqual(commanding(out), set())
        kinds = set(Structure(twin).elements)
        self.assertEqual({element for element in Structure(out).elements if element not in kinds}, set())
        page = self.rendered(self.asked("hostile", "disclosure", "report", "--year", "2026", *AS_OF, "--format", "markdown"))
        twin = self.rendered(self.asked("harmless", "disclosure", "report", "--year", "2026", *AS_OF, "--format", "markdown"))
        # Addresses of mail may be links.
        self.assertEqual({tag for tag, _ in page.elements} - {tag for tag, _ in twin.elements} - {"a"}, page.code and {"code"})
        self.assertLessEqual(page.code, twin.code | {"@"})
        mail = {link for link in page.links if link.startswith("mailto:")}
        self.assertEqual(set(page.links) - mail, set(twin.links) - mail)

    def test_drafts_of_policy_and_procedure_are_what_they_are_for_a_harmless_maker(self):
        kinds = {}
        for side in ("harmless", "hostile"):
            folder = self.root / f"drafts-{side}"
            self.asked(side, "disclosure", "init", "--out", folder, "--format", "md,html", *AS_OF, codes=(0, 1))
            for path in sorted(folder.rglob("*")):
                if path.suffix not in (".md", ".html"):
                    continue
                text = path.read_text(encoding="utf-8")
                self.assertEqual(commanding(text), set())
                page = self.rendered(text) if path.suffix == ".md" else Structure(text)
                # Code is how Markdown writes an @.
                tags = {tag for tag, _ in page.elements} - {"code"}
                self.assertEqual(tags - kinds.setdefault(path.name, tags), set(), path.name)
        self.assertGreater(len(kinds), 1)

    # --- what is published ----------------------------------------------------------------------------------------------

    def signing_key(self):
        """The fingerprint of a new key, in a home of its own with a short name."""
        if not shutil.which("gpg") or not shutil.which("gpgv"):
            self.skipTest("gpg and gpgv are not installed")
        home = tempfile.mkdtemp(prefix="gpg")
        os.environ["GNUPGHOME"] = home
        self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        self.addCleanup(subprocess.run, ["gpgconf", "--kill", "gpg-agent"], check=False)
        subprocess.run(["gpg", "--batch", "--quiet", "--no-options", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key",
                        "PSIRT <psirt@example.org>", "ed25519", "sign", "never"], check=True, capture_output=True)
        listed = subprocess.run(["gpg", "--batch", "--with-colons", "--list-keys"], check=True, capture_output=True, text=True).stdout
        return re.search(r"^fpr:+([0-9A-F]{40}):", listed, re.M).group(1)

    def publish(self, folder, workspace, *more):
        code, out, errors = run("advisory", "publish", folder, "--workspace", workspace, "--at", "2026-11-02T09:00:00Z", "--by", SIGNER, "--yes", *more)
        self.assertEqual(commanding((out + errors).decode("utf-8")), set())
        return code, out.decode("utf-8") + errors.decode("utf-8")

    def test_a_published_provider_is_what_it_is_for_harmless_cases(self):
        key = self.signing_key()
        webs, entries = {}, {}
        for side in ("harmless", "hostile"):
            workspace = self.root / f"publishing-{side}"
            shutil.copytree(self.workspace[side], workspace)
            settings = json.loads((workspace / "crosswalk.yaml").read_text(encoding="utf-8"))
            settings["disclosure"]["key_fingerprint"] = key
            (workspace / "crosswalk.yaml").write_text(json.dumps(settings), encoding="utf-8")
            built = self.root / f"final-{side}"
            for case in list(self.cases[side].values())[::3]:
                code, out, errors = run("advisory", "build", case, "--final", "--out", built, "--kind", "csaf", "--workspace", workspace, "--as-of", "2026-11-01T09:00:00Z")
                self.assertEqual(code, 0, (case, out, errors))
            webs[side] = self.root / f"web-{side}"
            code, said = self.publish(webs[side], workspace, "--from", built)
            self.assertEqual(code, 0, said)
            entries[side] = len(list(built.iterdir()))
        pages = {side: list(web.rglob("*.html")) for side, web in webs.items()}
        kinds = {element for path in pages["harmless"] for element in Structure(path.read_text(encoding="utf-8")).elements}
        for path in pages["hostile"]:
            structure = Structure(path.read_text(encoding="utf-8"))
            # As many advisories, as many severities: but no element of another kind.
            self.assertEqual({element for element in structure.elements if element not in kinds}, set(), path.name)
            for link in structure.links:
                self.assertRegex(link, LINK.pattern + r"|^(\.\./[0-9]{4}/)?[a-z0-9.-]+(#|$)|^\.\./[A-Za-z0-9./-]+$", path.name)
        for path in webs["hostile"].rglob("*"):
            self.assertRegex(path.name, r"^[A-Za-z0-9._-]+$")
            if path.is_file() and path.suffix not in (".asc",):
                self.assertEqual(commanding(path.read_text(encoding="utf-8")), set(), path.name)
            if path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
        place = webs["hostile"] / ".well-known/csaf"
        atom = "{http://www.w3.org/2005/Atom}"
        feed = xml.etree.ElementTree.fromstring((place / "advisories/atom.xml").read_bytes())
        self.assertEqual(len(feed.findall(atom + "entry")), entries["hostile"])
        for link in feed.iter(atom + "link"):
            self.assertTrue(link.get("href").startswith("https://example.org/"))
        self.assertEqual(len((place / "index.txt").read_text().splitlines()), entries["hostile"])
        self.assertEqual(len(list(csv.reader(io.StringIO((place / "changes.csv").read_text())))), entries["hostile"])
        lines = {side: (web / ".well-known/security.txt").read_text(encoding="utf-8").split("-----BEGIN PGP SIGNATURE")[0] for side, web in webs.items()}
        self.assertEqual(lines["hostile"], lines["harmless"])
        code, out, errors = run("advisory", "check", webs["hostile"], "--as-of", "2026-11-03")
        self.assertEqual(code, 0, out + errors)

    def test_documents_of_others_are_published_nowhere_else(self):
        """Ids that are paths, names of devices, very long, or the same but for their letters' case."""
        key = self.signing_key()
        workspace = self.root / "others"
        shutil.copytree(self.workspace["harmless"], workspace)
        settings = json.loads((workspace / "crosswalk.yaml").read_text(encoding="utf-8"))
        settings["disclosure"]["key_fingerprint"] = key
        (workspace / "crosswalk.yaml").write_text(json.dumps(settings), encoding="utf-8")
        case = next(iter(self.cases["harmless"].values()))
        built = self.root / "others-built"
        code, out, errors = run("advisory", "build", case, "--final", "--out", built, "--kind", "csaf", "--workspace", workspace, "--as-of", "2026-11-01T09:00:00Z")
        self.assertEqual(code, 0, out + errors)
        document = json.loads(next(built.glob("*.json")).read_text(encoding="utf-8"))
        web = self.root / "others-web"
        before = {path for path in self.root.rglob("*") if "others" not in str(path)}
        ids = ["../../../../../tmp/pwned", "/etc/pwned", "..\\..\\pwned", "a\0b", "x" * 5000, "NUL", "COM1.txt", ".", "..", "", " ", "EX-SA-2026-0001\n",
               "ex-sa-2026-0001", "EX-SA-2026-0001/../../x", "\x1b]0;pwned\x07", "\u202egnp.", "EX-SA-2026-" + "9" * 300, "-rf", "~root", "$(touch /tmp/pwned)"]
        for number, name in enumerate(ids):
            for year in ("2026-11-01T09:00:00.000Z", "../../../2026", "0000-01-01T00:00:00Z"):
                document["document"]["tracking"]["id"] = name
                document["document"]["tracking"]["initial_release_date"] = year
                path = self.root / "others-built" / f"offered-{number}.json"
                path.write_text(json.dumps(document), encoding="utf-8")
                with self.subTest((name, year)):
                    code, said = self.publish(web, workspace, "--file", path)
                    self.assertEqual(code, 1, said)
                    self.assertFalse(web.exists() and [each for each in web.rglob("*.json") if each.parent.name.isdigit()])
        self.assertEqual({path for path in self.root.rglob("*") if "others" not in str(path)}, before)
        self.assertFalse(os.path.exists("/tmp/pwned"))
        # Two that would be one file: neither takes the other's place.
        document["document"]["tracking"]["initial_release_date"] = "2026-11-01T09:00:00Z"
        for name in ("EX-SA-2026-0001", "EX_SA_2026_0001", "Ex-Sa-2026-0001"):
            document["document"]["tracking"]["id"] = name
            (self.root / "others-built" / f"same-{name}.json").write_text(json.dumps(document), encoding="utf-8")
        for path in built.glob("offered-*"):
            path.unlink()
        code, said = self.publish(web, workspace, "--from", built)
        self.assertEqual(code, 1, said)
        served = [path.name for path in web.rglob("*.json") if path.parent.name.isdigit()]
        self.assertLessEqual(len(served), 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
