#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Remakes the DOCX, PDF and XLSX files of examples/manufacturer/ from examples/manufacturer-src/:
#   NAME.docx.md, NAME.pdf.md   Markdown, to a text document with a page header and page numbers
#   NAME.scan.md                the same, to a PDF that holds nothing but a picture of its page
#   NAME.xlsx.tsv               tab-separated rows, to a workbook; "# sheet: NAME" begins a sheet
# The other documents of the folder (Markdown, HTML, text, JSON) are written by hand and stay as they are.
# Needs pandoc, libreoffice-writer-nogui, libreoffice-calc-nogui, poppler-utils, fonts-dejavu-core, perl, zip and unzip.
# usage: tools/make_example.sh [OUTPUT-FOLDER]
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
source_dir=$root/examples/manufacturer-src
target_dir=${1:-$root/examples/manufacturer}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The same day in every file, so that making them again changes nothing (but for the order of glyphs in a PDF with many fonts).
export SOURCE_DATE_EPOCH=1792058400 TZ=UTC LC_ALL=C.UTF-8
# LibreOffice keeps its settings apart from those of whoever runs this.
profile=file://$work/profile

office() { # FILTER FOLDER FILE
  timeout 180 soffice "-env:UserInstallation=$profile" --headless --convert-to "$1" --outdir "$2" "$3" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    return 1
  }
}

