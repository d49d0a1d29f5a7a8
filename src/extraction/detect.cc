// SPDX-License-Identifier: Apache-2.0
#include "extraction/detect.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "extraction/csv/records.h"
#include "extraction/legacy/converters.h"
#include "extraction/rst/lines.h"
#include "extraction/vouching.h"

namespace crosswalk::extraction {
namespace {

using document::Reason;
using document::Status;
using namespace std::string_view_literals;

constexpr std::size_t kSample = 64 << 10;
constexpr std::size_t kMaxMembers = 20'000;

Detected read_as(std::string_view format) { return {std::string(format), Status::read, Reason::none, {}}; }
Detected unsupported(std::string_view detail) { return {{}, Status::unreadable, Reason::unsupported, std::string(detail)}; }
Detected no_document(std::string_view detail) { return {{}, Status::skipped, Reason::not_a_document, std::string(detail)}; }
/// A picture that may show text.
Detected picture(std::string_view detail) { return {"image", Status::skipped, Reason::not_a_document, std::string(detail)}; }
/// A file that has to be converted before it can be read.
Detected legacy_office(std::string_view format, std::string_view detail) {
  return {std::string(format), Status::unreadable, Reason::unsupported, std::string(detail)};
}
Detected corrupt(std::string_view detail) { return {{}, Status::unreadable, Reason::corrupt, std::string(detail)}; }

bool has_at(std::string_view bytes, std::size_t offset, std::string_view mark) {
  return offset <= bytes.size() && bytes.substr(offset).starts_with(mark);
}

/// The ending of the last part of a path in lower case, with its point; empty without one or for ".name".
std::string ending_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t point = name.rfind('.');
  return point == std::string_view::npos || point == 0 ? std::string() : base::to_lower(name.substr(point));
}

bool is_one_of(std::string_view word, std::string_view words) {
  if (word.empty()) return false;
  for (const std::string_view each : base::split(words, ' ')) {
    if (each == word) return true;
  }
  return false;
}

/// A mark at a place of the file.
struct Mark {
  std::size_t offset;
  std::string_view bytes;
  std::string_view what;
};

// Long enough not to begin a text by chance. Source: the formats' own specifications; the list of the file(1) command.
constexpr std::array kNoDocuments{
    Mark{0, "\x89PNG\r\n\x1A\n"sv, "image (PNG)"},
    Mark{0, "\xFF\xD8\xFF"sv, "image (JPEG)"},
    Mark{0, "GIF87a"sv, "image (GIF)"},
    Mark{0, "GIF89a"sv, "image (GIF)"},
    Mark{0, "II*\0"sv, "image (TIFF)"},
    Mark{0, "MM\0*"sv, "image (TIFF)"},
    Mark{0, "\0\0\1\0"sv, "image (icon)"},
    Mark{0, "8BPS\0\1"sv, "image (Photoshop)"},
    Mark{8, "WEBP"sv, "image (WebP)"},
    Mark{0, "\0\0\0\x0CjP  \r\n\x87\n"sv, "image (JPEG 2000)"},
    Mark{128, "DICM"sv, "medical image (DICOM)"},
    Mark{8, "AVI "sv, "video"},
    Mark{8, "WAVEfmt"sv, "sound"},
    Mark{4, "ftyp"sv, "image, sound or video (ISO media)"},
    Mark{0, "\x1A\x45\xDF\xA3"sv, "video (Matroska)"},
    Mark{0, "OggS\0"sv, "sound or video (Ogg)"},
    Mark{0, "fLaC\0"sv, "sound (FLAC)"},
    Mark{0,
         "\x7F"
         "ELF"sv,
         "program (ELF)"},
    Mark{0, "\xCF\xFA\xED\xFE"sv, "program (Mach-O)"},
    Mark{0, "\xCE\xFA\xED\xFE"sv, "program (Mach-O)"},
    Mark{0, "\xCA\xFE\xBA\xBE"sv, "program (Java class or Mach-O)"},
    Mark{0, "\0asm"sv, "program (WebAssembly)"},
    Mark{0, "!<arch>\n"sv, "program library or package"},
    Mark{0, "dex\n03"sv, "program (Android)"},
    Mark{0, "wOFF"sv, "font"},
    Mark{0, "wOF2"sv, "font"},
    Mark{0, "OTTO\0"sv, "font"},
    Mark{0, "\0\1\0\0\0"sv, "font"},
    Mark{0, "true\0"sv, "font"},
    Mark{0, "ttcf\0"sv, "font"},
    Mark{0, "SQLite format 3\0"sv, "database"},
    Mark{4, "Standard ACE DB"sv, "database (Access)"},
    Mark{4, "Standard Jet DB"sv, "database (Access)"},
    Mark{0, "DIRC\0\0\0"sv, "file of git"},
    Mark{0, "PACK\0\0\0"sv, "file of git"},
    Mark{0, "\xFFtOc"sv, "file of git"},
};

// Only believed where the bytes are no text: too short, or letters only.
constexpr std::array kNoDocumentsIfBinary{
    Mark{0, "MZ"sv, "program (Windows)"}, Mark{0, "BM"sv, "image (BMP)"},
    Mark{0, "ID3"sv, "sound (MP3)"},      Mark{0, "\xFF\xFB"sv, "sound (MP3)"},
    Mark{0, "\xFF\xF3"sv, "sound (MP3)"}, Mark{0, "x\x01"sv, "compressed data (zlib), as of git"},
    Mark{0, "MThd"sv, "sound (MIDI)"},
};

// Archives, and single files that are compressed: gzip, bzip2, xz, zstd, 7-Zip, tar of POSIX and of GNU.
constexpr std::array kArchives{
    Mark{0, "\x1F\x8B\x08"sv, {}},
    Mark{0, "BZh"sv, {}},
    Mark{0,
         "\xFD"
         "7zXZ\0"sv,
         {}},
    Mark{0, "\x28\xB5\x2F\xFD"sv, {}},
    Mark{0, "7z\xBC\xAF\x27\x1C"sv, {}},
    Mark{257, "ustar\0"sv, {}},
    Mark{257, "ustar  \0"sv, {}},
};

constexpr std::array kUnsupported{
    Mark{0, "%!PS"sv, "PostScript"}, Mark{0, "Rar!\x1A\x07"sv, "archive (RAR)"}, Mark{0, "MSCF\0\0\0\0"sv, "archive (CAB)"},
    Mark{0, "AT&TFORM"sv, "DjVu"},   Mark{0, "ITSF\3"sv, "compiled help (CHM)"}, Mark{0, "!BDN"sv, "mailbox (PST)"},
};

// Text or not, these are documents of kinds that are not read yet, or pictures.
constexpr std::string_view kUnsupportedEndings =
    ".msg .doc .dot .xls .xlt .ppt .pps .epub .vsd .vsdx .one "
    ".pages "
    ".numbers .key .ps .eps .rar";
constexpr std::string_view kDocumentEndings =
    ".pdf .docx .docm .dotx .xlsx .xlsm .xltx"
    " .pptx .pptm .ppsx .potx .odt .ott .ods .ots .odp .otp .odg"
    " .zip .tar .7z .gz .tgz .bz2 .tbz2 .xz .txz .zst";
constexpr std::string_view kPictureEndings = ".svg .xpm .xbm .ppm .pgm .pbm";

std::uint32_t little(std::string_view bytes, std::size_t offset, std::size_t length) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < length; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
  }
  return value;
}

