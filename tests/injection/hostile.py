# SPDX-License-Identifier: Apache-2.0
"""The injection corpus: documents whose sentences, titles, headings, names and settings try to command whoever shows them.

write(folder) makes it, write(folder, harmless=True) its twin: the same documents with a harmless word wherever the hostile text stands.
"""
import os
import zipfile
from xml.sax.saxutils import escape

MARK = "pwned"

# What each of them wants to happen is in its name. Text is UTF-8; bytes are as they are.
TEXTS = {
    "escape colour": "\x1b[31mred\x1b[0m",
    "escape clear screen": "\x1b[2J\x1b[H",
    "escape cursor up and overwrite": "\x1b[5A\x1b[2K met met met",
    "escape title": f"\x1b]0;{MARK}\x07",
    "escape title string terminator": f"\x1b]2;{MARK}\x1b\\",
    "escape clipboard": "\x1b]52;c;cHduZWQ=\x07",
    "escape link": f"\x1b]8;;https://{MARK}.invalid/\x1b\\click\x1b]8;;\x1b\\",
    "escape device control": "\x1bP$q\"p\x1b\\",
    "escape report": "\x1b[6n\x1b[c\x1b[5n",
    "escape alternate screen": "\x1b[?1049h\x1b[?25l\x1b[?1000h",
    "escape charset": "\x1b(0\x0e lqqk \x0f",
    "escape reset": "\x1bc",
    "c1 csi": "\u009b31mred\u009b2J",
    "c1 osc": f"\u009d0;{MARK}\u009c",
    "c1 raw": b"\x9b31m\x9d0;pwned\x9c\x90\x85",
    "backspace": "not\b\b\bmet\x7f\x7f",
    "carriage return": "no\rmet",
    "bell and tab": "\a\v\f\t",
    "bidi override": "\u202etem si tnemeriuqer\u202c",
    "bidi isolates": "\u2066\u2067\u2068 a \u2069\u200f\u200e\u061c",
    "zero width": "vul\u200bner\u200cabi\u200dlity\u2060\ufeff\u00ad",
    "tags": "\U000e0001\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065\U000e007f",
    "separators": "one\u2028two\u2029three\u0085four",
    "noncharacters": "\ufdd0\ufffe\uffff\U0001fffe",
    "combining flood": "Z" + "\u0300\u0316\u0489" * 400,
    "wide and emoji": "\u7530\u4e2d" * 30 + "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 5,
    "invalid utf-8": b"\xff\xfe\xc0\xaf\xe2\x28\xa1\xf8\x88\x80\x80\x80",
    "script": f"<script>document.title='{MARK}'</script>",
    "script end": f"</script></style></title></textarea>--><script>document.title='{MARK}'</script>",
    "image handler": f"<img src=x onerror=\"document.title='{MARK}'\">",
    "svg": f"<svg onload=\"document.title='{MARK}'\"><animate onbegin=\"document.title='{MARK}'\" attributeName=x dur=1s>",
    "frame": f"<iframe srcdoc=\"<script>top.document.title='{MARK}'</script>\"></iframe>",
    "details": f"<details open ontoggle=\"document.title='{MARK}'\">",
    "attribute double": f"\" autofocus onfocus=\"document.title='{MARK}'\" x=\"",
    "attribute single": f"' onmouseover='document.title=\"{MARK}\"' x='",
    "attribute backtick": f"` onclick=`document.title='{MARK}'`",
    "style": "<style>body{display:none}</style><link rel=stylesheet href=//pwned.invalid/x.css>",
    "base and meta": "<base href=//pwned.invalid/><meta http-equiv=refresh content='0;url=//pwned.invalid/'>",
    "form": "<form action=//pwned.invalid/><input name=a><button formaction=javascript:alert(1)>Go</button>",
    "comment": "<!-- --!> <![CDATA[ ]]> <?php ?>",
    "entities": "&lt;script&gt; &#60;script&#62; &#x3c;b&#x3e; &NewLine; &colon;",
    "javascript link": f"<a href=\"javascript:document.title='{MARK}'\">x</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "markdown link": f"[click](javascript:document.title='{MARK}') [x](https://{MARK}.invalid/ \"t\") [y]: https://{MARK}.invalid/",
    "markdown image": f"![x](https://{MARK}.invalid/x.png) ![](data:image/svg+xml;base64,PHN2Zz4=)",
    "markdown autolink": f"<https://{MARK}.invalid/> https://{MARK}.invalid/ www.{MARK}.invalid a@{MARK}.invalid",
    "markdown table": "| a | b | \\| c || `d|e`",
    "markdown code": "``` `` ` ~~~ `<b>` ````",
    "markdown emphasis": "**bold** _under_ ~~gone~~ ***all*** <b>b</b>",
    "markdown heading": "# Heading ## Two === ---",
    "markdown list": "- a 1. b * c + d [ ] e [x] f",
    "markdown quote": "> quoted > again",
    "markdown footnote": "[^1] [^1]: note $x$ $$y$$ @user #12 :smile:",
    "markdown backslash": "\\<b\\>x\\</b\\> \\[x\\](y) trailing\\",
    "formula equals": "=HYPERLINK(\"https://pwned.invalid/\";\"x\")",
    "formula plus": "+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
    "over-long word": "A" * 3000,
    "percent": "%s%n%x %00 %0d%0a",
    "json": "\",\"verdict\":\"met\"}]}",
}

# A sentence for each that becomes evidence; the hostile text stands at its end, before its full stop.
SENTENCES = (
    "Researchers can report a vulnerability in our product to security@example.org at any time, reference {}.",
    "We notify all users of the device of a vulnerability by e-mail within 30 days, reference {}.",
    "We tell the competent authority of each serious incident that a vulnerability caused, reference {}.",
)


def raw(text):
    return text if isinstance(text, bytes) else text.encode("utf-8")


def file_name(number, text):
    """A file's name that holds the hostile text as far as a file system takes it."""
    name = raw(text).replace(b"/", b"_").replace(b"\0", b"_")[:150]
    return b"%02d %s.txt" % (number, name)


def text_document(text):
    """The title, an id, an approver and a version of a plain document hold the text, and three of its sentences."""
    lines = [b"Security policy " + raw(text), b"", b"Document ID: POL-" + raw(text), b"Version: 1.0 " + raw(text), b"Approved by: " + raw(text), b""]
    for sentence in SENTENCES:
        before, after = sentence.split("{}")
        lines += [before.encode() + raw(text) + after.encode(), b""]
    return b"\n".join(lines)


def html_document(text):
    """The text in a title, a heading, a sentence, a link's target and hidden text, as letters and not as markup."""
    text = escape(text, {'"': "&quot;", "\x1b": "&#x241b;", "\r": "&#13;"})
    sentence = SENTENCES[0].format(text)
    return (f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Policy {text}</title><meta name=author content=\"{text}\"></head><body>"
            f"<h1>Vulnerability policy {text}</h1><h2>Reporting {text}</h2><p>{sentence}</p>"
            f"<p><a href=\"javascript:document.title='pwned'\">We notify all users of a vulnerability within 30 days</a>.</p>"
            f"<p style=\"display:none\">Researchers report vulnerabilities here: {text}</p></body></html>").encode("utf-8", "replace")


def xml_text(text):
    """What XML 1.0 can hold of the text."""
    return escape("".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff") else "\u241b" for c in text),
                  {'"': "&quot;"})


def docx_document(path, text):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = xml_text(text)

    def paragraph(content, style=""):
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{properties}<w:r><w:t xml:space=\"preserve\">{content}</w:t></w:r></w:p>"

    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>We notify users of every vulnerability {text}</w:t></w:r></w:p>"
    body = "".join([paragraph(f"Vulnerability policy {text}", "Heading1"), paragraph(f"Part {text}", "Heading2"), hidden]
                   + [paragraph(sentence.format(text)) for sentence in SENTENCES])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
                         'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                         'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
                         '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="core.xml"/></Relationships>')
        archive.writestr("core.xml", '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                         f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text}</dc:title><dc:creator>{text}</dc:creator>'
                         f'<cp:revision>{text}</cp:revision><cp:contentStatus>{text}</cp:contentStatus></cp:coreProperties>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{w}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>')


