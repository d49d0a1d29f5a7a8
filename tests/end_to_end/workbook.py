# SPDX-License-Identifier: Apache-2.0
"""Writes an XLSX file: workbook.py OUT, with {"sheets": [{"name": ..., "rows": [[...]], "merges": ["A1:C1"]}]} on standard input."""
import json
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sheet_xml(sheet):
    rows = []
    for number, row in enumerate(sheet["rows"], 1):
        cells = [f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                 for at, value in enumerate(row) if value]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.get("merges", []))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'


def main():
    sheets = json.load(sys.stdin)["sheets"]
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(sys.argv[1], "w") as out:
        out.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                     'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                     f'<Override PartName="/xl/workbook.xml" ContentType="{MEDIA}.sheet.main+xml"/>' +
                     "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{MEDIA}.worksheet+xml"/>'
                             for i in numbers) + "</Types>")
        out.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                     f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        out.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + "".join(
            f'<sheet name={quoteattr(sheet["name"])} sheetId="{i}" r:id="r{i}"/>' for i, sheet in zip(numbers, sheets)) +
            "</sheets></workbook>")
        out.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers) +
            "</Relationships>")
        for i, sheet in zip(numbers, sheets):
            out.writestr(f"xl/worksheets/sheet{i}.xml", sheet_xml(sheet))


if __name__ == "__main__":
    main()