/// Calls `each` with the name of every member of a ZIP container, by its central directory. False if there is none that can be
/// followed. Source: PKWARE APPNOTE.TXT 6.3.3, 4.3.12 and 4.3.16.
template <class Each>
bool for_each_member(std::string_view bytes, Each each) {
  constexpr std::size_t end_record = 22;
  if (bytes.size() < end_record) return false;
  const std::size_t lowest = bytes.size() - std::min<std::size_t>(bytes.size(), end_record + 0xFFFF);
  const std::size_t end = bytes.rfind("PK\5\6"sv, bytes.size() - end_record);
  if (end == std::string_view::npos || end < lowest) return false;
  const std::uint32_t size = little(bytes, end + 12, 4);
  std::size_t at = little(bytes, end + 16, 4);
  // Bytes before the container, or offsets of 64 bits: the directory ends where its end record begins.
  if (!has_at(bytes, at, "PK\1\2"sv)) at = size <= end ? end - size : bytes.size();
  if (!has_at(bytes, at, "PK\1\2"sv)) {
    at = bytes.find("PK\1\2"sv);
    if (at == std::string_view::npos) return false;
  }
  for (std::size_t count = 0; count < kMaxMembers && has_at(bytes, at, "PK\1\2"sv) && bytes.size() - at >= 46; ++count) {
    const std::size_t name = little(bytes, at + 28, 2);
    const std::size_t rest = std::size_t{little(bytes, at + 30, 2)} + little(bytes, at + 32, 2);
    if (name > bytes.size() - at - 46) break;
    each(bytes.substr(at + 46, name));
    at += std::min(bytes.size() - at, 46 + name + rest);
  }
  return true;
}

