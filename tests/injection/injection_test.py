#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile text through every report: the injection corpus of hostile.py, shown by a terminal emulator, a browser and Markdown's own renderer.

    injection_test.py PROGRAM

Each report of the hostile documents is held against that of their harmless twin. Parts whose tool (python3-pyte, chromium, cmark-gfm) is not
installed are skipped with a word.
"""
import html.parser
import json
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import hostile  # noqa: E402

try:
    import pyte
except ImportError:
    # Debian installs it for its own interpreter; it is plain Python.
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import pyte
    except ImportError:
        pyte = None

PROGRAM = sys.argv[1] if len(sys.argv) > 1 else "crosswalk"
WIDTH = 80
FIXED = ("--no-cache", "--as-of", "2026-01-01")

# What the program may send to a terminal: letters, line ends, colours, and the erasing of its own progress line.
COMMANDS = re.compile(r"\x1b\[[0-9;]*m|\r\x1b\[K")


def run(*arguments, **more):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False, **more)
    return done.returncode, done.stdout, done.stderr


def run_on_terminal(*arguments):
    """All bytes that the program sends to a terminal of WIDTH columns, progress and messages too."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(WIDTH), LINES="24")
        os.execv(PROGRAM, [os.fsencode(part) for part in (PROGRAM, *arguments)])
    import fcntl
    import struct
    import termios

    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
    out = b""
    while True:
        try:
            select.select([master], [], [], 120)
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    os.close(master)
    os.waitpid(pid, 0)
    return out