# A reference document for pandoc whose pages carry a header (first argument, may be empty) and their number.
reference() { # HEADER OUTPUT
  local folder=$work/reference
  rm -rf "$folder" "$2"
  mkdir -p "$folder"
  pandoc --print-default-data-file reference.odt >"$work/plain.odt"
  unzip -qo "$work/plain.odt" -d "$folder"
  local header=$1
  header=${header//&/&amp;}
  header=${header//</&lt;}
  HEADER=$header perl -0pi -e '
    my $header = $ENV{HEADER};
    s/8\.5in/21cm/g; s/11in/29.7cm/g;
    s/(fo:margin-(?:top|bottom|left|right)=)"1in"/$1"2cm"/g;
    s/style:font-name="[^"]*"/style:font-name="DejaVu Sans"/g;
    s/fo:font-size="12pt"/fo:font-size="9.5pt"/g;
    s/fo:font-size="14pt"/fo:font-size="11pt"/g;
    s/fo:font-size="18pt"/fo:font-size="14pt"/g;
    if ($header eq "") { s/<style:footer>.*?<\/style:footer>//s; }
    else { s/(<style:footer>)/<style:header><text:p text:style-name="MP1">$header<\/text:p><\/style:header>$1/; }
  ' "$folder/styles.xml"
  perl -0pi -e 's/(<office:font-face-decls>)/$1<style:font-face style:name="DejaVu Sans" svg:font-family="DejaVu Sans"\/>/' \
    "$folder/styles.xml"
  (cd "$folder" && zip -qX0 "$2" mimetype && zip -qXr "$2" . -x mimetype)
}

# Gives all members of a package the same time and a fixed order.
settle() { # FILE
  local folder=$work/settle
  rm -rf "$folder"
  mkdir -p "$folder"
  unzip -qo "$1" -d "$folder"
  find "$folder/docProps" -name '*.xml' -exec perl -pi -e '
    s/(<dcterms:(?:created|modified)[^>]*>)[^<]*/${1}2026-10-15T10:00:00Z/g; s/<TotalTime>\d+/<TotalTime>0/; s/<cp:revision>\d+/<cp:revision>1/;
    s/<Application>[^<]*/<Application>LibreOffice/;
  ' {} +
  find "$folder" -exec touch -d @$SOURCE_DATE_EPOCH {} +
  rm -f "$work/settled.zip"
  (cd "$folder" && { echo '[Content_Types].xml'; find . -type f | sed 's,^\./,,' | grep -Fvx '[Content_Types].xml' | sort; } |
    zip -qX -@ "$work/settled.zip")
  mv "$work/settled.zip" "$1"
}

# Takes the moment of its making out of a PDF, without moving a byte of it.
settle_pdf() { # FILE
  perl -0pi -e '
    s{(/(?:CreationDate|ModDate)\s*\(D:)\d{14}[^)]*\)}{my $all = $&; my $new = "${1}20261015100000Z)"; $new .= " " x (length($all) - length($new)); $new}ge;
    s{(/ID\s*\[\s*<)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(>)}{$1 . "0" x 32 . $2 . "0" x 32 . $3}ge;
    s{(/DocChecksum\s*/)[0-9A-F]{32}}{$1 . "0" x 32}ge;
  ' "$1"
}

text_document() { # SOURCE OUTPUT-WITHOUT-ENDING: makes an ODT
  local header
  header=$(sed -n 's/^header: "\(.*\)"$/\1/p' "$1" | head -n 1)
  reference "$header" "$work/reference.odt"
  pandoc --from markdown-smart --to odt --reference-doc "$work/reference.odt" --output "$2.odt" "$1"
  # Lines around the cells of tables, which pandoc leaves out.
  (cd "$work" && unzip -qo "$2.odt" content.xml &&
    perl -pi -e 's/fo:border="none"/fo:border="0.5pt solid #909090" fo:padding="0.08cm"/g' content.xml && zip -qX "$2.odt" content.xml)
}

workbook() { # SOURCE OUTPUT: makes a flat ODS
  awk -F '\t' '
    function text(value) { gsub(/&/, "\\&amp;", value); gsub(/</, "\\&lt;", value); gsub(/"/, "\\&quot;", value); return value }
    BEGIN {
      print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
      print "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">"
      print "<office:automatic-styles><style:style style:name=\"head\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#dde6ee\" fo:wrap-option=\"wrap\"/><style:text-properties fo:font-weight=\"bold\"/></style:style><style:style style:name=\"cell\" style:family=\"table-cell\"><style:table-cell-properties fo:wrap-option=\"wrap\"/></style:style><style:style style:name=\"column\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"4.2cm\"/></style:style></office:automatic-styles>"
      print "<office:body><office:spreadsheet>"
    }
    /^# sheet: / {
      if (open) print "</table:table>"
      open = 1; first = 1
      printf "<table:table table:name=\"%s\"><table:table-column table:style-name=\"column\" table:number-columns-repeated=\"16\"/>\n", text(substr($0, 10))
      next
    }
    {
      printf "<table:table-row>"
      for (i = 1; i <= NF; ++i) {
        if ($i == "") printf "<table:table-cell/>"
        else printf "<table:table-cell table:style-name=\"%s\" office:value-type=\"string\"><text:p>%s</text:p></table:table-cell>", first ? "head" : "cell", text($i)
      }
      print "</table:table-row>"
      first = 0
    }
    END { print "</table:table></office:spreadsheet></office:body></office:document>" }
  ' "$1" >"$2"
}

while IFS= read -r -d '' source; do
  relative=${source#"$source_dir"/}
  folder=$target_dir/$(dirname "$relative")
  name=$(basename "$relative")
  mkdir -p "$folder"
  case $name in
    *.docx.md | *.pdf.md)
      name=${name%.md}
      ending=${name##*.}
      text_document "$source" "$work/${name%.*}"
      office "$ending" "$folder" "$work/${name%.*}.odt"
      if [ "$ending" = pdf ]; then settle_pdf "$folder/$name"; else settle "$folder/$name"; fi
      ;;
    *.scan.md)
      name=${name%.scan.md}
      text_document "$source" "$work/page"
      office pdf "$work" "$work/page.odt"
      pdftoppm -r 90 -gray -jpeg -jpegopt quality=40 -singlefile "$work/page.pdf" "$work/picture"
      reference "" "$work/reference.odt"
      echo "![]($work/picture.jpg){width=17cm}" |
        pandoc --from markdown --to odt --reference-doc "$work/reference.odt" --output "$work/$name.odt"
      office pdf "$folder" "$work/$name.odt"
      settle_pdf "$folder/$name.pdf"
      name=$name.pdf
      ;;
    *.xlsx.tsv)
      name=${name%.tsv}
      workbook "$source" "$work/${name%.xlsx}.fods"
      office xlsx "$folder" "$work/${name%.xlsx}.fods"
      settle "$folder/$name"
      ;;
    *)
      echo "make_example.sh: not a source of a document: $relative" >&2
      exit 1
      ;;
  esac
  test -s "$folder/$name"
  echo "$(dirname "$relative")/$name"
done < <(find "$source_dir" -type f -print0 | sort -z)