bool is_open_document(std::string_view format) { return format == "odt" || format == "ods" || format == "odp"; }

/// Whether files of this format are archives.
bool is_container(std::string_view format) {
  return format == "archive" || format == "docx" || format == "xlsx" || format == "pptx" || is_open_document(format);
}

/// The format of a text that begins with a media type of OpenDocument; empty for another. Templates and master documents are read
/// as what they are made for.
std::string_view open_document_format(std::string_view type) {
  constexpr std::string_view prefix = "application/vnd.oasis.opendocument.";
  if (!type.starts_with(prefix)) return {};
  type.remove_prefix(prefix.size());
  if (type.starts_with("text")) return "odt";
  if (type.starts_with("spreadsheet")) return "ods";
  if (type.starts_with("presentation") || type.starts_with("graphics")) return "odp";
  return {};
}

/// The format of a flat OpenDocument file by the beginning of its text in lower case; empty for another file.
std::string_view flat_format(std::string_view beginning, std::string_view bytes) {
  if (beginning.find("<office:document") == std::string_view::npos) return {};
  // The media type may stand behind many names of namespaces.
  const std::string_view head = bytes.substr(0, kSample);
  const std::size_t at = head.find("office:mimetype=");
  return at == std::string_view::npos ? std::string_view() : open_document_format(head.substr(at + 17, 80));
}

Detected detect_container(std::string_view bytes, std::string_view path) {
  bool content_types = false;
  bool java = false;
  bool open_document = false;
  std::string_view kind;
  const bool whole = for_each_member(bytes, [&](std::string_view name) {
    content_types = content_types || name == "[Content_Types].xml";
    java = java || name == "META-INF/MANIFEST.MF";
    open_document = open_document || name == "META-INF/manifest.xml";
    if (!kind.empty()) return;
    for (const std::string_view folder : {"word/"sv, "xl/"sv, "ppt/"sv, "visio/"sv}) {
      if (name.starts_with(folder)) kind = folder;
    }
  });
  if (whole) {
    if (content_types && kind == "word/") return read_as("docx");
    if (content_types && kind == "xl/") return read_as("xlsx");
    if (content_types && kind == "ppt/") return read_as("pptx");
    if (content_types && kind == "visio/") return unsupported("drawing (VSDX)");
    // OpenDocument and EPUB say first of all what they are, uncompressed. Source: ODF 1.2 part 3, 3.3.
    if (has_at(bytes, 30, "mimetype"sv)) {
      const std::string_view type = bytes.substr(38, 60);
      if (const std::string_view format = open_document_format(type); !format.empty()) return read_as(format);
      if (type.starts_with("application/epub+zip")) return unsupported("book (EPUB)");
    }
    // Where something stands before it, the name and the list of files have to do.
    if (open_document && is_open_document(format_of_ending(path))) return read_as(format_of_ending(path));
    if (java) return no_document("program (Java archive)");
    // Without its list of parts an office file may still be mended by its reader.
    if (kind == "word/" && format_of_ending(path) == "docx") return read_as("docx");
    if (kind == "xl/" && format_of_ending(path) == "xlsx") return read_as("xlsx");
    if (kind == "ppt/" && format_of_ending(path) == "pptx") return read_as("pptx");
    return read_as("archive");
  }
  const std::string_view named = format_of_ending(path);
  return read_as(is_container(named) ? named : "archive");
}

/// Whether it is a picture of a kind that scans and screenshots have.
bool is_picture(std::string_view what) {
  constexpr std::array kinds{"image (PNG)"sv,  "image (JPEG)"sv, "image (GIF)"sv,
                             "image (TIFF)"sv, "image (WebP)"sv, "image (BMP)"sv};
  return std::find(kinds.begin(), kinds.end(), what) != kinds.end();
}