def xlsx_document(path, texts):
    """A sheet for each text, named by it, with a cell that is evidence."""
    m = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
                         'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                         '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{r}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        sheets = "".join(f'<sheet name="{n} {xml_text(text)}" sheetId="{n}" r:id="s{n}"/>' for n, text in enumerate(texts, 1))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{m}" xmlns:r="{r}"><sheets>{sheets}</sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
            f'<Relationship Id="s{n}" Type="{r}/worksheet" Target="worksheets/s{n}.xml"/>' for n, _ in enumerate(texts, 1)) + "</Relationships>")
        for n, text in enumerate(texts, 1):
            cells = "".join(f'<row r="{k}"><c r="A{k}" t="inlineStr"><is><t xml:space="preserve">{sentence.format(xml_text(text))}</t></is></c></row>'
                            for k, sentence in enumerate(SENTENCES, 1))
            archive.writestr(f"xl/worksheets/s{n}.xml", f'<worksheet xmlns="{m}"><sheetData>{cells}</sheetData></worksheet>')


def mail_document(text):
    """Subject, sender and the name of an attachment hold the text, as a mail program would encode it."""
    import base64

    word = "=?utf-8?B?" + base64.b64encode(raw(text)[:60]).decode() + "?="
    body = base64.b64encode(text_document(text)).decode()
    return (f"From: {word} <a@example.org>\r\nTo: b@example.org\r\nSubject: Vulnerability notice {word}\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{SENTENCES[0].format('mail')}\r\n"
            f"--x\r\nContent-Type: text/plain; charset=utf-8; name=\"{word}.txt\"\r\nContent-Disposition: attachment; filename=\"{word}.txt\"\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--x--\r\n").encode("utf-8", "replace")


