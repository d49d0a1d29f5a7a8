#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Looks at the structure of documents that Crosswalk writes, with nothing of its code:
    python3 tools/check_papers.py FILE.pdf FILE.docx ...
PDF (ISO 32000-1, 14.7 to 14.9; 12.3.3): tagged, language, title, all text but headers and footers within marked content, structure elements
that lead to it once, headings without gaps, rows of tables with as many cells, bookmarks that are the headings.
DOCX (ECMA-376 Part 1, 17; Part 2): parts declared and related, elements in the order of their types, ids once, styles, numbering,
relations and bookmarks that are there, fields that end, rows as wide as their grid, headings without gaps, repeated header rows.
Prints a line for each fault; ends with 1 if there is one, 2 for files that are neither.
"""
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
import zlib

# --- PDF -----------------------------------------------------------------------------------------------------------------------


class Ref(int):
    """The number of an object that is named elsewhere."""


class Name(str):
    """/Name"""


TOKEN = re.compile(rb"%[^\r\n]*|<<|>>|\[|\]|/[^\s()<>\[\]{}/%]*|\d+\s+\d+\s+R\b|[-+]?\d*\.?\d+|<[0-9A-Fa-f\s]*>|[A-Za-z'\"*][A-Za-z0-9'\"*]*|\(")


def literal(data, at):
    """A string in brackets that begins at `at`: its bytes, and where it ends."""
    out, depth, at = bytearray(), 1, at + 1
    while depth:
        c = data[at:at + 1]
        if c == b"\\":
            follows = data[at + 1:at + 2]
            octal = re.match(rb"[0-7]{1,3}", data[at + 1:at + 4])
            if octal:
                out.append(int(octal.group(), 8) & 255)
                at += 1 + len(octal.group())
                continue
            out += {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(follows, follows)
            at += 2
            continue
        depth += c == b"("
        depth -= c == b")"
        if depth:
            out += c
        at += 1
    return bytes(out), at


def tokens(data):
    at = 0
    while True:
        found = TOKEN.search(data, at)
        if not found:
            return
        word = found.group()
        at = found.end()
        if word == b"(":
            text, at = literal(data, found.start())
            yield text
        elif word.startswith(b"%"):
            continue
        elif word.startswith(b"<") and word != b"<<":
            digits = re.sub(rb"\s", b"", word[1:-1])
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif word.startswith(b"/"):
            yield Name(word[1:].decode("latin-1"))
        elif word.endswith(b"R") and b" " in word:
            yield Ref(word.split()[0])
        elif re.fullmatch(rb"[-+]?\d*\.?\d+", word):
            yield float(word) if b"." in word else int(word)
        else:
            yield ("op", word.decode("latin-1"))


def value(source):
    token = next(source)
    if token == ("op", "<<"):
        out = {}
        while (key := next(source)) != ("op", ">>"):
            out[key] = value(source)
        return out
    if token == ("op", "["):
        out = []
        while True:
            one = value(source)
            if one == ("op", "]"):
                return out
            out.append(one)
    return token


def text_of(string):
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be")
    return string.decode("latin-1")


class Pdf:
    def __init__(self, data):
        self.objects = {}
        self.streams = {}
        for found in re.finditer(rb"(?:^|[\r\n])(\d+) 0 obj\b", data):
            number, at = int(found.group(1)), found.end()
            end = data.find(b"endobj", at)
            body = data[at:end]
            stream = re.search(rb"stream\r?\n", body)
            self.objects[number] = value(tokens(body[:stream.start()] if stream else body))
            if stream:
                begin = at + stream.end()
                length = self.get(self.objects[number].get("Length"))
                self.streams[number] = (begin, length)
        self.data = data
        for number in list(self.streams):
            begin, length = self.streams[number]
            if length is None:
                length = self.get(self.objects[number]["Length"])
            raw = data[begin:begin + length]
            self.streams[number] = zlib.decompress(raw) if self.objects[number].get("Filter") == "FlateDecode" else raw
        for number in list(self.streams):
            head = self.objects[number]
            if head.get("Type") == "ObjStm":
                self.unpack(head, self.streams[number])
        roots = [o for o in self.objects.values() if isinstance(o, dict) and o.get("Type") == "Catalog"]
        self.root = roots[0] if len(roots) == 1 else {}
        trailer = re.search(rb"trailer\s*<<", data)
        if trailer:
            self.trailer = value(tokens(data[trailer.end() - 2:]))
        else:
            self.trailer = next((o for o in self.objects.values() if isinstance(o, dict) and o.get("Type") == "XRef"), {})

    def unpack(self, head, stream):
        """The objects of an object stream (7.5.7)."""
        numbers = [int(n) for n in stream[:head["First"]].split()]
        for i in range(0, len(numbers), 2):
            self.objects[numbers[i]] = value(tokens(stream[head["First"] + numbers[i + 1]:]))

    def get(self, one):
        return self.objects.get(int(one)) if isinstance(one, Ref) else one

    def pages(self, node=None):
        node = self.get(self.root.get("Pages")) if node is None else node
        if node.get("Type") == "Page":
            yield node
        for kid in self.get(node.get("Kids", [])):
            yield from self.pages(self.get(kid))


WORDS = {"Tj", "TJ", "'", '"'}
ROWS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"}, "L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}}
KNOWN = {"Document", "Part", "Sect", "Div", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
         "Quote", "BlockQuote", "Note", "Code", "Link", "Figure", "Caption", "Reference", "TOC", "TOCI", "NonStruct"} | {
             "H%d" % n for n in range(1, 7)}


def marks_of(pdf, page, fault):
    """The ids of marked content on a page. Lines and grounds may stand outside of it, words only as header and footer: before what
    is marked or behind it. (They are artifacts, which cairo 1.16 cannot mark as such.)"""
    contents = pdf.get(page["Contents"])
    numbers = contents if isinstance(contents, list) else [page["Contents"]]
    # Inline images would hide words; cairo writes none into our papers.
    source, stack, operands, out, order = tokens(b"\n".join(pdf.streams[int(n)] for n in numbers)), [], [], [], []
    for token in source:
        if not isinstance(token, tuple) or token[1] in ("[", "]", "<<", ">>"):
            operands.append(token)
            continue
        operator = token[1]
        if operator in ("BDC", "BMC"):
            found = [operands[i + 1] for i in range(len(operands) - 1) if operands[i] == "MCID"]
            artifact = "Artifact" in operands
            stack.append(found[0] if found else "artifact" if artifact else None)
            out += found
        elif operator == "EMC":
            if not stack:
                fault("marked content ends that never began")
            else:
                stack.pop()
        elif operator in WORDS:
            order.append(any(mark is not None for mark in stack))
        operands = []
    if stack:
        fault("marked content does not end")
    if True in order:
        within = order[order.index(True):len(order) - order[::-1].index(True)]
        if not all(within):
            fault("%d pieces of text stand outside of marked content" % within.count(False))
    return out


def check_pdf(path, data, fault):
    pdf = Pdf(data)
    root = pdf.root
    if pdf.get(root.get("MarkInfo", {})).get("Marked") != ("op", "true"):
        fault("it is not marked as tagged")
    if not root.get("Lang"):
        fault("it says no language")
    info = pdf.get(pdf.trailer.get("Info")) or {}
    title = text_of(info.get("Title", b""))
    if not title:
        fault("it has no title")
    tree = pdf.get(root.get("StructTreeRoot"))
    if not tree:
        return fault("it has no structure")
    marked = {}
    numbers = {}
    for number, one in pdf.objects.items():
        if isinstance(one, dict) and one.get("Type") == "Page":
            numbers[number] = one
    for number, page in numbers.items():
        for mark in marks_of(pdf, page, fault):
            if (number, mark) in marked:
                fault("two pieces of page object %d have the mark %d" % (number, mark))
            marked[(number, mark)] = 0
    headings = []

    def walk(element, page, parent):
        element = pdf.get(element)
        if isinstance(element, int):
            key = (page, element)
            if key not in marked:
                fault("structure leads to mark %d of page object %s, which is not there" % (element, page))
            else:
                marked[key] += 1
            return None
        kind = element.get("S")
        here = int(element["Pg"]) if "Pg" in element else page
        if element.get("Type") == "MCR":
            return walk(element["MCID"], here, parent)
        if element.get("Type") == "OBJR":
            return None
        if kind is not None:
            if kind not in KNOWN:
                fault("'%s' is no structure type of ISO 32000-1, 14.8.4" % kind)
            if parent in ROWS and kind not in ROWS[parent]:
                fault("'%s' within '%s'" % (kind, parent))
            if re.fullmatch("H[1-6]", kind):
                headings.append(int(kind[1]))
        kids = pdf.get(element.get("K", []))
        kids = kids if isinstance(kids, list) else [element["K"]]
        kinds = [walk(kid, here, kind or parent) for kid in kids]
        if kind == "Table":
            rows = []
            for kid in kids:
                row = pdf.get(kid)
                if row.get("S") == "TR":
                    cells = pdf.get(row.get("K", []))
                    cells = cells if isinstance(cells, list) else [row["K"]]
                    rows.append([pdf.get(c).get("S") for c in cells])
            if len({len(r) for r in rows}) > 1:
                fault("rows of a table have %s cells" % sorted({len(r) for r in rows}))
            if rows and "TH" not in rows[0]:
                fault("a table has no header cell")
        return kind if kinds is not None else None

    for kid in pdf.get(tree["K"]) if isinstance(pdf.get(tree["K"]), list) else [tree["K"]]:
        walk(kid, None, None)
    lost = [key for key, times in marked.items() if times != 1]
    if lost:
        fault("%d pieces of pages are in the structure not once, first %s" % (len(lost), lost[0]))
    if headings[:1] != [1] or headings.count(1) != 1:
        fault("it has not one heading of level 1 at its beginning: %s" % headings)
    for before, after in zip(headings, headings[1:]):
        if after > before + 1:
            fault("a heading of level %d follows one of level %d" % (after, before))
    marks = []

    def outline(item, level):
        while item is not None:
            one = pdf.get(item)
            marks.append((level, text_of(one["Title"])))
            if "Dest" not in one and "A" not in one:
                fault("the bookmark '%s' leads nowhere" % text_of(one["Title"]))
            if "First" in one:
                outline(one["First"], level + 1)
            item = one.get("Next")

    outlines = pdf.get(root.get("Outlines")) or {}
    outline(outlines.get("First"), 1)
    shown = struct_headings(path)
    if shown is None:
        return
    # The title of the file stands for the first heading; bookmarks are those below it.
    expected = [(0, title)] + marks
    if [level for level, _ in expected] != [level - 1 for level, _ in shown]:
        fault("bookmarks are not the headings: %d and %d" % (len(marks), len(shown) - 1))
        return
    for (_, mark), (_, heading) in zip(expected, shown):
        if not heading or not " ".join(mark.split()).startswith(heading):
            fault("the bookmark '%s' stands where the heading is '%s'" % (mark, heading))


def struct_headings(path):
    """Level of headings and how they begin, as poppler's reader has them, which ends with the first ligature or line; None where
    it is not installed."""
    try:
        listing = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    out, inside = [], None
    for line in listing.splitlines():
        indent = len(line) - len(line.lstrip())
        found = re.match(r"\s*H([1-6]) \(block\)", line)
        if found:
            inside = indent
            out.append((int(found.group(1)), ""))
        elif inside is not None and indent > inside and line.strip().startswith('"'):
            out[-1] = (out[-1][0], out[-1][1] + line.strip()[1:-1])
        elif inside is not None and indent <= inside:
            inside = None
    return [(level, " ".join(unicodedata.normalize("NFKC", text).split())) for level, text in out]


# --- DOCX ----------------------------------------------------------------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The order of elements in their types. Source: ECMA-376 Part 1, A.1 (wml.xsd, transitional).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
           "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
           "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
           "rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
           "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
           "oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders "
             "shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
              "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
             "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "pBdr": "top left bottom right between bar",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape "
                "printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts "
                "saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
                "hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles "
                "stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
                "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
                "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
                "defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
                "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
                "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
                "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
                "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema "
                "saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving "
                "saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars "
                "rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
                "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
                "doNotEmbedSmartTags decimalSymbol listSeparator",
}
ORDER = {key: {name: at for at, name in enumerate(names.split())} for key, names in ORDER.items()}


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def check_order(part, root, fault):
    for element in root.iter():
        order = ORDER.get(local(element)) if element.tag.startswith(W) else None
        if order is None:
            continue
        last = -1
        for child in element:
            if not child.tag.startswith(W):
                continue
            at = order.get(local(child))
            if at is None:
                fault("%s: '%s' has no place in '%s'" % (part, local(child), local(element)))
            elif at < last:
                fault("%s: '%s' stands too late in '%s'" % (part, local(child), local(element)))
            else:
                last = at


def relations_of(parts, part):
    folder, _, name = part.rpartition("/")
    found = parts.get((folder + "/" if folder else "") + "_rels/" + name + ".rels")
    return {} if found is None else {r.get("Id"): r for r in found}


def check_package(parts, raw, fault):
    types = parts["[Content_Types].xml"]
    defaults = {t.get("Extension", "").lower() for t in types if local(t) == "Default"}
    overrides = {t.get("PartName") for t in types if local(t) == "Override"}
    for part in raw:
        if part != "[Content_Types].xml" and "/" + part not in overrides and part.rpartition(".")[2].lower() not in defaults:
            fault("%s has no content type" % part)
    for name in overrides:
        if name[1:] not in raw:
            fault("a content type is declared for %s, which is not there" % name)
    for part in raw:
        if not part.endswith(".rels"):
            for relation in relations_of(parts, part).values():
                target = relation.get("Target")
                folder = part.rpartition("/")[0]
                full = target[1:] if target.startswith("/") else (folder + "/" if folder else "") + target
                while "/../" in full:
                    full = re.sub(r"[^/]+/\.\./", "", full, count=1)
                if relation.get("TargetMode") != "External" and full not in raw:
                    fault("%s leads to %s, which is not there" % (part, full))


def once(values, what, fault):
    seen = set()
    for one in values:
        if one in seen:
            fault("%s '%s' stands twice" % (what, one))
        seen.add(one)
    return seen


def check_tables(body, fault):
    for table in body.iter(W + "tbl"):
        columns = len(table.findall(W + "tblGrid/" + W + "gridCol"))
        rows = table.findall(W + "tr")
        for row in rows:
            cells = row.findall(W + "tc")
            if len(cells) != columns:
                fault("a row has %d cells in a grid of %d" % (len(cells), columns))
            for cell in cells:
                if not len(cell) or cell[-1].tag != W + "p":
                    fault("a cell does not end with a paragraph")
        look = table.find(W + "tblPr/" + W + "tblLook")
        if look is not None and look.get(W + "firstRow") == "1" and rows[0].find(W + "trPr/" + W + "tblHeader") is None:
            fault("the header row of a table is not repeated")


def check_fields(part, root, fault):
    depth = 0
    for one in root.iter(W + "fldChar"):
        kind = one.get(W + "fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            fault("%s: a field ends that never began" % part)
    if depth:
        fault("%s: a field does not end" % part)


def check_docx(path, data, fault):
    del data
    with zipfile.ZipFile(path) as archive:
        once(archive.namelist(), "the part", fault)
        raw = {name: archive.read(name) for name in archive.namelist()}
    parts = {}
    for name, text in raw.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = ET.fromstring(text)
            except ET.ParseError as error:
                fault("%s is no XML: %s" % (name, error))
                return
    check_package(parts, raw, fault)
    document = parts["word/document.xml"]
    body = document.find(W + "body")
    styles = {}
    style_ids = [s.get(W + "styleId") for s in parts["word/styles.xml"].iter(W + "style")]
    once(style_ids, "the style", fault)
    for style in parts["word/styles.xml"].iter(W + "style"):
        styles[style.get(W + "styleId")] = style
    for style in styles.values():
        for link in ("basedOn", "next", "link"):
            target = style.find(W + link)
            if target is not None and target.get(W + "val") not in styles:
                fault("the style '%s' is based on or followed by '%s', which is not there" % (style.get(W + "styleId"), target.get(W + "val")))
    numbers = {n.get(W + "numId") for n in parts["word/numbering.xml"].iter(W + "num")} if "word/numbering.xml" in parts else set()
    stories = {name: root for name, root in parts.items() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name)}
    for name, root in parts.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            check_order(name, root, fault)
    for name, root in stories.items():
        check_fields(name, root, fault)
        relations = relations_of(parts, name)
        for element in root.iter():
            for attribute in (R + "id", R + "embed"):
                if element.get(attribute) is not None and element.get(attribute) not in relations:
                    fault("%s: the relation '%s' is not there" % (name, element.get(attribute)))
        for kind, wanted in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
            for used in root.iter(W + kind):
                style = styles.get(used.get(W + "val"))
                if style is None or style.get(W + "type") != wanted:
                    fault("%s: '%s' is no style of a %s" % (name, used.get(W + "val"), wanted))
        for used in root.iter(W + "numId"):
            if used.get(W + "val") not in numbers:
                fault("%s: the list '%s' is not there" % (name, used.get(W + "val")))
    bookmarks = once([b.get(W + "name") for b in document.iter(W + "bookmarkStart")], "the bookmark", fault)
    begun = once([b.get(W + "id") for b in document.iter(W + "bookmarkStart")], "the bookmark's id", fault)
    if begun != {b.get(W + "id") for b in document.iter(W + "bookmarkEnd")}:
        fault("bookmarks begin and end not alike")
    for link in document.iter(W + "hyperlink"):
        if link.get(W + "anchor") is not None and link.get(W + "anchor") not in bookmarks:
            fault("a link leads to the bookmark '%s', which is not there" % link.get(W + "anchor"))
    once([s.find(W + "id").get(W + "val") for s in document.iter(W + "sdtPr") if s.find(W + "id") is not None], "the control's id", fault)
    check_tables(body, fault)
    check_headings(body, styles, fault)
    check_frame(document, parts, stories, fault)


def check_headings(body, styles, fault):
    names = {key: style.find(W + "name").get(W + "val").lower() for key, style in styles.items()}
    levels = []
    for paragraph in body.iter(W + "p"):
        used = paragraph.find(W + "pPr/" + W + "pStyle")
        name = names.get(used.get(W + "val"), "") if used is not None else ""
        if name == "title":
            levels.append(0)
        elif re.fullmatch("heading [1-9]", name):
            levels.append(int(name[-1]))
            if not "".join(paragraph.itertext()).strip():
                fault("a heading is empty")
    if levels[:1] != [0] or levels.count(0) != 1:
        fault("it does not begin with one title")
    for before, after in zip(levels, levels[1:]):
        if after > before + 1:
            fault("a heading of level %d follows one of level %d" % (after, before))


def check_frame(document, parts, stories, fault):
    section = document.find(W + "body/" + W + "sectPr")
    if section is None or document.find(W + "body")[-1] is not section:
        fault("the body does not end with its page")
        return
    for kind in ("headerReference", "footerReference"):
        if section.find(W + kind) is None:
            fault("it has no %s" % kind)
    properties = {p.get("name") for p in parts.get("docProps/custom.xml", [])}
    for name, root in stories.items():
        codes = "".join(t.text or "" for t in root.iter(W + "instrText")) + " ".join(
            f.get(W + "instr") for f in root.iter(W + "fldSimple"))
        for quoted, plain in re.findall(r'DOCPROPERTY\s+(?:"([^"]+)"|(\w+))', codes):
            used = quoted or plain
            if used not in properties and used not in ("Title", "Author", "Company"):
                fault("%s: there is no property '%s'" % (name, used))


def main(paths):
    faults = 0
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        found = []
        if data.startswith(b"%PDF-"):
            check_pdf(path, data, found.append)
        elif data.startswith(b"PK\x03\x04"):
            check_docx(path, data, found.append)
        else:
            print("%s: it is neither PDF nor DOCX" % path)
            return 2
        for one in found:
            print("%s: %s" % (path, one))
        faults += len(found)
    print("%d files, %d faults" % (len(paths), faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
