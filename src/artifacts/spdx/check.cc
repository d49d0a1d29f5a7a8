// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/purl/purl.h"
#include "artifacts/spdx/document.h"
#include "artifacts/spdx/licence.h"
#include "artifacts/spdx/values.h"
#include "artifacts/spdx/words.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

using Level = FindingLevel;

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_true(const Text& text) { return base::equal_ignoring_case(base::trim(text.value), "true"); }
bool is_false(const Text& text) { return base::equal_ignoring_case(base::trim(text.value), "false"); }

class Checker {
 public:
  explicit Checker(Document& document) : document_(document), edition_(document.edition()) {
    edition_text_ = "SPDX 2." + std::to_string(edition_ % 10) + ", ";
  }

  void check() {
    collect();
    document();
    for (const ExternalDocument& one : document_.externals) external(one);
    for (const Package& one : document_.packages) package(one);
    for (const File& one : document_.files) file(one);
    for (const Snippet& one : document_.snippets) snippet(one);
    for (const ExtractedLicence& one : document_.licences) extracted(one);
    for (const Relationship& one : document_.relationships) relationship(one);
    for (const Annotation& one : document_.annotations) annotation(one);
    described();
    std::stable_sort(document_.findings.begin(), document_.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
  }

 private:
  void error(std::string_view section, const Part& part, std::string_view key, std::uint32_t at, std::string message) {
    document_.report(Level::error, edition_text_ + std::string(section), part, key, at, std::move(message));
  }
  void warn(std::string_view section, const Part& part, std::string_view key, std::uint32_t at, std::string message) {
    document_.report(Level::warning, edition_text_ + std::string(section), part, key, at, std::move(message));
  }

  /// Whether the field is there and says something; else that is noted. What the shape of the tree demands it has noted itself.
  bool needed(std::string_view section, const Part& part, std::string_view key, const Text& text, std::string_view what) {
    if (!text) {
      const bool noted = document_.pointers && !(edition_ < 23 && section == "6.5");
      if (!noted) error(section, part, "", part.at, std::string(what) + " is missing (" + std::string(key) + ")");
      return false;
    }
    if (base::trim(text.value).empty()) {
      error(section, part, key, text.at, std::string(what) + " is empty");
      return false;
    }
    return true;
  }

  void word(std::string_view section, const Part& part, std::string_view key, const Text& text, Words list) {
    // The shape of the tree has looked at it.
    if (document_.pointers || !text || is_word(list, text.value, edition_, false)) return;
    error(section, part, key, text.at,
          "'" + shown(text.value) + "' is none of the words that SPDX 2." + std::to_string(edition_ % 10) + " has here");
  }

  void date(std::string_view section, const Part& part, std::string_view key, const Text& text) {
    if (!text || is_date(base::trim(text.value))) return;
    error(section, part, key, text.at,
          "'" + shown(text.value) + "' is no date as 2026-11-22T08:30:00Z, in UTC and with the time");
  }

  void own_id(std::string_view section, const Part& part, std::string_view key, const Text& id, std::string_view what) {
    if (!needed(section, part, key, id, what)) return;
    if (!is_id(id.value, "SPDXRef-")) {
      error(section, part, key, id.at, "'" + shown(id.value) + "' is no SPDX id: SPDXRef- and letters, digits, '.' and '-'");
    }
    if (!elements_.insert(id.value).second) error(section, part, key, id.at, "the id '" + shown(id.value) + "' is given twice");
  }

  void collect() {
    elements_.reserve(1 + document_.packages.size() + document_.files.size() + document_.snippets.size());
    for (const ExternalDocument& one : document_.externals) externals_.insert(one.id.value);
    for (const ExtractedLicence& one : document_.licences) licences_.insert(one.id.value);
  }

  // 6

  void document() {
    if (needed("6.1", document_, "spdxVersion", document_.version, "the version of SPDX") &&
        !one_of(document_.version.value, {"SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3"})) {
      error("6.1", document_, "spdxVersion", document_.version.at,
            "'" + shown(document_.version.value) + "' is no version of SPDX that is known: SPDX-2.2 or SPDX-2.3");
    }
    if (needed("6.2", document_, "dataLicense", document_.data_licence, "the licence of the document") &&
        document_.data_licence.value != "CC0-1.0") {
      error("6.2", document_, "dataLicense", document_.data_licence.at, "the licence of the document has to be CC0-1.0");
    }
    own_id("6.3", document_, "SPDXID", document_.id, "the id of the document");
    if (document_.id && document_.id.value != "SPDXRef-DOCUMENT") {
      error("6.3", document_, "SPDXID", document_.id.at, "the id of the document has to be SPDXRef-DOCUMENT");
    }
    needed("6.4", document_, "name", document_.name, "the name of the document");
    if (needed("6.5", document_, "documentNamespace", document_.name_space, "the namespace of the document") &&
        (!is_uri(document_.name_space.value) || document_.name_space.value.find('#') != std::string::npos)) {
      error("6.5", document_, "documentNamespace", document_.name_space.at,
            "the namespace has to be a URI of its own, without '#'");
    }
    creation();
  }

  void creation() {
    Part part{{document_.pointers ? "creationInfo" : nullptr}, document_.creation ? document_.creation.at : document_.at};
    if (!document_.creation) {
      if (!document_.pointers)
        error("6.8", document_, "", document_.at, "who created the document, and when, is missing (creationInfo)");
      return;
    }
    if (document_.creators.empty() && (!document_.pointers || document_.findings.empty()))
      error("6.8", part, "", part.at, "the creators of the document are missing (creators)");
    for (const Text& one : document_.creators) {
      if (party_of(one.value)) continue;
      error("6.8", part, "creators", one.at,
            "'" + shown(one.value) + "' is no creator: 'Person: NAME', 'Organization: NAME' or 'Tool: NAME'");
    }
    if (needed("6.9", part, "created", document_.created, "when the document was created")) {
      date("6.9", part, "created", document_.created);
    }
    const std::string_view list = document_.licence_list_version.value;
    if (document_.licence_list_version &&
        !std::all_of(list.begin(), list.end(), [](char c) { return is_digit(c) || c == '.'; })) {
      warn("6.7", part, "licenseListVersion", document_.licence_list_version.at,
           "'" + shown(list) + "' is no version of the licence list, as 3.27");
    }
  }

  void external(const ExternalDocument& one) {
    if (needed("6.6", one, "externalDocumentId", one.id, "the id of the other document")) {
      if (!is_id(one.id.value, "DocumentRef-")) {
        error("6.6", one, "externalDocumentId", one.id.at,
              "'" + shown(one.id.value) + "' is no reference: DocumentRef- and letters, digits, '.' and '-'");
      }
      if (!seen_externals_.insert(one.id.value).second) {
        error("6.6", one, "externalDocumentId", one.id.at, "'" + shown(one.id.value) + "' is given twice");
      }
    }
    if (needed("6.6", one, "spdxDocument", one.uri, "the URI of the other document") && !is_uri(one.uri.value)) {
      error("6.6", one, "spdxDocument", one.uri.at, "'" + shown(one.uri.value) + "' is no URI");
    }
    if (one.checksum) {
      checksum("6.6", *one.checksum);
    } else if (!document_.pointers) {
      error("6.6", one, "", one.at, "the checksum of the other document is missing");
    }
  }

  void checksum(std::string_view section, const Checksum& sum) {
    word(section, sum, "algorithm", sum.algorithm, Words::algorithm);
    if (!sum.algorithm || !sum.value) {
      if (!document_.pointers) error(section, sum, "", sum.at, "a checksum needs its algorithm and its digits");
      return;
    }
    const std::size_t digits = digits_of(sum.algorithm.value);
    const std::string_view value = sum.value.value;
    if (value.empty() || !std::all_of(value.begin(), value.end(), is_hex) || (digits != 0 && value.size() != digits)) {
      error(section, sum, "checksumValue", sum.value.at,
            "'" + shown(value) + "' is no checksum of " + shown(sum.algorithm.value) +
                (digits == 0 ? ": hexadecimal digits are wanted"
                             : ", which has " + std::to_string(digits) + " hexadecimal digits"));
    } else if (std::any_of(value.begin(), value.end(), is_upper)) {
      warn(section, sum, "checksumValue", sum.value.at, "the digits of a checksum stand in small letters");
    }
  }

  // 7

  void package(const Package& one) {
    needed("7.1", one, "name", one.name, "the name of the package");
    own_id("7.2", one, "SPDXID", one.id, "the id of the package");
    party("7.5", one, "supplier", one.supplier);
    party("7.6", one, "originator", one.originator);
    if (needed("7.7", one, "downloadLocation", one.download_location, "where the package is got from") &&
        !says_nothing(one.download_location.value) && !is_download_location(base::trim(one.download_location.value))) {
      error("7.7", one, "downloadLocation", one.download_location.at,
            "'" + shown(one.download_location.value) + "' is no URI, no place in a version control system, NONE or NOASSERTION");
    }
    const bool analyzed = !is_false(one.files_analyzed);
    if (one.files_analyzed && analyzed && !is_true(one.files_analyzed) && !document_.pointers) {
      error("7.8", one, "filesAnalyzed", one.files_analyzed.at, "true or false is wanted");
    }
    verification(one, analyzed);
    for (const Checksum& sum : one.checksums) checksum("7.10", sum);
    if (one.home_page && !says_nothing(one.home_page.value) && !is_uri(base::trim(one.home_page.value))) {
      error("7.11", one, "homepage", one.home_page.at, "'" + shown(one.home_page.value) + "' is no web address");
    }
    const bool strict = edition_ < 23;
    licence("7.13", one, "licenseConcluded", one.concluded, strict);
    licence("7.15", one, "licenseDeclared", one.declared, strict);
    if (strict && !document_.pointers && !one.copyright) {
      error("7.17", one, "copyrightText", one.at, "the copyright text is missing; NOASSERTION or NONE will do");
    }
    if (!analyzed && !one.licences_from_files.empty()) {
      // A mistake that changes nothing; SPDX's own tools let it pass.
      warn("7.14", one, "licenseInfoFromFiles", one.licences_from_files.front().at,
           "files were not analysed, so there can be no licences from them");
    }
    for (const Text& text : one.licences_from_files) licence("7.14", one, "licenseInfoFromFiles", text, false);
    for (const ExternalRef& reference : one.references) external_ref(reference);
    newer(one, "primaryPackagePurpose", "7.24", one.purpose);
    word("7.24", one, "primaryPackagePurpose", one.purpose, Words::purpose);
    newer(one, "releaseDate", "7.25", one.release_date);
    date("7.25", one, "releaseDate", one.release_date);
    newer(one, "builtDate", "7.26", one.built_date);
    date("7.26", one, "builtDate", one.built_date);
    newer(one, "validUntilDate", "7.27", one.valid_until);
    date("7.27", one, "validUntilDate", one.valid_until);
  }

  void newer(const Part& part, std::string_view key, std::string_view section, const Text& text) {
    if (text && edition_ < 23 && !document_.pointers) {
      error(section, part, key, text.at, "'" + std::string(key) + "' came with SPDX 2.3, and the document says another version");
    }
  }

  void party(std::string_view section, const Part& part, std::string_view key, const Text& text) {
    if (!text || text.value == "NOASSERTION") return;
    const auto found = party_of(text.value);
    if (found && found->kind != "tool") return;
    error(section, part, key, text.at,
          "'" + shown(text.value) + "' is none of 'Person: NAME', 'Organization: NAME' and NOASSERTION");
  }

  void verification(const Package& one, bool analyzed) {
    if (one.verification && !analyzed) {
      error("7.9", one, "packageVerificationCode", one.verification.at,
            "files were not analysed, so there can be no code over them");
    } else if (one.verification_code) {
      const std::string_view code = one.verification_code.value;
      if (code.size() != 40 || !std::all_of(code.begin(), code.end(), is_hex)) {
        error("7.9", one, "packageVerificationCode", one.verification_code.at,
              "'" + shown(code) + "' is no verification code: 40 hexadecimal digits");
      }
    } else if (analyzed && edition_ < 23 && !one.verification) {
      // SPDX 2.3 leaves it to the author, and most tools leave it out.
      warn("7.9", one, "", one.at,
           "files were analysed (it says nothing else), so the verification code is wanted; or say filesAnalyzed: false");
    }
  }

  void external_ref(const ExternalRef& one) {
    word("7.21", one, "referenceCategory", one.category, Words::category);
    if (!one.category || !one.type || !one.locator || one.locator.value.empty()) {
      if (!document_.pointers || (one.locator && one.locator.value.empty())) {
        error("7.21", one, "", one.at, "an external reference needs its category, its type and its locator");
      }
      return;
    }
    const std::string_view type = reference_type(one.type.value);
    const std::string_view category = one.category.value;
    const bool package = category.starts_with("PACKAGE");
    const bool known = category == "SECURITY" ? one_of(type, {"cpe22Type", "cpe23Type", "advisory", "fix", "url", "swid"})
                       : package              ? one_of(type, {"maven-central", "npm", "nuget", "bower", "purl"})
                       : category.starts_with("PERSISTENT") ? one_of(type, {"swh", "gitoid"})
                                                            : true;
    if (!known && !is_uri(type)) {
      error("7.21", one, "referenceType", one.type.at,
            "'" + shown(type) + "' is no type of reference of the category " + shown(category) + ", and no URI of one");
    }
    const std::string_view locator = one.locator.value;
    if (std::any_of(locator.begin(), locator.end(), is_space)) {
      error("7.21", one, "referenceLocator", one.locator.at, "a locator has no white space in it");
    } else if ((type == "cpe23Type" && !locator.starts_with("cpe:2.3:")) ||
               (type == "cpe22Type" && !locator.starts_with("cpe:/"))) {
      error("Annex F", one, "referenceLocator", one.locator.at, "'" + shown(locator) + "' is no CPE of this type");
    } else if (type == "purl") {
      if (const auto purl = purl::parse(locator); !purl) {
        warn("Annex F", one, "referenceLocator", one.locator.at,
             "'" + shown(locator) + "' is no package URL: " + purl.error().detail);
      }
    }
  }

  // Licences: Annex D

  void licence(std::string_view section, const Part& part, std::string_view key, const Text& text, bool mandatory) {
    if (!text) {
      // The shape of the tree knows what is mandatory in JSON.
      if (mandatory && !document_.pointers) {
        error(section, part, key, part.at, std::string(key) + " is missing; NOASSERTION or NONE will do");
      }
      return;
    }
    const std::string_view value = base::trim(text.value);
    if (says_nothing(value)) return;
    auto [found, fresh] = expressions_.try_emplace(value);
    if (fresh) found->second = parse_licence(value);
    const LicenceExpression& read = found->second;
    for (const LicenceFault& fault : read.faults) {
      document_.report(fault.warning ? Level::warning : Level::error, edition_text_ + std::string(section), part, key, text.at,
                       fault.message);
    }
    for (const std::string& reference : read.references) {
      if (licences_.contains(reference)) continue;
      error(section, part, key, text.at, "the document has no text of '" + shown(reference) + "' (hasExtractedLicensingInfos)");
    }
    for (const std::string& other : read.documents) {
      if (externals_.contains(other)) continue;
      error(section, part, key, text.at, "'" + shown(other) + "' is none of the other documents (externalDocumentRefs)");
    }
  }

  // 8

  void file(const File& one) {
    if (needed("8.1", one, "fileName", one.name, "the name of the file") && one.name.value.starts_with('/')) {
      warn("8.1", one, "fileName", one.name.at, "the name of a file is relative to the package: './...'");
    }
    own_id("8.2", one, "SPDXID", one.id, "the id of the file");
    for (const Text& type : one.types) word("8.3", one, "fileTypes", type, Words::file_type);
    bool sha1 = false;
    for (const Checksum& sum : one.checksums) {
      checksum("8.4", sum);
      sha1 = sha1 || sum.algorithm.value == "SHA1";
    }
    if (!sha1) error("8.4", one, "", one.at, "the SHA1 checksum of the file is missing");
    const bool strict = edition_ < 23;
    licence("8.5", one, "licenseConcluded", one.concluded, strict);
    if (strict && !document_.pointers && one.licences_in_file.empty()) {
      error("8.6", one, "licenseInfoInFile", one.at, "licenseInfoInFile is missing; NOASSERTION or NONE will do");
    }
    for (const Text& text : one.licences_in_file) licence("8.6", one, "licenseInfoInFiles", text, false);
    if (strict && !document_.pointers && !one.copyright) {
      error("8.8", one, "copyrightText", one.at, "the copyright text is missing; NOASSERTION or NONE will do");
    }
  }

  // 9

  void snippet(const Snippet& one) {
    own_id("9.1", one, "SPDXID", one.id, "the id of the snippet");
    if (needed("9.2", one, "snippetFromFile", one.file, "the file that the snippet is from")) snippets_.push_back(&one);
    bool bytes = false;
    for (const Range& range : one.ranges) {
      bytes = bytes || !range.lines;
      const auto begin = number(range.begin);
      const auto end = number(range.end);
      if (begin && end && *begin >= 1 && *begin <= *end) continue;
      error(range.lines ? "9.4" : "9.3", range, "", range.at,
            "a range has a first and a last place, counted from 1, the first not behind the last");
    }
    if (!bytes) error("9.3", one, "", one.at, "the range of bytes of the snippet is missing");
    licence("9.5", one, "licenseConcluded", one.concluded, edition_ < 23);
    for (const Text& text : one.licences_in_snippet) licence("9.6", one, "licenseInfoInSnippets", text, false);
    if (edition_ < 23 && !document_.pointers && !one.copyright) {
      error("9.8", one, "copyrightText", one.at, "the copyright text is missing; NOASSERTION or NONE will do");
    }
  }

  static std::optional<std::uint64_t> number(const Text& text) {
    const std::string_view value = base::trim(text.value);
    std::uint64_t out = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), out);
    return fault == std::errc() && end == value.data() + value.size() ? std::optional(out) : std::nullopt;
  }

  // 10

  void extracted(const ExtractedLicence& one) {
    if (needed("10.1", one, "licenseId", one.id, "the id of the licence")) {
      if (!is_id(one.id.value, "LicenseRef-")) {
        error("10.1", one, "licenseId", one.id.at,
              "'" + shown(one.id.value) + "' is no id of a licence: LicenseRef- and letters, digits, '.' and '-'");
      }
      if (!seen_licences_.insert(one.id.value).second) {
        error("10.1", one, "licenseId", one.id.at, "'" + shown(one.id.value) + "' is given twice");
      }
    }
    needed("10.2", one, "extractedText", one.text, "the text of the licence");
  }

  // 11 and 12

  /// Whether an element of this or another document is named.
  bool known(std::string_view id) const {
    if (elements_.contains(id)) return true;
    const std::size_t colon = id.find(':');
    return id.starts_with("DocumentRef-") && colon != std::string_view::npos && externals_.contains(id.substr(0, colon)) &&
           (colon + 1 == id.size() || id.substr(colon + 1).starts_with("SPDXRef-"));
  }

  void element(std::string_view section, const Part& part, std::string_view key, const Text& id, bool may_be_nothing) {
    if (!id) {
      if (!document_.pointers) error(section, part, "", part.at, "an element is missing (" + std::string(key) + ")");
      return;
    }
    if ((may_be_nothing && says_nothing(id.value)) || known(id.value)) return;
    error(section, part, key, id.at, "there is no element '" + shown(id.value) + "' in the document");
  }

  void relationship(const Relationship& one) {
    if (one.implied) {
      if (one.to && !known(one.to.value) && !says_nothing(one.to.value)) {
        error("11.1", one, "", one.at, "there is no element '" + shown(one.to.value) + "' in the document");
      }
      return;
    }
    element("11.1", one, "spdxElementId", one.from, false);
    word("11.1", one, "relationshipType", one.type, Words::relationship);
    element("11.1", one, "relatedSpdxElement", one.to, true);
    if (one.type.value == "OTHER" && !one.comment) {
      warn("11.1", one, "", one.at, "a relationship OTHER needs a comment that says which");
    }
  }

  void annotation(const Annotation& one) {
    if (!document_.pointers || one.annotator) {
      if (needed("12.1", one, "annotator", one.annotator, "who wrote the annotation") && !party_of(one.annotator.value)) {
        error("12.1", one, "annotator", one.annotator.at,
              "'" + shown(one.annotator.value) + "' is none of 'Person: NAME', 'Organization: NAME' and 'Tool: NAME'");
      }
    }
    if (!document_.pointers || one.date) {
      if (needed("12.2", one, "annotationDate", one.date, "the date of the annotation"))
        date("12.2", one, "annotationDate", one.date);
    }
    if (!document_.pointers) {
      needed("12.3", one, "annotationType", one.type, "the type of the annotation");
      needed("12.5", one, "comment", one.comment, "what the annotation says");
      element("12.4", one, "SPDXREF", one.subject, false);
    }
    word("12.3", one, "annotationType", one.type, Words::annotation);
  }

  /// What the document is about, and files that snippets are from.
  void described() {
    for (const Snippet* one : snippets_) {
      if (!known(one->file.value)) {
        error("9.2", *one, "snippetFromFile", one->file.at, "there is no file '" + shown(one->file.value) + "' in the document");
      }
    }
    if (document_.packages.size() == 1 && document_.relationships.empty()) return;
    const bool any = std::any_of(document_.relationships.begin(), document_.relationships.end(), [&](const Relationship& one) {
      return (one.type.value == "DESCRIBES" && one.from.value == document_.id.value) ||
             (one.type.value == "DESCRIBED_BY" && one.to.value == document_.id.value);
    });
    if (any || (document_.packages.size() == 1 && document_.files.empty())) return;
    warn("11.1", document_, "", document_.at, "the document does not say what it describes (DESCRIBES)");
  }

  Document& document_;
  unsigned edition_;
  std::string edition_text_;
  std::unordered_set<std::string_view> elements_;
  std::unordered_set<std::string_view> externals_;
  std::unordered_set<std::string_view> seen_externals_;
  std::unordered_set<std::string_view> licences_;
  std::unordered_set<std::string_view> seen_licences_;
  std::unordered_map<std::string_view, LicenceExpression> expressions_;
  std::vector<const Snippet*> snippets_;
};

}  // namespace

void check_rules(Document& document) { Checker(document).check(); }

}  // namespace crosswalk::artifacts::spdx
