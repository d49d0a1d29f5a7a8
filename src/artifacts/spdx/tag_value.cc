// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>

#include "artifacts/characters.h"
#include "artifacts/spdx/document.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

/// What a tag is for: one text of the document, of the package, file, snippet, licence or annotation that was begun last; or one
/// more of several.
using Target = std::variant<Text Document::*, Texts Document::*, Text Package::*, Texts Package::*, Text File::*, Texts File::*,
                            Text Snippet::*, Texts Snippet::*, Text ExtractedLicence::*, Text Annotation::*>;

const std::unordered_map<std::string_view, Target>& targets() {
  static const std::unordered_map<std::string_view, Target> kTargets{
      {"SPDXVersion", &Document::version},
      {"DataLicense", &Document::data_licence},
      {"DocumentName", &Document::name},
      {"DocumentNamespace", &Document::name_space},
      {"DocumentComment", &Document::comment},
      {"LicenseListVersion", &Document::licence_list_version},
      {"Creator", &Document::creators},
      {"Created", &Document::created},
      {"CreatorComment", &Document::creator_comment},
      {"PackageVersion", &Package::version},
      {"PackageFileName", &Package::file_name},
      {"PackageSupplier", &Package::supplier},
      {"PackageOriginator", &Package::originator},
      {"PackageDownloadLocation", &Package::download_location},
      {"FilesAnalyzed", &Package::files_analyzed},
      {"PackageHomePage", &Package::home_page},
      {"PackageSourceInfo", &Package::source_info},
      {"PackageLicenseConcluded", &Package::concluded},
      {"PackageLicenseInfoFromFiles", &Package::licences_from_files},
      {"PackageLicenseDeclared", &Package::declared},
      {"PackageLicenseComments", &Package::licence_comments},
      {"PackageCopyrightText", &Package::copyright},
      {"PackageSummary", &Package::summary},
      {"PackageDescription", &Package::description},
      {"PackageComment", &Package::comment},
      {"PackageAttributionText", &Package::attributions},
      {"PrimaryPackagePurpose", &Package::purpose},
      {"ReleaseDate", &Package::release_date},
      {"BuiltDate", &Package::built_date},
      {"ValidUntilDate", &Package::valid_until},
      {"FileType", &File::types},
      {"LicenseConcluded", &File::concluded},
      {"LicenseInfoInFile", &File::licences_in_file},
      {"LicenseComments", &File::licence_comments},
      {"FileCopyrightText", &File::copyright},
      {"FileComment", &File::comment},
      {"FileNotice", &File::notice},
      {"FileContributor", &File::contributors},
      {"FileAttributionText", &File::attributions},
      {"SnippetFromFileSPDXID", &Snippet::file},
      {"SnippetLicenseConcluded", &Snippet::concluded},
      {"LicenseInfoInSnippet", &Snippet::licences_in_snippet},
      {"SnippetLicenseComments", &Snippet::licence_comments},
      {"SnippetCopyrightText", &Snippet::copyright},
      {"SnippetComment", &Snippet::comment},
      {"SnippetName", &Snippet::name},
      {"SnippetAttributionText", &Snippet::attributions},
      {"ExtractedText", &ExtractedLicence::text},
      {"LicenseName", &ExtractedLicence::name},
      {"LicenseComment", &ExtractedLicence::comment},
      {"AnnotationDate", &Annotation::date},
      {"AnnotationType", &Annotation::type},
      {"AnnotationComment", &Annotation::comment},
      {"SPDXREF", &Annotation::subject},
  };
  return kTargets;
}

/// Tags that say nothing that is kept: deprecated ones, and cross references.
constexpr std::array<std::string_view, 9> kIgnored{"LicenseCrossReference",
                                                   "FileDependency",
                                                   "ArtifactOfProjectName",
                                                   "ArtifactOfProjectHomePage",
                                                   "ArtifactOfProjectURI",
                                                   "Reviewer",
                                                   "ReviewDate",
                                                   "ReviewComment",
                                                   "ArtifactOfProjectHomepage"};