/// Whether a mark alone says what a file is; letters alone can begin any text.
bool is_telling(std::string_view mark) {
  return mark.starts_with("%!PS") || mark.starts_with("!<arch>") ||
         std::any_of(mark.begin(), mark.end(), [](char c) { return c < 0x20 || c == 0x7F; });
}

/// `text` (ASCII) in UTF-16LE, as names of streams stand in an OLE2 file.
std::string wide(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c;
    out += '\0';
  }
  return out;
}

Detected detect_ole2(std::string_view bytes) {
  const auto has = [&](std::string_view stream) { return bytes.find(wide(stream)) != std::string_view::npos; };
  if (has("EncryptedPackage")) return {{}, Status::unreadable, Reason::encrypted, "office document with a password"};
  if (has("WordDocument")) return legacy_office("doc", "legacy Office document (DOC)");
  if (has("PowerPoint Document")) return read_as("ppt");
  if (has("__properties_version1.0")) return unsupported("e-mail (MSG)");
  if (has("Workbook") || has("Book")) return legacy_office("xls", "legacy Office document (XLS)");
  return unsupported("legacy Office document or another OLE2 file");
}

/// Whether the bytes look like text, in UTF-8, UTF-16 or an encoding that keeps ASCII.
bool looks_like_text(std::string_view sample) {
  if (sample.starts_with("\xFF\xFE"sv) || sample.starts_with("\xFE\xFF"sv) || sample.starts_with("\0\0\xFE\xFF"sv)) return true;
  std::size_t controls = 0;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto c = static_cast<unsigned char>(sample[i]);
    if (c == 0) {
      ++zeros[i % 2];
    } else if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1B') {
      ++controls;
    }
  }
  const std::size_t total_zeros = zeros[0] + zeros[1];
  // UTF-16 without a mark: every other byte of Western text is zero, and none of the rest.
  const bool utf16 = sample.size() >= 16 && std::min(zeros[0], zeros[1]) == 0 && total_zeros > sample.size() * 2 / 5;
  if (total_zeros > 0 && !utf16) {
    // A stray zero in a long text is damage; in any other file it is what binary files have.
    return total_zeros + controls <= sample.size() / 2000;
  }
  return controls <= std::max<std::size_t>(2, sample.size() / 200);
}

/// The beginning of the text without byte order mark and white space, in lower case.
std::string beginning_of(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\f");
  return first == std::string_view::npos ? std::string() : base::to_lower(bytes.substr(first, 1024));
}

bool looks_like_mail(std::string_view beginning) {
  // A header line of e-mail, and another one that only e-mail has.
  const bool first = beginning.starts_with("return-path:") || beginning.starts_with("received:") ||
                     beginning.starts_with("from:") || beginning.starts_with("mime-version:") ||
                     beginning.starts_with("delivered-to:");
  return first && beginning.find("\nmime-version: 1.0") != std::string_view::npos;
}

/// The format of text that nothing names.
std::string_view kind_of_text(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  if (sample.find('\0') != std::string_view::npos) return "text";
  if (rst::looks_like_rst(sample)) return "rst";
  return separator_of_table(sample) != '\0' ? "csv" : "text";
}

Detected detect_text(std::string_view bytes, std::string_view path) {
  const std::string ending = ending_of(path);
  // A text under the name of legacy Office is none.
  const std::string_view named = legacy::is_converted(format_of_ending(path)) ? std::string_view() : format_of_ending(path);
  const std::string beginning = beginning_of(bytes);
  const bool html = beginning.starts_with("<!doctype html") || beginning.starts_with("<html");
  if (is_one_of(ending, kPictureEndings) || beginning.starts_with("<svg"))
    return no_document("image (SVG or another one in text)");
  const bool may_vouch = named.empty() || named == "text" || named == "json";
  if (const std::string_view what = may_vouch ? what_vouches(bytes) : std::string_view(); !what.empty()) return no_document(what);
  if (looks_like_mail(beginning)) return read_as("eml");
  if (const std::string_view flat = flat_format(beginning, bytes); !flat.empty()) return read_as(flat);
  // HTML and XML under the names of legacy Office are common exports.
  if (html && named != "markdown" && named != "text") return read_as("html");
  // RTF says so at its beginning; what does not is plain text in a wrong coat.
  if (named == "text" || named == "rtf") return read_as(kind_of_text(bytes));
  if (!named.empty() && !is_container(named)) return read_as(named);
  if (beginning.starts_with("<?xml")) {
    return beginning.find("<html") != std::string::npos ? read_as("html") : read_as("xml");
  }
  if (is_one_of(ending, kUnsupportedEndings) && ending != ".doc" && ending != ".key")
    return unsupported("kind of file " + ending);
  if (is_one_of(ending, kDocumentEndings)) return corrupt("text inside, and not what a file named " + ending + " holds");
  const std::string_view tail = base::trim(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4096)));
  if (!beginning.empty() && !tail.empty()) {
    if (beginning.front() == '{' && tail.back() == '}') return read_as("json");
    if (beginning.front() == '[' && tail.back() == ']' && beginning.find('"') != std::string::npos) return read_as("json");
  }
  return read_as(kind_of_text(bytes));
}

