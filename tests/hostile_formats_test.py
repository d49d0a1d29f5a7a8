#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile files of every format, made here, in one folder with a plain document: hostile_formats_test.py CROSSWALK [CASE...]

The review must end in time, with the code of what the plain document says, name each file with its status and reason, and keep
its readers within their memory. With names of cases, each is read alone and its time shown.
"""

import gzip
import io
import json
import os
import pathlib
import resource
import socket
import struct
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import zipfile
import zlib

SOURCES = pathlib.Path(__file__).resolve().parent.parent
CROSSWALK = ""
NOTE = (
    "# Vulnerability disclosure procedure\n\nDocument: SOP-1, version 2, effective 2025-03-01, approved by J. Doe\n\n"
    "Acme publishes a security advisory for customers within 30 days after a fix for a vulnerability is available.\n\n"
    "Every advisory states the CVSS base score of the vulnerability.\n"
)
# What one reader may take (Limits::memory_bytes), in the kilobytes of getrusage.
MEMORY = 2 << 20

# Each case gives the file's name, its bytes, and what may become of it: "read" stands for read and damaged.
CASES = {}


def case(name, *outcomes):
    def keep(function):
        CASES[name] = (function, set(outcomes))
        return function

    return keep


# --- packages ---------------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"))
)


def package(parts, stored=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts:
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relationships(*targets):
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for i, (kind, target, mode) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body, start="", more=()):
    return package(
        [
            ("_rels/.rels", relationships(("officeDocument", "word/document.xml", ""))),
            ("word/document.xml", f"{start}<w:document {W}><w:body>{body}</w:body></w:document>"),
            *more,
        ]
    )


def xlsx(sheet, start="", sheets=1, more=()):
    rows = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, sheets + 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return package(
        [
            ("_rels/.rels", relationships(("officeDocument", "xl/workbook.xml", ""))),
            ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{rows}</sheets></workbook>'),
            (
                "xl/_rels/workbook.xml.rels",
                relationships(*(("worksheet", f"worksheets/sheet{i}.xml", "") for i in range(1, sheets + 1))),
            ),
            ("xl/worksheets/sheet1.xml", f'{start}<worksheet xmlns="{main}">{sheet}</worksheet>'),
            *more,
        ]
    )


def pptx(shapes):
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return package(
        [
            ("_rels/.rels", relationships(("officeDocument", "ppt/presentation.xml", ""))),
            (
                "ppt/presentation.xml",
                f'<p:presentation {p} xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
            ),
            ("ppt/_rels/presentation.xml.rels", relationships(("slide", "slides/slide1.xml", ""))),
            ("ppt/slides/slide1.xml", f"<p:sld {p} {a}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"),
        ]
    )


def odf(kind, body, start=""):
    media = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}[kind]
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"{start}<office:document-content {ODF}>{inner}</office:document-content>"
    return package([("mimetype", f"application/vnd.oasis.opendocument.{media}"), ("content.xml", content)], {"mimetype"})


OPEN_CELL = "<table:table><table:table-row><table:table-cell>"
CLOSE_CELL = "</table:table-cell></table:table-row></table:table>"
OPEN_BOX = "<draw:page><draw:frame><draw:text-box>"
CLOSE_BOX = "</draw:text-box></draw:frame></draw:page>"


def shape(text):
    return f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


BIG = "<w:p/>" * 20_000_000  # 120 MB, which packs to less than one


@case("bomb.docx", "too_large")
def _():
    return docx(paragraph("text") + BIG)


@case("bomb-that-lies.docx", "too_large", "corrupt")
def _():
    """The sizes in the headers say that it is small."""
    whole = bytearray(docx(paragraph("text") + BIG))
    size = struct.pack("<I", len(paragraph("text") + BIG) + len(f"<w:document {W}><w:body></w:body></w:document>"))
    return bytes(whole.replace(size, struct.pack("<I", 5000)))


@case("bomb.odt", "too_large")
def _():
    return odf("text", "<text:p>a</text:p>" * 8_000_000)


@case("overlapping-entries.xlsx", "too_large", "corrupt", "read")
def _():
    """Nearly a thousand sheets that are the same packed bytes, 30 MB each."""
    cells = "<row><c><v>1</v></c></row>" * 1_000_000
    whole = xlsx(f"<sheetData>{cells}</sheetData>", sheets=999)
    at = whole.rfind(b"PK\x05\x06")
    fields = list(struct.unpack("<4s4H2IH", whole[at : at + 22]))
    directory = whole[fields[6] : at]
    entry = directory[directory.rfind(b"PK\x01\x02") :]
    assert b"sheet1.xml" in entry
    more = b"".join(
        entry[:28] + struct.pack("<H", len(name)) + entry[30:46] + name
        for name in (b"xl/worksheets/sheet%d.xml" % i for i in range(2, 1000))
    )
    fields[3] = fields[4] = fields[3] + 998
    fields[5] += len(more)
    return whole[:at] + more + struct.pack("<4s4H2IH", *fields)


@case("many-entries.docx", "too_large")
def _():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i in range(100_001):
            archive.writestr(zipfile.ZipInfo(f"word/{i}.xml"), b"")
    return out.getvalue()


@case("paths.docx", "read")
def _():
    """Names and targets that lead out of the archive are names like others."""
    more = [
        ("../../outside.xml", "<a/>"),
        ("/etc/passwd", "x"),
        ("..\\..\\windows.xml", "<a/>"),
        (
            "word/_rels/document.xml.rels",
            relationships(
                ("footnotes", "../../../../../etc/passwd", ""),
                ("header", "file:///etc/passwd", ""),
                ("hyperlink", "file:///etc/passwd", ' TargetMode="External"'),
            ),
        ),
    ]
    return docx(paragraph("The plain text of it.") + '<w:sectPr><w:headerReference r:id="r2"/></w:sectPr>', more=more)


@case("only-paths.docx", "not_a_document")
def _():
    return package([("_rels/.rels", relationships(("officeDocument", "../../../../etc/passwd", "")))])


@case("quine-like.docx", "corrupt", "unsupported")
def _():
    """An archive within an archive within an archive, under the name of a document."""
    inner = b"x" * 1_000_000
    for level in range(20):
        inner = package([(f"word/{level}.zip", inner)])
    return inner


# --- archives ---------------------------------------------------------------------------------------------------------------
# Their outcome is that of the archive itself; what is in them is named besides.

ANY = ("not_a_document", "read", "too_large", "too_deep", "corrupt", "unsupported")


def gzip_of(megabytes, byte=b"a"):
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(byte * (1 << 20)) for _ in range(megabytes)) + packer.flush()


def tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, data in members:
            entry = tarfile.TarInfo(name)
            entry.type = kind
            entry.linkname = "/etc/passwd"
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@case("bomb.zip", *ANY)
def _():
    return package([("a.txt", "a" * 300_000_000), ("b.txt", "The words of a small file.")])


@case("bomb.txt.gz", *ANY)
def _():
    return gzip_of(1000)


@case("bomb-in-bomb.tar.gz", "too_large")
def _():
    """A hundred members that are too large each count for what was unpacked of them."""
    inner = gzip_of(300)
    return gzip.compress(tar([(f"{i}.gz", tarfile.REGTYPE, inner) for i in range(100)]))


@case("nested.zip", *ANY)
def _():
    inner = b"The words of a small file."
    for level in range(100):
        inner = package([(f"{level}.zip" if level else "a.txt", inner)])
    return inner


@case("branching.zip", *ANY)
def _():
    """Ten archives of ten archives of ten archives."""
    inner = package([("a.txt", "The words of a small file.")])
    for level in range(5):
        inner = package([(f"{level}-{i}.zip", inner) for i in range(10)])
    return inner


@case("many-entries.zip", *ANY)
def _():
    return package([(f"{i}.txt", b"") for i in range(100_001)])


@case("paths.zip", *ANY)
def _():
    names = ["../../../tmp/up.md", "/etc/passwd", "..\\..\\windows.md", "C:\\a.md", "a/../b.md", "line\nfeed.md", "\x1b[31mred.md", "", "."]
    return package([(name, "Words of a file.") for name in names if name])


@case("links.tar", *ANY)
def _():
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    links = [(f"{i}.md", kind, b"") for i, kind in enumerate(kinds)]
    return tar([*links, ("a.md", tarfile.REGTYPE, b"Words of a file."), ("a.md", tarfile.REGTYPE, b"Other words.")])


@case("cut.tar", *ANY)
def _():
    return tar([("a.md", tarfile.REGTYPE, b"Words of a file." * 1000)])[:700]


# --- XML --------------------------------------------------------------------------------------------------------------------

LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY l0 "ha ha ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY l{i} "{"&l%d;" % (i - 1) * 10}">' for i in range(1, 12))
    + '<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY % remote SYSTEM "http://localhost/x.dtd">%remote;]>'
)


@case("laughs.xml", "read")
def _():
    return LAUGHS + "<a><b>&l11;</b><b>&secret;</b><b>The words of the file.</b></a>"


@case("laughs.docx", "read")
def _():
    return docx(paragraph("The words &l11; &secret;"), LAUGHS)


@case("laughs.xlsx", "read")
def _():
    return xlsx('<sheetData><row><c t="inlineStr"><is><t>words &l11; &secret;</t></is></c></row></sheetData>', LAUGHS)


@case("laughs.odt", "read")
def _():
    return odf("text", "<text:p>words &l11; &secret;</text:p>", LAUGHS)


@case("laughs.html", "read")
def _():
    return LAUGHS + "<p>words &l11; &secret;</p>"


def deep(open_, inner, close, levels):
    return open_ * levels + inner + close * levels


@case("deep.xml", "too_deep")
def _():
    return deep("<a>", "x", "</a>", 200_000)


@case("deep.html", "too_deep")
def _():
    return deep("<div>", "x", "</div>", 200_000)


@case("deep.docx", "too_deep")
def _():
    return docx(deep("<w:sdt><w:sdtContent>", paragraph("x"), "</w:sdtContent></w:sdt>", 100_000))


@case("deep.odt", "too_deep")
def _():
    return odf("text", deep("<text:section>", "<text:p>x</text:p>", "</text:section>", 100_000))


@case("deep.ods", "too_deep")
def _():
    return odf("spreadsheet", deep("<table:table>", "", "</table:table>", 100_000))


@case("deep.pptx", "too_deep")
def _():
    return pptx(deep("<p:grpSp>", shape("x"), "</p:grpSp>", 100_000))


@case("deep.json", "too_deep")
def _():
    return deep('[{"a":', "1", "}]", 200_000)


@case("deep.rtf", "too_deep")
def _():
    return "{\\rtf1 " + deep("{", "x", "}", 200_000) + "}"


@case("deep.md", "too_deep")
def _():
    return deep("> ", "x", "", 200_000)


@case("attribute.xml", "read", "too_large")
def _():
    return f'<a b="{"x" * 20_000_000}"><c>words</c></a>'


@case("attributes.xml", "read", "too_large", "corrupt")
def _():
    return "<a " + " ".join(f'b{i}="x"' for i in range(500_000)) + "><c>words</c></a>"


@case("attributes.docx", "read")
def _():
    return docx(paragraph("words") + "<w:p " + " ".join(f'w:b{i}="x"' for i in range(300_000)) + "/>")


@case("attributes.html", "read")
def _():
    return "<p " + " ".join(f'b{i}="x"' for i in range(50_000)) + ">words</p>"


# --- 200 levels, which limits may or may not let pass -------------------------------------------------------------------------


@case("levels-lists.md", "too_deep", "read")
def _():
    return "".join("  " * i + "- item\n" for i in range(200))


@case("levels-quotes.md", "too_deep", "read")
def _():
    return "> " * 200 + "words\n"


@case("levels-lists.rst", "read")
def _():
    return "".join("  " * i + "- item\n\n" for i in range(200))


@case("levels-quotes.rst", "read")
def _():
    return "".join("  " * i + "words\n\n" for i in range(200))


@case("levels-directives.rst", "read")
def _():
    return "".join("   " * i + ".. note::\n\n" for i in range(200)) + "   " * 200 + "words\n"


@case("levels-lists.html", "too_deep", "read")
def _():
    return deep("<ul><li>item", "", "</li></ul>", 200)


@case("levels-tables.html", "too_deep", "read")
def _():
    return deep("<table><tr><td>cell", "", "</td></tr></table>", 200)


@case("levels-quotes.html", "too_deep", "read")
def _():
    return deep("<blockquote>words", "", "</blockquote>", 200)


@case("levels-tables.docx", "too_deep", "read")
def _():
    return docx(deep("<w:tbl><w:tr><w:tc>", paragraph("cell"), "<w:p/></w:tc></w:tr></w:tbl>", 200))


@case("levels-lists.odt", "too_deep", "read")
def _():
    return odf("text", deep("<text:list><text:list-item>", "<text:p>item</text:p>", "</text:list-item></text:list>", 200))


@case("levels-tables.odt", "too_deep", "read")
def _():
    return odf("text", deep(OPEN_CELL, "<text:p>c</text:p>", CLOSE_CELL, 200))


@case("levels-tables.rtf", "read", "too_deep")
def _():
    return "{\\rtf1 " + "".join(f"\\intbl\\itap{i} cell\\nestcell" for i in range(1, 201)) + "\\nestrow\\row}"


@case("levels-groups.pptx", "too_deep", "read")
def _():
    return pptx(deep("<p:grpSp>", shape("words"), "</p:grpSp>", 190))


@case("levels-mails.eml", "too_deep", "read")
def _():
    mail = "Subject: innermost\r\n\r\nwords\r\n"
    for i in range(200):
        mail = f"Subject: {i}\r\nContent-Type: message/rfc822\r\n\r\n" + mail
    return mail


@case("levels-parts.eml", "too_deep", "read")
def _():
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(200))
    return "Subject: parts\r\nFrom: a@example.com\r\nMIME-Version: 1.0\r\n" + heads + "\r\nwords\r\n"


# --- sheets -----------------------------------------------------------------------------------------------------------------


def letters(column):
    out = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


@case("wide.xlsx", "read")
def _():
    names = [letters(i) for i in range(1, 10_001)]
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{name}{r}"><v>{r}</v></c>' for name in names) + "</row>" for r in range(1, 11)
    )
    return xlsx(f"<sheetData>{rows}</sheetData>")


@case("declared.xlsx", "read")
def _():
    return xlsx(
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
        '<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>words</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells><autoFilter ref="A1:XFD1048576"/>'
    )


@case("merged.xlsx", "read")
def _():
    merges = "".join(f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 100_001))
    cells = "".join(f'<row r="{i}"><c r="B{i}"><v>1</v></c></row>' for i in range(1, 2000))
    return xlsx(f'<sheetData><row r="1"><c r="A1"><v>7</v></c></row>{cells}</sheetData><mergeCells>{merges}</mergeCells>')


@case("wide.ods", "read", "too_large")
def _():
    row = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    wide = row.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="10000"')
    endless = row.replace("<table:table-row", '<table:table-row table:number-rows-repeated="1048576"')
    return odf("spreadsheet", f"<table:table>{wide * 3}{endless}</table:table>")


@case("wide.csv", "read")
def _():
    return (",".join(f"c{i}" for i in range(10_000)) + "\n") * 10


@case("wide.md", "read", "too_large")
def _():
    """Each short row has cells for all columns of the first."""
    return "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|\n" * 100_000


@case("wide.rst", "read", "too_large", "damaged")
def _():
    rule = " ".join(["=="] * 10_000)
    return f"{rule}\n" + "a\n" * 10_000 + f"{rule}\n"


@case("wide.html", "read", "too_large")
def _():
    return "<table>" + ("<tr>" + "<td rowspan=65534 colspan=1000>x" * 10) * 2000 + "</table>"


# --- PDF --------------------------------------------------------------------------------------------------------------------


def pdf(objects, root=1, trailer=""):
    """Objects by number: text, or (dictionary, stream)."""
    out = b"%PDF-1.7\n"
    places = {}
    for number, each in sorted(objects.items()):
        places[number] = len(out)
        if isinstance(each, tuple):
            stream = each[1] if isinstance(each[1], bytes) else each[1].encode()
            body = f"<<{each[0]}/Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream"
        else:
            body = each.encode()
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    size = max(objects) + 1
    start = len(out)
    rows = "".join(f"{places[i]:010d} 00000 n \n" if i in places else "0000000000 65535 f \n" for i in range(size))
    return out + f"xref\n0 {size}\n{rows}trailer<</Size {size}/Root {root} 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


DESCRIPTOR = (
    "<</Type/FontDescriptor/FontName/N/Flags 4/FontBBox[0 0 9 9]/Ascent 9/Descent 0/CapHeight 9/ItalicAngle 0/StemV 9%s>>"
)
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(content="BT /F 12 Tf 50 700 Td (Plain words of a page.) Tj ET", resources="", more=None, entries="", head=""):
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{head}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>{entries}>>",
        4: content if isinstance(content, tuple) else ("", content),
        5: FONT,
    }
    objects.update(more or {})
    return pdf(objects)


WORDS = "BT /F 12 Tf 50 700 Td (Plain words of a page.) Tj ET "
# White letters make the reader draw the page.
WHITE = "1 1 1 rg BT /F 12 Tf 50 600 Td (White words of a page.) Tj ET "


@case("page-tree-loop.pdf", "corrupt", "read", "empty")
def _():
    kids = {2: "<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 99>>", 3: "<</Type/Pages/Kids[2 0 R]>>"}
    return pdf({1: "<</Type/Catalog/Pages 2 0 R>>", **kids})


@case("page-count.pdf", "corrupt", "read", "too_large", "empty", "damaged")
def _():
    return page().replace(b"/Count 1", b"/Count 2000000000")


@case("same-page.pdf", "read", "too_large", "corrupt")
def _():
    return page().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 30_000 + b"]/Count 30000")


@case("object-stream-loop.pdf", "corrupt", "read", "empty")
def _():
    """Object stream 4 lies in itself and goes on in itself."""
    stream = b"4 0 2 10 <</Type/ObjStm/N 2/First 8/Extends 4 0 R>><</Type/Pages/Kids[]>>"
    table = b"".join(struct.pack(">BHB", *row) for row in [(0, 0, 0), (1, 9, 0), (2, 4, 1), (0, 0, 0), (2, 4, 0), (1, 200, 0)])
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n4 0 obj\n"
    body += b"<</Type/ObjStm/N 2/First 8/Extends 4 0 R/Length %d>>stream\n" % len(stream) + stream + b"\nendstream\nendobj\n"
    start = len(body)
    body += b"5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Prev %d/Length %d>>stream\n" % (start, len(table))
    return body + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


@case("table-loop.pdf", "corrupt", "read")
def _():
    whole = page()
    start = whole[whole.rfind(b"startxref\n") + 10 :].split(b"\n")[0]
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + start)


@case("form-loop.pdf", "read")
def _():
    form = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    return page(
        WORDS + "/X Do " * 10,
        "/XObject<</X 6 0 R>>",
        {6: (form % 7, WORDS + WHITE + "/X Do " * 10), 7: (form % 6, "/X Do " * 10)},
    )


@case("form-tree.pdf", "read", "too_large", "timeout")
def _():
    """Thirty forms, each drawn ten times by the one before it: 10^30 words without a loop."""
    form = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    forms = {i: (form % (i + 1), "/X Do " * 10) for i in range(6, 36)}
    forms[36] = (form % 36, WORDS)
    return page(WORDS + "/X Do ", "/XObject<</X 6 0 R>>", forms)


@case("operators.pdf", "read", "too_large")
def _():
    return page(("/Filter/FlateDecode", zlib.compress((WORDS + "0 0 m 1 1 l S " * 2_000_000).encode())))


@case("letters.pdf", "read", "too_large", "timeout")
def _():
    """A million letters in one place."""
    return page(("/Filter/FlateDecode", zlib.compress(b"BT /F 12 Tf 50 700 Td " + b"(a) Tj 0 0 Td " * 1_000_000 + b"ET")))


@case("content-bomb.pdf", "read")
def _():
    once = zlib.compressobj(9)
    blank = b" " * (1 << 20)
    data = b"".join(once.compress(blank) for _ in range(100)) + once.compress(WORDS.encode()) + once.flush()
    return page(("/Filter[/FlateDecode/FlateDecode]", zlib.compress(data, 9)))


@case("outline-loop.pdf", "read")
def _():
    more = {
        6: "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
        7: "<</Title(Again)/Parent 6 0 R/First 7 0 R/Last 7 0 R/Next 7 0 R/Prev 7 0 R/Dest[3 0 R/Fit]>>",
    }
    return page(more=more, head="/Outlines 6 0 R")


@case("field-loop.pdf", "read")
def _():
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(b)/Rect[1 1 9 9]/P 3 0 R/Kids[6 0 R 7 0 R]/Parent 7 0 R>>"
    more = {6: field, 7: "<</T(c)/Kids[6 0 R]/Parent 6 0 R>>"}
    return page(more=more, entries="/Annots[6 0 R 6 0 R]", head="/AcroForm<</Fields[6 0 R 7 0 R]>>")


@case("type3-loop.pdf", "read", "timeout", "empty")
def _():
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.01 0 0 .01 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        "/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    return page(WHITE + "BT /F 9 Tf 9 9 Td (aaaa) Tj ET", more={5: font, 6: ("", "9 0 d0 BT /F 9 Tf (aaaa) Tj ET " * 4)})


@case("font-noise.pdf", "read", "damaged", "corrupt")
def _():
    noise = bytes((i * i * 7 + i // 3) & 255 for i in range(100_000))
    descriptor = DESCRIPTOR % "/FontFile2 7 0 R"
    font = "<</Type/Font/Subtype/TrueType/BaseFont/N/FirstChar 0/LastChar 255/FontDescriptor 6 0 R>>"
    return page(WORDS + WHITE, more={5: font, 6: descriptor, 7: ("/Length1 100000", b"\x00\x01\x00\x00\xff\xff" + noise)})


@case("unicode-map.pdf", "read", "unsupported_language")
def _():
    """A font that maps four thousand million codes."""
    cmap = (
        "begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
        "1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange " * 50
    )
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/N/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/N/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W[0 2000000000 1]/FontDescriptor{DESCRIPTOR % ''}>>]>>"
    )
    return page(WORDS, more={5: font, 6: ("", cmap)})


@case("image-size.pdf", "read", "damaged")
def _():
    image = "/Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return page(WORDS + WHITE + "600 0 0 800 0 0 cm /I Do", "/XObject<</I 6 0 R>>", {6: (image, b"abc")})


@case("image-bomb.pdf", "read", "too_large", "timeout", "crashed")
def _():
    once = zlib.compressobj(9)
    data = b"".join(once.compress(bytes(1 << 20)) for _ in range(900)) + once.flush()
    image = "/Type/XObject/Subtype/Image/Width 17000/Height 17000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode"
    return page(WORDS + WHITE + "600 0 0 800 0 0 cm /I Do", "/XObject<</I 6 0 R>>", {6: (image, data)})


@case("image-noise.pdf", "read", "damaged", "timeout")
def _():
    noise = bytes((i * i * 7 + i // 3) & 255 for i in range(200_000))
    kinds = ["/JBIG2Decode", "/JPXDecode", "/DCTDecode", "/CCITTFaxDecode", "/LZWDecode", "/RunLengthDecode"]
    image = "/Type/XObject/Subtype/Image/Width 5000/Height 5000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter"
    more = {6 + i: (image + kind, noise) for i, kind in enumerate(kinds)}
    names = "".join(f"/I{i} {i} 0 R" for i in more)
    return page(WORDS + WHITE + "".join(f"/I{i} Do " for i in more), f"/XObject<<{names}>>", more)


@case("pattern.pdf", "read", "timeout", "too_large", "crashed")
def _():
    """A pattern of tiles a thousandth of a point wide, on a page that must be drawn."""
    tile = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>"
    draw = "/Pattern cs /P scn 0 0 600 800 re f " + WORDS + WHITE
    return page(draw, "/Pattern<</P 6 0 R>>", {6: (tile, "1 0 0 rg 0 0 1 1 re f")})


@case("page-size.pdf", "read", "damaged", "too_large", "corrupt")
def _():
    return page(WORDS + WHITE).replace(b"/MediaBox[0 0 600 800]", b"/MediaBox[-1e38 -1e38 1e38 1e38]")


@case("lines.pdf", "read", "too_large", "timeout")
def _():
    """Three hundred thousand words on one page."""
    words = b"".join(b"1 0 0 1 %d %d Tm (w%d) Tj " % (i % 500 + 20, i // 500 + 20, i) for i in range(300_000))
    return page(("/Filter/FlateDecode", zlib.compress(b"BT /F 1 Tf " + words + b"ET")))


# --- text of other kinds ------------------------------------------------------------------------------------------------------


@case("addresses.md", "read")
def _():
    return "www.example.com " * 200_000


@case("references.md", "too_large")
def _():
    return f"[a]: <{'x' * 300_000}>\n\n" + "[a]\n\n" * 100_000


@case("one-line.txt", "read")
def _():
    return "word " * 2_000_000


@case("headers.eml", "read", "corrupt", "empty")
def _():
    return "From: a@example.com\r\n" + "Received: from x\r\n" * 200_000 + "Subject: x\r\n\r\nwords\r\n"


@case("parts.eml", "read", "too_large")
def _():
    part = "--b\r\nContent-Disposition: attachment; filename=x.csv\r\n\r\na,b\r\n"
    return "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 100_000


@case("bin.rtf", "read", "damaged")
def _():
    return "{\\rtf1 words \\bin2147483647 x\\bin-5 y\\u-99999999 ?\\uc2000000000\\u1 z}"


# --- the tests ----------------------------------------------------------------------------------------------------------------


def made(name):
    data = CASES[name][0]()
    return data if isinstance(data, bytes) else data.encode()


def review(folder, *more):
    environment = {**os.environ, "XDG_CACHE_HOME": str(pathlib.Path(folder).parent / "cache")}
    command = [CROSSWALK, "review", str(folder), "--format", "json", "--as-of", "2026-01-31", *more]
    ran = subprocess.run(command, capture_output=True, env=environment, timeout=580, check=False)
    return ran.returncode, json.loads(ran.stdout), ran.stderr.decode(errors="replace")


def verdict(result, name):
    for clause in result["clauses"]:
        for each in clause["constraints"]:
            if each["id"].endswith(name):
                return each["verdict"]
    return None


class HostileFormats(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory(prefix="crosswalk.")
        self.folder = pathlib.Path(self.place.name) / "documents"
        self.folder.mkdir()
        (self.folder / "note.md").write_text(NOTE)

    def tearDown(self):
        self.place.cleanup()

    def reviewed(self, *more):
        """The documents by path, after what holds for every review was checked."""
        code, result, errors = review(self.folder, *more)
        self.assertEqual(errors, "")
        documents = {each["path"]: each for each in result["documents"]}
        # What is not found may stand in a file that could not be read: a person has to look.
        unread = any(each["status"] == "unreadable" for each in documents.values())
        self.assertEqual(code, 4 if unread else 1)
        self.assertEqual(documents["note.md"]["status"], "read")
        self.assertEqual(verdict(result, "4.1.7/user-notification"), "partial", "the plain document is still judged")
        for each in documents.values():
            if each["status"] not in ("read", "damaged"):
                self.assertNotIn(each.get("reason"), (None, "", "none"), each)
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, MEMORY, "memory of a reader")
        self.assertNotIn("root:x:0", json.dumps(result), "a file outside was read")
        return documents

    def test_every_hostile_file_is_named_and_the_others_are_judged(self):
        for name in CASES:
            (self.folder / name).write_bytes(made(name))
        documents = self.reviewed()
        for name, (_, outcomes) in CASES.items():
            each = documents[name]
            outcome = "read" if each["status"] in ("read", "damaged") else each["reason"]
            with self.subTest(name):
                self.assertIn(outcome, outcomes, each.get("detail"))

    def test_files_cut_anywhere_are_named(self):
        """Forty cuts of a small file of every format."""
        whole = {
            "a.docx": docx(paragraph("The words of a file.") * 20),
            "a.xlsx": xlsx('<sheetData><row><c t="inlineStr"><is><t>words of a cell</t></is></c></row></sheetData>'),
            "a.pptx": pptx(shape("The words of a slide.")),
            "a.odt": odf("text", "<text:p>The words of a file.</text:p>" * 20),
            "a.ods": odf("spreadsheet", deep(OPEN_CELL, "<text:p>x</text:p>", CLOSE_CELL, 1)),
            "a.odp": odf("presentation", deep(OPEN_BOX, "<text:p>words</text:p>", CLOSE_BOX, 1)),
            "a.pdf": page(),
        }
        for format_ in ("csv", "eml", "html", "json", "markdown", "rst", "rtf", "text", "xml"):
            ending = {"markdown": "md", "text": "txt"}.get(format_, format_)
            for i, seed in enumerate(sorted((SOURCES / "src/extraction" / format_ / "testdata/fuzz" / format_).iterdir())):
                whole[f"{i}.{ending}"] = seed.read_bytes()
        count = 0
        for name, data in whole.items():
            for cut in sorted({len(data) * i // 40 for i in range(40)}):
                (self.folder / f"{cut}-{name}").write_bytes(data[:cut])
                count += 1
        self.assertGreater(count, 500)
        documents = self.reviewed()
        # Attachments of mails are documents of their own.
        self.assertEqual(len([path for path in documents if "!" not in path]), count + 1)
        self.assertNotIn("crashed", {each.get("reason") for each in documents.values()})
        self.assertNotIn("timeout", {each.get("reason") for each in documents.values()})

    def test_what_is_no_file_is_named_without_being_opened(self):
        os.mkfifo(self.folder / "pipe.docx")
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(self.folder)
            listener.bind("socket.pdf")
            os.chdir(here)
            with open(self.folder / "two-gigabytes.pdf", "wb") as file:
                file.write(b"%PDF-1.7\n")
                file.truncate(2 << 30)
            (self.folder / "tab\tand\x1b[31mescape\x7f.md").write_text("Words in a file with a bad name.")
            documents = self.reviewed()
        self.assertEqual(documents["pipe.docx"]["status"], "skipped")
        self.assertEqual(documents["socket.pdf"]["status"], "skipped")
        self.assertEqual(documents["two-gigabytes.pdf"]["reason"], "too_large")
        self.assertEqual([each["status"] for name, each in documents.items() if name.startswith("tab")], ["read"])

    def test_a_hundred_thousand_small_files_are_listed_quickly(self):
        for i in range(100):
            below = self.folder / str(i)
            below.mkdir()
            for k in range(1000):
                os.close(os.open(below / f"{k}.log", os.O_CREAT | os.O_WRONLY, 0o600))
        begin = time.monotonic()
        documents = self.reviewed("--ignore", "*.log")
        self.assertLess(time.monotonic() - begin, 30)
        self.assertIn("note.md", documents)


def show(names):
    with tempfile.TemporaryDirectory(prefix="crosswalk.") as place:
        for name in names if names != ["all"] else list(CASES):
            path = pathlib.Path(place) / name
            path.write_bytes(made(name))
            begin = time.monotonic()
            ran = subprocess.run(
                [CROSSWALK, "extract", str(path)], capture_output=True, env={**os.environ, "XDG_CACHE_HOME": place}, check=False
            )
            took = time.monotonic() - begin
            said = ran.stderr.decode(errors="replace").strip().replace("\n", " ").replace(place, "")[:120]
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
            size = path.stat().st_size
            print(f"{name:30} {size:>10} bytes {took:6.1f} s, {most:5} MB at most so far, code {ran.returncode} {said}", flush=True)
            path.unlink()


if __name__ == "__main__":
    CROSSWALK = sys.argv[1]
    if len(sys.argv) > 2:
        show(sys.argv[2:])
    else:
        unittest.main(argv=sys.argv[:1], verbosity=2)