/// The first word, which is taken away with the white space behind it.
std::string_view take_word(std::string_view& text) {
  text = base::trim(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view out = text.substr(0, end);
  text = base::trim(text.substr(end));
  return out;
}

Text text_at(std::string_view value, std::uint32_t line) { return {value, line, true}; }

class Reader {
 public:
  Reader(std::string_view text, std::string_view name, Document& document) : text_(text), name_(name), document_(document) {}

  base::Result<void> read() {
    std::size_t at = 0;
    std::uint32_t line = 0;
    while (at < text_.size()) {
      ++line;
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string_view whole = base::trim(text_.substr(at, end - at));
      at = end + 1;
      if (whole.empty() || whole.starts_with('#')) continue;
      const std::size_t colon = whole.find(':');
      const std::string_view tag = whole.substr(0, std::min(colon, whole.size()));
      if (colon == std::string_view::npos || tag.empty() || !std::all_of(tag.begin(), tag.end(), is_alnum)) {
        stray("'Tag: value' is wanted in this line", line);
        continue;
      }
      std::string_view value = base::trim(whole.substr(colon + 1));
      const std::uint32_t first = line;
      constexpr std::string_view kOpen = "<text>";
      constexpr std::string_view kClose = "</text>";
      if (value.starts_with(kOpen)) {
        const auto begin = static_cast<std::size_t>(value.data() - text_.data()) + kOpen.size();
        const std::size_t close = text_.find(kClose, begin);
        if (close == std::string_view::npos) {
          return base::Error{base::ErrorCode::malformed_data, std::string(name_),
                             "line " + std::to_string(line) + ", column " + std::to_string(whole.find(kOpen) + 1) +
                                 ": <text> is not closed by </text>"};
        }
        value = text_.substr(begin, close - begin);
        line += static_cast<std::uint32_t>(std::count(value.begin(), value.end(), '\n'));
        const std::size_t rest = std::min(text_.find('\n', close), text_.size());
        if (!base::trim(text_.substr(close + kClose.size(), rest - close - kClose.size())).empty()) {
          stray("something stands behind </text>", line);
        }
        at = rest + 1;
      }
      pair(tag, value, first);
    }
    if (known_ == 0) {
      return base::Error{base::ErrorCode::malformed_data, std::string(name_),
                         "line 1, column 1: this is no tag-value file of SPDX: no line has one of its tags"};
    }
    return {};
  }

 private:
  void report(std::string_view section, std::uint32_t line, std::string message) {
    document_.report(FindingLevel::error, section, document_, "", line, std::move(message));
  }

  void stray(std::string message, std::uint32_t line) {
    constexpr std::size_t kMost = 100;
    if (++stray_ <= kMost) report("SPDX tag-value", line, std::move(message));
  }

  void pair(std::string_view tag, std::string_view value, std::uint32_t line) {
    ++known_;
    if (begins(tag, value, line) || belongs(tag, value, line)) return;
    if (const auto found = targets().find(tag); found != targets().end()) {
      std::visit([&](auto member) { set(member, tag, value, line); }, found->second);
      return;
    }
    if (std::find(kIgnored.begin(), kIgnored.end(), tag) != kIgnored.end()) return;
    --known_;
    stray("there is no tag '" + std::string(tag) + "'", line);
  }

  template <class T>
  T begun(std::uint32_t line) {
    T out;
    out.at = line;
    return out;
  }

  /// Tags with which a part begins.
  bool begins(std::string_view tag, std::string_view value, std::uint32_t line) {
    if (tag == "PackageName") {
      auto package = begun<Package>(line);
      package.name = text_at(value, line);
      document_.packages.push_back(std::move(package));
      owner_ = Owner::package;
    } else if (tag == "FileName") {
      auto file = begun<File>(line);
      file.name = text_at(value, line);
      document_.files.push_back(std::move(file));
      owner_ = Owner::file;
      holders_.push_back(document_.packages.size());
    } else if (tag == "SnippetSPDXID" || tag == "SnippetSPDXIdentifier") {
      auto snippet = begun<Snippet>(line);
      snippet.id = text_at(value, line);
      document_.snippets.push_back(std::move(snippet));
    } else if (tag == "LicenseID") {
      auto licence = begun<ExtractedLicence>(line);
      licence.id = text_at(value, line);
      document_.licences.push_back(licence);
    } else if (tag == "Annotator") {
      auto annotation = begun<Annotation>(line);
      annotation.annotator = text_at(value, line);
      document_.annotations.push_back(annotation);
    } else if (tag == "Relationship") {
      relationship(value, line);
    } else if (tag == "ExternalDocumentRef") {
      external(value, line);
    } else {
      return false;
    }
    return true;
  }

  /// Tags of parts that are more than a text.
  bool belongs(std::string_view tag, std::string_view value, std::uint32_t line) {
    if (tag == "SPDXID") {
      Text& id = owner_ == Owner::package ? document_.packages.back().id
                 : owner_ == Owner::file  ? document_.files.back().id
                                          : document_.id;
      put(id, tag, value, line);
    } else if (tag == "PackageChecksum" || tag == "FileChecksum") {
      if (Checksum sum = checksum(value, line); tag == "PackageChecksum") {
        if (Package* package = last(document_.packages, tag, line)) package->checksums.push_back(sum);
      } else if (File* file = last(document_.files, tag, line)) {
        file->checksums.push_back(sum);
      }
    } else if (tag == "PackageVerificationCode") {
      if (Package* package = last(document_.packages, tag, line)) {
        put(package->verification, tag, value, line);
        package->verification_code = text_at(base::trim(value.substr(0, value.find('('))), line);
      }
    } else if (tag == "ExternalRef") {
      external_ref(value, line);
    } else if (tag == "ExternalRefComment") {
      Package* package = last(document_.packages, tag, line);
      if (package != nullptr && !package->references.empty()) package->references.back().comment = text_at(value, line);
    } else if (tag == "RelationshipComment") {
      if (Relationship* relation = last(document_.relationships, tag, line)) put(relation->comment, tag, value, line);
    } else if (tag == "SnippetByteRange" || tag == "SnippetLineRange") {
      if (Snippet* snippet = last(document_.snippets, tag, line)) {
        auto range = begun<Range>(line);
        range.lines = tag == "SnippetLineRange";
        const std::size_t colon = std::min(value.find(':'), value.size());
        range.begin = text_at(base::trim(value.substr(0, colon)), line);
        range.end = text_at(base::trim(value.substr(std::min(colon + 1, value.size()))), line);
        snippet->ranges.push_back(range);
      }
    } else {
      return false;
    }
    return true;
  }

  template <class T>
  T* last(std::vector<T>& parts, std::string_view tag, std::uint32_t line) {
    if (!parts.empty()) return &parts.back();
    report("SPDX tag-value", line, "'" + std::string(tag) + "' stands before the part that it belongs to begins");
    return nullptr;
  }

  void put(Text& place, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (place.given) {
      report("SPDX tag-value", line, "'" + std::string(tag) + "' stands a second time in the same part");
      return;
    }
    place = text_at(value, line);
  }
  static void put(Texts& place, std::string_view, std::string_view value, std::uint32_t line) {
    place.push_back(text_at(value, line));
  }

  template <class Member>
  void set(Member Document::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    put(document_.*member, tag, value, line);
    if (!document_.creation && (tag.starts_with("Creat") || tag == "LicenseListVersion")) document_.creation = {{}, line, true};
  }
  template <class Member>
  void set(Member Package::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (Package* part = last(document_.packages, tag, line)) put(part->*member, tag, value, line);
  }
  template <class Member>
  void set(Member File::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (File* part = last(document_.files, tag, line)) put(part->*member, tag, value, line);
  }
  template <class Member>
  void set(Member Snippet::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (Snippet* part = last(document_.snippets, tag, line)) put(part->*member, tag, value, line);
  }
  template <class Member>
  void set(Member ExtractedLicence::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (ExtractedLicence* part = last(document_.licences, tag, line)) put(part->*member, tag, value, line);
  }
  template <class Member>
  void set(Member Annotation::*member, std::string_view tag, std::string_view value, std::uint32_t line) {
    if (Annotation* part = last(document_.annotations, tag, line)) put(part->*member, tag, value, line);
  }

  Checksum checksum(std::string_view value, std::uint32_t line) {
    auto out = begun<Checksum>(line);
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos) {
      report("SPDX tag-value", line, "a checksum is written as 'ALGORITHM: digits'");
      return out;
    }
    out.algorithm = text_at(base::trim(value.substr(0, colon)), line);
    out.value = text_at(base::trim(value.substr(colon + 1)), line);
    return out;
  }

  void external(std::string_view value, std::uint32_t line) {
    auto out = begun<ExternalDocument>(line);
    out.id = text_at(take_word(value), line);
    out.uri = text_at(take_word(value), line);
    if (!value.empty()) out.checksum = checksum(value, line);
    document_.externals.push_back(out);
  }

  void external_ref(std::string_view value, std::uint32_t line) {
    Package* package = last(document_.packages, "ExternalRef", line);
    if (package == nullptr) return;
    auto out = begun<ExternalRef>(line);
    out.category = text_at(take_word(value), line);
    out.type = text_at(take_word(value), line);
    out.locator = text_at(value, line);
    package->references.push_back(out);
  }

  void relationship(std::string_view value, std::uint32_t line) {
    auto out = begun<Relationship>(line);
    const std::string_view from = take_word(value);
    const std::string_view type = take_word(value);
    const std::string_view to = take_word(value);
    if (to.empty() || !value.empty()) {
      report("SPDX tag-value", line, "a relationship is written as 'ELEMENT RELATIONSHIP ELEMENT'");
    }
    if (!from.empty()) out.from = text_at(from, line);
    if (!type.empty()) out.type = text_at(type, line);
    if (!to.empty()) out.to = text_at(to, line);
    document_.relationships.push_back(out);
  }

 public:
  /// Files belong to the package before them. Source: SPDX 2.3, 8 (file information follows its package in tag-value).
  void imply() {
    for (std::size_t i = 0; i < document_.files.size(); ++i) {
      if (holders_[i] == 0) continue;
      Relationship out;
      out.at = document_.files[i].at;
      out.from = document_.packages[holders_[i] - 1].id;
      out.type = text_at("CONTAINS", out.at);
      out.to = document_.files[i].id;
      out.implied = true;
      if (out.from && out.to) document_.relationships.push_back(out);
    }
  }

 private:
  enum class Owner : std::uint8_t { document, package, file };

  std::string_view text_;
  std::string_view name_;
  Document& document_;
  Owner owner_ = Owner::document;
  /// For each file how many packages there were before it.
  std::vector<std::size_t> holders_;
  std::size_t stray_ = 0;
  std::size_t known_ = 0;
};

}  // namespace

base::Result<Document> read_tag_value(std::string text, std::string_view name) {
  const auto source = std::make_shared<const std::string>(std::move(text));
  Document out;
  out.source = source;
  out.format = sbom::Format::spdx_tag_value;
  out.at = 1;
  Reader reader(*source, name, out);
  CW_RETURN_IF_ERROR(reader.read());
  reader.imply();
  return out;
}

}  // namespace crosswalk::artifacts::spdx