def write(folder, harmless=False):
    """Writes the documents; gives the names of the texts in the order of their numbers."""
    os.makedirs(folder, exist_ok=True)
    root = os.fsencode(folder)
    texts = {name: "blue" if harmless else text for name, text in TEXTS.items()}

    def put(name, content):
        with open(os.path.join(root, name), "wb") as file:
            file.write(content)

    readable = [text if isinstance(text, str) else text.decode("latin-1") for text in texts.values()]
    for number, text in enumerate(texts.values()):
        put(b"%02d blue.txt" % number if harmless else file_name(number, text), text_document(text))
    for number, text in enumerate(readable):
        put(b"html %02d.html" % number, html_document(text))
        docx_document(os.path.join(folder, f"office {number:02d}.docx"), text)
        put(b"mail %02d.eml" % number, mail_document(text))
    xlsx_document(os.path.join(folder, "sheets.xlsx"), readable[:40])
    put(b"broken.docx" if harmless else b"broken \x1b]0;pwned\x07 <img src=x onerror=alert(1)> \xff.docx", b"PK\x03\x04 no archive")
    put(b"policy.md" if harmless else b"policy [x](javascript:alert(1)) `b` | c.md",
        b"".join(b"# Vulnerability policy " + raw(text).replace(b"\n", b" ").replace(b"\r", b" ") + b"\n\n" + SENTENCES[0].split("{}")[0].encode() + b"x.\n\n"
                 for text in texts.values()))


def workspace(harmless=False):
    """crosswalk.yaml with hostile names; JSON is YAML, too."""
    import json

    texts = ["blue" if harmless else text for text in TEXTS.values() if isinstance(text, str)]
    texts = [text for text in texts if all(ord(c) < 0xFDD0 or ord(c) > 0xFFFF for c in text)]
    names = [f"{n} {text[:200]}" for n, text in enumerate(texts[:4] + texts[26:40])]
    return json.dumps({
        "manufacturer": names[-1],
        "products": [{"name": name, "versions": [{"version": "1.0", "supported": True}]} for name in names],
    })


# --- the register of vulnerability cases ---------------------------------------------------------------------------------

# What only the register and what is made of it can stumble over, besides TEXTS.
CASE_TEXTS = {
    "nul": "a\0b",
    "lines": "one\ntwo\r\nthree\rfour",
    "calendar lines": "a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///bin/sh\r\nEND:VALARM\r\nBEGIN:VEVENT\r\nSUMMARY:pwned",
    "mail header": "a\r\nBcc: pwned@pwned.invalid\r\nContent-Type: text/html\r\n\r\n<b>x</b>",
    "security.txt lines": "a\nContact: mailto:pwned@pwned.invalid\nCanonical: https://pwned.invalid/",
    "signed text": "-----END PGP SIGNATURE-----\n- -----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n",
    "blank": "[[BLANK date: when the FDA was told]] [[BLANK",
    "template section": "{{#vulnerabilities}}{{title}}{{/vulnerabilities}} {{{raw}}} {{! remark }} {{> psirt-procedure}} {{=<% %>=}}",
    "formula tab": "\t=1+1",
    "formula return": "\r=1+1",
    "formula behind a blank": " =HYPERLINK(\"https://pwned.invalid/\")",
    "formula full width": "\uff1d1+1",
    "csv cells": "\",=1+1,\"\r\n=1+1,x",
    "path": "../../../../../../tmp/pwned",
    "absolute path": "/tmp/pwned",
    "windows path": "..\\..\\C:\\pwned COM1 NUL.txt",
    "url": "https://example.org/\"><script>document.title='pwned'</script>",
    "xml": "]]><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><?xml-stylesheet href='x'?>&x;",
    "yaml": "\n- &a [*a]\n!!python/object x: 'y'\n---\n",
    "pdf": "(a) Tj ET /URI (javascript:app.alert\\(1\\)) >> endobj %%EOF \\) \\",
    "surrogates": "\U0010ffff\U000f0000\ue000\ufff9\ufffa\ufffb",
    "marks first": "\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
}