def commanding(text):
    """The characters of a text that command a terminal or hide, but for what the program itself sends."""
    text = COMMANDS.sub("", text)
    return {f"U+{ord(c):04X}" for c in text
            if c not in "\n\r" and (unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") or 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE)}


def display_name(name):
    """The rule of src/base/display_name.h, told anew: bytes as they are, what commands or hides as a code."""
    out = ""
    marks = 0
    for c in name.decode("utf-8", "surrogateescape"):
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if 0xDC80 <= ord(c) <= 0xDCFF:
            out += f"\\x{ord(c) - 0xDC00:02X}"
        elif unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") or 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE or marks > 4:
            out += f"\\x{ord(c):02X}" if ord(c) < 0x80 else f"\\u{{{ord(c):0{6 if ord(c) > 0xFFFF else 4}X}}}"
        else:
            out += c
    return out


class Structure(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, without texts."""

    OPEN = ("class", "rel", "http-equiv", "type", "scope", "role", "open", "lang")

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.links, self.policies = [], [], []
        self.code, self.in_code = set(), False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.in_code = tag == "code"
        self.elements.append((tag, tuple((name, value if name in self.OPEN else "") for name, value in attrs)))
        attributes = dict(attrs)
        if "href" in attributes:
            self.links.append(attributes["href"])
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(attributes["content"])

    def handle_endtag(self, tag):
        self.in_code = False

    def handle_data(self, data):
        if self.in_code:
            self.code.add(data)

    def handle_comment(self, data):
        self.elements.append(("comment", data))


class Shown(unittest.TestCase):
    """What reports become where people look at them: on a terminal, as Markdown, in a browser."""

    maxDiff = 2000
    # A folder for what is shown.
    root = None

    def check_terminal(self, out, wide=False):
        text = out.decode("utf-8")  # malformed bytes are an error by themselves
        self.assertEqual(commanding(text), set())
        if pyte is None:
            self.skipTest("python3-pyte is not installed")
        titles = []

        class Screen(pyte.Screen):
            def set_title(self, param):
                titles.append(param)

            def set_icon_name(self, param):
                titles.append(param)

            def write_process_input(self, data):
                titles.append(data)

        # The emulator knows no enclosing marks, and composes letters with others.
        text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Mn", "Me"))
        rows = text.count("\n") + 50
        screen = Screen(WIDTH if not wide else 4000, rows)
        lines = [COMMANDS.sub("", line.split("\r\x1b[K")[-1]).rstrip() for line in text.replace("\r\n", "\n").split("\n")]
        pyte.Stream(screen).feed(text.replace("\r\n", "\n").replace("\n", "\r\n"))
        self.assertEqual(titles, [], "the title was set or an answer asked for")
        self.assertEqual(screen.mode & {1 << 5, 1000 << 5, 1049 << 5}, set())
        self.assertFalse(screen.cursor.hidden)
        # One row of the screen for each line: nothing ran over the edge, nothing moved the cursor, nothing was written over.
        self.assertEqual(screen.cursor.y, text.count("\n"))
        shown = screen.display
        for row, line in enumerate(lines):
            self.assertEqual("".join(shown[row].split()), "".join(line.split()), f"row {row}")
        return "\n".join(lines)

    def rendered(self, markdown):
        if not shutil.which("cmark-gfm"):
            self.skipTest("cmark-gfm is not installed")
        options = [part for name in ("table", "autolink", "strikethrough", "tasklist", "footnotes") for part in ("-e", name)]
        done = subprocess.run(["cmark-gfm", "--unsafe", *options], input=markdown.encode("utf-8"), capture_output=True, check=True)
        return Structure(done.stdout.decode("utf-8"))

    def browse(self, page, name):
        """The page as a browser has it after its scripts would have run, and everything that it asked for."""
        browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not browser:
            self.skipTest("chromium is not installed")
        path = self.root / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        log = self.root / f"{name}.netlog"
        done = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={self.root}/{name}.profile",
                               "--disable-component-update", "--disable-background-networking", "--disable-sync", "--no-first-run", "--no-default-browser-check",
                               "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--v=0", f"--log-net-log={log}", "--virtual-time-budget=3000",
                               "--dump-dom", path.as_uri()], capture_output=True, check=False, timeout=240)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        console = [line for line in done.stderr.decode("utf-8", "replace").split("\n") if "CONSOLE" in line]
        asked = set(re.findall(r'"url":"([^"]*)"', log.read_text(encoding="utf-8", errors="replace")))
        return done.stdout.decode("utf-8"), console, {url for url in asked if hostile.MARK in url and not url.startswith("file:")}


@unittest.skipUnless(os.access(PROGRAM, os.X_OK), "no program named")
class Injection(Shown):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.root)
        for side in ("hostile", "harmless"):
            hostile.write(cls.root / side / "documents", harmless=side == "harmless")
            (cls.root / side / "workspace").mkdir()
            (cls.root / side / "workspace/crosswalk.yaml").write_text(hostile.workspace(side == "harmless"), encoding="utf-8")
        for side in ("hostile", "harmless"):
            words = [text for text in hostile.TEXTS.values() if isinstance(text, str) and "\0" not in text]
            for number, constraint in enumerate(("9.2/intake-channel", "4.1.7/timeliness", "4.1.7/user-notification")):
                word = "".join(words[number::3]) if side == "hostile" else "blue"
                code, out, errors = run("decide", constraint, "accept", "--in", cls.root / side / "documents", "--workspace", cls.root / side / "workspace",
                                        "--as-of", "2026-01-01", "--reason", f"reason {word}", "--by", f"by {word}", "--role", f"role {word}")
                assert code == 0, errors
                assert not commanding((out + errors).decode("utf-8", "replace"))
        cls.reports = {}

    def report(self, side, form, *more):
        key = (side, form, *more)
        if key not in self.reports:
            code, out, errors = run("review", *FIXED, "--workspace", self.root / side / "workspace", "--format", form, *more, self.root / side / "documents")
            self.assertIn(code, (0, 1, 4), errors)
            self.reports[key] = out.decode("utf-8")
        return self.reports[key]

    # --- JSON: the text itself ------------------------------------------------------------------------------------------

    def test_json_holds_quotes_as_they_stand_and_names_that_are_harmless(self):
        text = self.report("hostile", "json")
        self.assertEqual(commanding(text), set())
        review = json.loads(text)
        names = {display_name(name): name for name in os.listdir(os.fsencode(self.root / "hostile/documents"))}
        paths = {document["path"] for document in review["documents"]}
        self.assertLessEqual(set(names), paths)
        # The others are attachments.
        self.assertEqual({path for path in paths - set(names) if not re.match(r"mail \d\d\.eml!", path)}, set())
        reached = set()
        folder = os.fsencode(self.root / "hostile/documents") + b"/"
        for document in review["documents"]:
            quotes = [entry["quote"] for found in document["constraints"].values() for entry in found["evidence"]]
            if not quotes or not document["path"][:1].isdigit():
                continue
            code, out, errors = run("extract", "--format", "json", folder + names[document["path"]])
            self.assertEqual(code, 0, errors)
            self.assertEqual(commanding(out.decode("utf-8")), set())
            whole = json.loads(out)["text"]
            for quote in quotes:
                self.assertIn(quote, whole, document["path"])
            number = int(document["path"][:2])
            name, payload = list(hostile.TEXTS.items())[number]
            if isinstance(payload, str) and any(" ".join(payload.split())[:20] in " ".join(quote.split()) for quote in quotes):
                reached.add(name)
        # The corpus would be of no use if what is hostile did not become evidence.
        self.assertGreater(len(reached), len(hostile.TEXTS) // 2, reached)

    # --- terminal -------------------------------------------------------------------------------------------------------

    def test_the_terminal_report_is_text_and_nothing_else(self):
        for detail in ("summary", "detailed"):
            out = run_on_terminal("review", *FIXED, "--report", detail, "--workspace", self.root / "hostile/workspace", self.root / "hostile/documents")
            text = self.check_terminal(out)
        self.assertIn("\u241b", text, "an escape shows as a sign")
        self.assertIn("<U+009B>", text)
        self.assertIn("<U+202E>", text)
        self.assertIn("<script>", text)

    def test_messages_are_text_and_nothing_else(self):
        bad = "".join(text for text in hostile.TEXTS.values() if isinstance(text, str) and "\0" not in text and len(text) < 200)
        for arguments in (("review", f"/nowhere/{bad}"), ("review", "--clause", bad, self.root), (f"--{bad}",), (bad,), ("extract", f"/{bad}"),
                          ("clause", "show", bad), ("diff", f"/{bad}", "/x"), ("pack", "lint", f"/{bad}"), ("review", "--as-of", bad, self.root),
                          ("review", "--product", bad, "--workspace", self.root / "hostile/workspace", self.root / "hostile/documents"),
                          ("decide", bad, "accept", "--in", self.root / "hostile/documents", "--workspace", self.root / "hostile/workspace",
                           "--reason", "r", "--by", "b", "--role", "r")):
            code, out, errors = run(*arguments)
            self.assertIn(code, (2, 3), arguments[:2])
            self.assertEqual(commanding((out + errors).decode("utf-8")), set(), arguments[:2])

    def test_extracted_text_and_init_are_text_and_nothing_else(self):
        for name in sorted(os.listdir(os.fsencode(self.root / "hostile/documents")))[::2]:
            # A pipe gets the text as it is, a person's terminal does not.
            out = run_on_terminal("extract", "--locators", os.fsencode(self.root / "hostile/documents") + b"/" + name)
            self.assertEqual(commanding(out.decode("utf-8")), set(), name)
        code, out, errors = run("init", self.root / "\x1b]0;pwned\x07\u202e\u009b2J")
        self.assertEqual(code, 0, errors)
        self.assertEqual(commanding((out + errors).decode("utf-8")), set())

    def comparison(self):
        """A review of all and one of some of the documents."""
        before, after = self.root / "before.json", self.root / "after.json"
        if not after.exists():
            before.write_text(self.report("hostile", "json"), encoding="utf-8")
            names = sorted(os.listdir(os.fsencode(self.root / "hostile/documents")))
            some = self.root / "some" / "documents"
            some.mkdir(parents=True)
            for name in names[::3]:
                shutil.copyfile(os.fsencode(self.root / "hostile/documents") + b"/" + name, os.fsencode(some) + b"/" + name[:40] + b" moved" + name[-5:])
            code, out, errors = run("review", *FIXED, "--format", "json", "--workspace", self.root / "hostile/workspace", some)
            self.assertIn(code, (0, 1, 4), errors)
            after.write_bytes(out)
        return before, after

    def test_comparisons_are_text_and_nothing_else(self):
        files = self.comparison()
        self.check_terminal(run_on_terminal("diff", *files, "--unchanged"))
        code, out, errors = run("diff", *files, "--format", "json")
        self.assertIn(code, (0, 1, 4), errors)
        json.loads(out)
        self.assertEqual(commanding(out.decode("utf-8")), set())

    # --- Markdown -------------------------------------------------------------------------------------------------------

    def test_markdown_shows_no_element_from_documents(self):
        for more in (("--report", "detailed"), ("--report", "summary")):
            text = self.report("hostile", "md", *more)
            self.assertEqual(commanding(text), set())
            page = self.rendered(text)
            twin = self.rendered(self.report("harmless", "md", *more))
            # The report writes an @ as code, so that no address becomes a link.
            self.assertLessEqual({tag for tag, _ in page.elements}, {tag for tag, _ in twin.elements} | {"code"})
            self.assertLessEqual(page.code, twin.code | {"@"})
            self.assertEqual(page.links, twin.links)
            self.assertNotIn("img", {tag for tag, _ in page.elements})

    def test_a_comparison_in_markdown_shows_no_element_from_documents(self):
        code, out, errors = run("diff", *self.comparison(), "--format", "md", "--unchanged")
        self.assertIn(code, (0, 1, 4), errors)
        self.assertEqual(commanding(out.decode("utf-8")), set())
        page = self.rendered(out.decode("utf-8"))
        self.assertLessEqual({tag for tag, _ in page.elements},
                             {"h2", "h3", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code", "em"})
        self.assertEqual(page.links, [])

    # --- HTML -----------------------------------------------------------------------------------------------------------

    def check_page(self, page, twin, name):
        shown, console, asked = self.browse(page, name)
        self.assertEqual(console, [], "the page tried something that its policy forbids, or ran a script")
        self.assertEqual(asked, set())
        title = re.search(r"<title>(.*?)</title>", shown, re.S).group(1)
        self.assertNotEqual(title.strip(), hostile.MARK)
        structure = Structure(shown)
        self.assertEqual(len(structure.policies), 1)
        self.assertIn("default-src 'none'", structure.policies[0])
        self.assertNotIn("unsafe", structure.policies[0])
        for link in structure.links:
            self.assertTrue(link.startswith("#"), link)
        tags = {tag for tag, _ in structure.elements}
        self.assertTrue(tags.isdisjoint({"script", "img", "iframe", "form", "input", "button", "base", "link", "object", "embed", "comment"}), tags)
        kinds = set(Structure(twin).elements)
        self.assertEqual({element for element in structure.elements if element not in kinds}, set())
        return structure

    def test_the_html_report_is_what_it_is_for_harmless_documents(self):
        for detail in ("summary", "detailed"):
            page = self.report("hostile", "html", "--report", detail)
            self.assertEqual(commanding(page), set())
            twin = self.report("harmless", "html", "--report", detail)
            structure = self.check_page(page, twin, detail)
            self.assertGreater(len(structure.elements), 500)

    def test_the_browser_would_notice(self):
        """The check itself: the same page with one hostile text let through."""
        page = self.report("hostile", "html", "--report", "summary")
        bad = page.replace("</main>", "<p>" + hostile.TEXTS["image handler"] + "</p></main>")
        shown, console, _ = self.browse(bad, "bad")
        self.assertTrue(console, "a refused handler is told")
        self.assertIn("img", {tag for tag, _ in Structure(shown).elements})

    def test_the_clause_page_of_a_hostile_pack_is_text(self):
        words = "".join(hostile.TEXTS[name] for name in ("script end", "image handler", "bidi override", "attribute double", "c1 csi"))
        # What makes a new pack takes no such title; who writes one by hand is not stopped.
        code, out, errors = run("pack", "new", "refused", "--title", words, "--out", self.root / "packs")
        self.assertNotEqual(code, 0)
        self.assertEqual(commanding((out + errors).decode("utf-8")), set())
        pages = []
        for name, text in (("hostile", words), ("harmless", "blue")):
            folder = self.root / "packs" / name
            shutil.copytree(pathlib.Path(__file__).resolve().parents[2] / "packs" / "iec-81001-5-1", folder)
            changed = 0
            for path in sorted(folder.rglob("*.yaml")):
                lines = []
                # Names of concepts stay: they are those of the shipped lexicon.
                own = re.sub(r"(?<!names-)iec-81001-5-1", f"pack-of-{name}", path.read_text(encoding="utf-8"))
                for line in own.splitlines():
                    key, quote, value = line.partition(': "')
                    if quote and value.endswith('"') and key.strip(" -") in ("title", "text", "question", "default", "defence", "notice"):
                        line = f"{key}: {json.dumps(text + ' ')[:-1]}{value}"
                        changed += 1
                    lines.append(line)
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            self.assertGreater(changed, 100)
            clause = f"pack-of-{name}:4.1.7"
            out = run_on_terminal("clause", "show", clause, "--pack", folder)
            self.assertEqual(commanding(out.decode("utf-8")), set())
            code, _, errors = run("clause", "show", clause, "--pack", folder, "--html", self.root / f"{name}.html")
            self.assertEqual(code, 0, errors)
            pages.append((self.root / f"{name}.html").read_text(encoding="utf-8"))
        self.assertEqual(commanding(pages[0]), set())
        self.check_page(*pages, "clause")

    def test_the_site_of_a_hostile_review_is_what_it_is_for_a_harmless_one(self):
        words = "".join(hostile.TEXTS[name] for name in ("script end", "image handler", "bidi override", "attribute double", "c1 csi"))
        for side, title in (("hostile", words), ("harmless", "blue")):
            review = self.root / f"{side}.review.json"
            review.write_text(self.report(side, "json"), encoding="utf-8")
            code, out, errors = run("site", self.root / f"site-{side}", "--review", review, "--title", title)
            self.assertEqual(code, 0, errors)
            self.assertEqual(commanding((out + errors).decode("utf-8")), set())
        names = sorted(path.relative_to(self.root / "site-hostile") for path in (self.root / "site-hostile").rglob("*.html"))
        self.assertGreater(len(names), 80)
        # What may stand on any page of a harmless site may stand on those of the other.
        kinds = {element for name in names for element in Structure((self.root / "site-harmless" / name).read_text(encoding="utf-8")).elements}
        for name in names:
            page = (self.root / "site-hostile" / name).read_text(encoding="utf-8")
            self.assertEqual(commanding(page), set(), name)
            structure = Structure(page)
            self.assertEqual({element for element in structure.elements if element not in kinds}, set(), name)
            self.assertEqual(len(structure.policies), 1)
            self.assertNotIn("unsafe", structure.policies[0])
            self.assertEqual(sum(tag == "script" for tag, _ in structure.elements), 2 if str(name) == "search.html" else 0, name)
            for link in structure.links:
                self.assertRegex(link, r"^[A-Za-z0-9._:/#-]+$", name)
                self.assertNotRegex(link, r"^[a-z]+:|^/", name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