Detected detect_binary(std::string_view bytes, std::string_view path) {
  for (const Mark& mark : kNoDocumentsIfBinary) {
    if (has_at(bytes, mark.offset, mark.bytes)) return is_picture(mark.what) ? picture(mark.what) : no_document(mark.what);
  }
  // Source: the manual pages pbm(5), pgm(5) and ppm(5).
  if (bytes.size() > 2 && bytes[0] == 'P' && bytes[1] >= '4' && bytes[1] <= '6' && (bytes[2] == '\n' || bytes[2] == ' ')) {
    return picture("image (PNM)");
  }
  const std::string ending = ending_of(path);
  if (is_one_of(ending, kDocumentEndings) || is_one_of(ending, kUnsupportedEndings) || !format_of_ending(path).empty()) {
    return corrupt("not what a file named " + ending + " holds");
  }
  return no_document("binary data");
}

}  // namespace

std::string_view format_of_ending(std::string_view path) {
  const std::string ending = ending_of(path);
#define CW_FORMAT(name, media_type, endings) \
  if (is_one_of(ending, endings)) return #name;
#include "extraction/formats.def"
  return {};
}

std::string_view media_type_of(std::string_view format) {
#define CW_FORMAT(name, media_type, endings) \
  if (format == #name) return media_type;
#include "extraction/formats.def"
  return {};
}

bool looks_like_pdf(std::string_view head, std::string_view path) {
  head = head.substr(0, kPdfHeadBytes);
  const std::size_t at = head.find("%PDF-"sv);
  if (at == std::string_view::npos) return false;
  if (ending_of(path) == ".pdf") return true;
  std::string_view before = head.substr(0, at);
  if (before.starts_with("\xEF\xBB\xBF")) before.remove_prefix(3);
  return base::trim(before).empty();
}

Detected detect(std::string_view bytes, std::string_view path) {
  if (bytes.empty()) return {{}, Status::unreadable, Reason::empty, {}};
  if (const std::string_view format = legacy::converted_format(bytes); !format.empty()) return read_as(format);
  if (looks_like_pdf(bytes, path)) return read_as("pdf");
  if (bytes.starts_with("PK\3\4"sv) || bytes.starts_with("PK\5\6"sv)) return detect_container(bytes, path);
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return detect_ole2(bytes);
  // Also under the name of legacy Office.
  if (bytes.starts_with("{\\rtf"sv) || bytes.starts_with("\xEF\xBB\xBF{\\rtf"sv)) return read_as("rtf");
  const std::string_view sample = bytes.substr(0, kSample);
  const bool text = looks_like_text(sample);
  for (const Mark& mark : kArchives) {
    if (has_at(bytes, mark.offset, mark.bytes) && (!text || is_telling(mark.bytes))) return read_as("archive");
  }
  for (const Mark& mark : kUnsupported) {
    if (has_at(bytes, mark.offset, mark.bytes) && (!text || is_telling(mark.bytes))) return unsupported(mark.what);
  }
  for (const Mark& mark : kNoDocuments) {
    if (has_at(bytes, mark.offset, mark.bytes) && (!text || is_telling(mark.bytes))) {
      return is_picture(mark.what) ? picture(mark.what) : no_document(mark.what);
    }
  }
  if (!text) return detect_binary(bytes, path);
  return detect_text(bytes, path);
}

}  // namespace crosswalk::extraction