def case_texts(harmless=False):
    """Names and texts for cases: everything of TEXTS as letters, and CASE_TEXTS."""
    out = {name: text if isinstance(text, str) else text.decode("latin-1") for name, text in {**TEXTS, **CASE_TEXTS}.items()}
    return {name: "blue" for name in out} if harmless else out


def product_name(number, text):
    return f"Pump {number} {text}"[:1000]


def case_of(number, text, product):
    """A case that can be published, with the text in everything that is free text."""
    return {
        "title": f"Hole {text}", "outcome": "valid", "ids": [f"CVE-2026-{1000 + number}", f"X-{text}"], "weaknesses": ["CWE-287"],
        "source": {"kind": "researcher", "reporter": f"Reporter {text} <r@example.org>", "reference": f"{text} reference {number}", "credit": f"Thanks {text}"},
        "events": [{"kind": "aware", "at": "2026-09-01T09:00:00Z", "note": f"{text} note"}],
        "components": [{"name": f"library {text}", "version": f"1 {text}"}],
        "description": f"{text} is what it is.\n\n- {text}\n- {text}\n\n{text}",
        "clinical": {"harm": f"Harm {text}", "risk": "uncontrolled", "reason": f"{text} reason"},
        "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "by": f"{text}", "context": f"{text} context"}],
        "affected": [{"product": product, "versions": "vers:semver/>=1.0.0|<2.0.0", "status": "affected", "impact_statement": f"{text} impact"}],
        "resolution": {"kind": "fix", "details": f"{text} is what to do.\n\n> {text}\n\n    {text}", "fixed": [{"product": product, "version": "2.0.0"}],
                       "url": "https://example.org/update"},
        "distribution": {"tlp": "WHITE", "audience": f"{text} audience"},
        "notices": [{"id": "N1", "title": f"{text} notice", "document": f"{text}.pdf", "sha256": "a" * 64,
                     "recipients": [{"who": f"{text} <c@example.org>", "how": f"{text} how"}]}],
        "related": [f"{text} related"],
    }


def case_workspace(folder, harmless=False):
    """A workspace whose products, publisher, regime, and brand hold the texts; gives the products' names."""
    import json

    texts = list(case_texts(harmless).values())
    # What YAML cannot hold, or what would be no name, is one word less.
    names = [product_name(n, "".join(c for c in text if c >= " " and c != "\x7f" and not "\x80" <= c <= "\x9f" and ord(c) < 0xFDD0)).strip() for n, text in enumerate(texts)]
    words = "blue" if harmless else "".join(TEXTS[name] for name in ("script end", "image handler", "bidi override", "attribute double", "markdown link", "template"))
    lines = "blue" if harmless else words + CASE_TEXTS["calendar lines"] + CASE_TEXTS["blank"]
    folder.mkdir(parents=True)
    (folder / "crosswalk.yaml").write_text(json.dumps({
        "manufacturer": f"Maker {words}", "device": True, "markets": ["EU", "US"], "time_zone": "Europe/Oslo",
        "products": [{"name": name, "purl": f"pkg:generic/example/pump-{number}", "versions": [{"version": "1.0.0", "supported": True}, {"version": "2.0.0", "supported": True}]}
                     for number, name in enumerate(names)],
        "disclosure": {"namespace": "https://example.org", "email": "psirt@example.org", "advisories_url": "https://example.org/.well-known/csaf",
                       "policy_url": "https://example.org/policy", "contact_url": "https://example.org/report", "languages": ["en"],
                       "issuing_authority": f"Authority {lines}", "case_prefix": "V-", "advisory_prefix": "EX-SA-"}}), encoding="utf-8")
    (folder / "regimes").mkdir()
    (folder / "regimes/own.yaml").write_text(json.dumps({
        "id": "own", "title": f"Regime {lines}", "source": f"Source {lines}", "url": "https://example.org/rule", "markets": ["EU"], "checked": "2026-09-01",
        "clocks": [{"id": "tell", "title": f"Clock {lines}", "from": "aware", "within": "90 days", "to": f"Somebody {lines}", "section": f"Section {lines}",
                    "confidence": "high", "note": f"Note {lines}"}]}), encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "templates/brand.yaml").write_text(json.dumps({"name": f"Brand {words}", "footer": f"Footer {lines}", "colour": "#0b57a4"}), encoding="utf-8")
    return names
