// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "artifacts/spdx/document.h"
#include "artifacts/spdx/words.h"

namespace crosswalk::artifacts::spdx {
namespace {

enum class Is : std::uint8_t { text, boolean, integer, texts, object, objects, anything };

struct Shape;

/// A member of an object in the JSON form.
struct Rule {
  std::string_view key;
  Is is = Is::text;
  const Shape* shape = nullptr;
  /// The closed list that a text, or each of several, belongs to.
  Words words = Words::any;
  /// Since which edition it is there.
  unsigned since = 20;
  /// From which edition to which it is required; never where both are 0.
  unsigned required_from = 0;
  unsigned required_to = 0;
  /// Up to which edition the list may not be empty.
  unsigned filled = 0;
};

struct Shape {
  std::string_view name;
  std::span<const Rule> rules;
  bool open = false;
};

constexpr unsigned kNow = 99;

constexpr std::array<Rule, 2> kChecksumRules{{{"algorithm", Is::text, nullptr, Words::algorithm, 20, 20, kNow},
                                              {"checksumValue", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kChecksum{"checksum", kChecksumRules};

constexpr std::array<Rule, 4> kAnnotationRules{{{"annotationDate", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                {"comment", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                {"annotator", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                {"annotationType", Is::text, nullptr, Words::annotation, 20, 20, kNow}}};
constexpr Shape kAnnotation{"annotation", kAnnotationRules};

constexpr std::array<Rule, 3> kReviewRules{
    {{"reviewer"}, {"comment"}, {"reviewDate", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kReview{"review", kReviewRules};

constexpr std::array<Rule, 7> kCrossRefRules{{{"isWayBackLink", Is::boolean},
                                              {"match"},
                                              {"timestamp"},
                                              {"order", Is::integer},
                                              {"url", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"isLive", Is::boolean},
                                              {"isValid", Is::boolean}}};
constexpr Shape kCrossRef{"cross reference", kCrossRefRules};

constexpr std::array<Rule, 6> kLicenceRules{{{"seeAlsos", Is::texts},
                                             {"name"},
                                             {"comment"},
                                             {"crossRefs", Is::objects, &kCrossRef},
                                             {"licenseId", Is::text, nullptr, Words::any, 20, 20, kNow},
                                             {"extractedText", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kLicence{"licence", kLicenceRules};

constexpr std::array<Rule, 3> kExternalDocumentRules{{{"externalDocumentId", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                      {"checksum", Is::object, &kChecksum, Words::any, 20, 20, kNow},
                                                      {"spdxDocument", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kExternalDocument{"reference to another document", kExternalDocumentRules};

constexpr std::array<Rule, 4> kCreationRules{{{"comment"},
                                              {"created", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"creators", Is::texts, nullptr, Words::any, 20, 23, kNow, kNow},
                                              {"licenseListVersion"}}};
constexpr Shape kCreation{"creation info", kCreationRules};

constexpr std::array<Rule, 2> kVerificationRules{{{"packageVerificationCodeValue", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                  {"packageVerificationCodeExcludedFiles", Is::texts}}};
constexpr Shape kVerification{"verification code", kVerificationRules};

constexpr std::array<Rule, 4> kReferenceRules{{{"comment"},
                                               {"referenceCategory", Is::text, nullptr, Words::category, 20, 20, kNow},
                                               {"referenceLocator", Is::text, nullptr, Words::any, 20, 20, kNow},
                                               {"referenceType", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kReference{"external reference", kReferenceRules};

constexpr std::array<Rule, 28> kPackageRules{{{"SPDXID", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"attributionTexts", Is::texts},
                                              {"annotations", Is::objects, &kAnnotation},
                                              {"supplier"},
                                              {"homepage"},
                                              {"licenseDeclared", Is::text, nullptr, Words::any, 20, 20, 22},
                                              {"packageVerificationCode", Is::object, &kVerification},
                                              {"checksums", Is::objects, &kChecksum},
                                              {"downloadLocation", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"filesAnalyzed", Is::boolean},
                                              {"externalRefs", Is::objects, &kReference},
                                              {"licenseComments"},
                                              {"name", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"hasFiles", Is::texts},
                                              {"comment"},
                                              {"copyrightText", Is::text, nullptr, Words::any, 20, 20, 22},
                                              {"summary"},
                                              {"originator"},
                                              {"packageFileName"},
                                              {"licenseInfoFromFiles", Is::texts},
                                              {"licenseConcluded", Is::text, nullptr, Words::any, 20, 20, 22},
                                              {"versionInfo"},
                                              {"sourceInfo"},
                                              {"description"},
                                              {"primaryPackagePurpose", Is::text, nullptr, Words::purpose, 23},
                                              {"builtDate", Is::text, nullptr, Words::any, 23},
                                              {"releaseDate", Is::text, nullptr, Words::any, 23},
                                              {"validUntilDate", Is::text, nullptr, Words::any, 23}}};
constexpr Shape kPackage{"package", kPackageRules};

constexpr Shape kProject{"project", {}, true};

constexpr std::array<Rule, 15> kFileRules{{{"SPDXID", Is::text, nullptr, Words::any, 20, 20, kNow},
                                           {"fileTypes", Is::texts, nullptr, Words::file_type},
                                           {"attributionTexts", Is::texts},
                                           {"annotations", Is::objects, &kAnnotation},
                                           {"checksums", Is::objects, &kChecksum, Words::any, 20, 23, kNow, kNow},
                                           {"noticeText"},
                                           {"artifactOfs", Is::objects, &kProject},
                                           {"licenseComments"},
                                           {"fileName", Is::text, nullptr, Words::any, 20, 20, kNow},
                                           {"comment"},
                                           {"copyrightText", Is::text, nullptr, Words::any, 20, 20, 22},
                                           {"fileContributors", Is::texts},
                                           {"licenseInfoInFiles", Is::texts, nullptr, Words::any, 20, 0, 0, 22},
                                           {"licenseConcluded", Is::text, nullptr, Words::any, 20, 20, 22},
                                           {"fileDependencies", Is::texts}}};
constexpr Shape kFile{"file", kFileRules};

constexpr std::array<Rule, 3> kPointerRules{
    {{"reference", Is::text, nullptr, Words::any, 20, 20, kNow}, {"offset", Is::integer}, {"lineNumber", Is::integer}}};
constexpr Shape kPointer{"pointer", kPointerRules};

constexpr std::array<Rule, 2> kRangeRules{{{"startPointer", Is::object, &kPointer, Words::any, 20, 20, kNow},
                                           {"endPointer", Is::object, &kPointer, Words::any, 20, 20, kNow}}};
constexpr Shape kRange{"range", kRangeRules};

constexpr std::array<Rule, 11> kSnippetRules{{{"SPDXID", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"ranges", Is::objects, &kRange, Words::any, 20, 23, kNow, kNow},
                                              {"licenseComments"},
                                              {"attributionTexts", Is::texts},
                                              {"name", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"snippetFromFile", Is::text, nullptr, Words::any, 20, 20, kNow},
                                              {"comment"},
                                              {"copyrightText", Is::text, nullptr, Words::any, 20, 20, 22},
                                              {"licenseInfoInSnippets", Is::texts},
                                              {"annotations", Is::objects, &kAnnotation},
                                              {"licenseConcluded", Is::text, nullptr, Words::any, 20, 20, 22}}};
constexpr Shape kSnippet{"snippet", kSnippetRules};

constexpr std::array<Rule, 4> kRelationshipRules{{{"spdxElementId", Is::text, nullptr, Words::any, 20, 20, kNow},
                                                  {"comment"},
                                                  {"relationshipType", Is::text, nullptr, Words::relationship, 20, 20, kNow},
                                                  {"relatedSpdxElement", Is::text, nullptr, Words::any, 20, 20, kNow}}};
constexpr Shape kRelationship{"relationship", kRelationshipRules};

constexpr std::array<Rule, 16> kDocumentRules{{{"SPDXID", Is::text, nullptr, Words::any, 20, 20, kNow},
                                               {"spdxVersion", Is::text, nullptr, Words::any, 20, 20, kNow},
                                               {"name", Is::text, nullptr, Words::any, 20, 20, kNow},
                                               {"dataLicense", Is::text, nullptr, Words::any, 20, 20, kNow},
                                               {"documentNamespace", Is::text, nullptr, Words::any, 20, 23, kNow},
                                               {"creationInfo", Is::object, &kCreation, Words::any, 20, 20, kNow},
                                               {"comment"},
                                               {"revieweds", Is::objects, &kReview},
                                               {"hasExtractedLicensingInfos", Is::objects, &kLicence},
                                               {"annotations", Is::objects, &kAnnotation},
                                               {"externalDocumentRefs", Is::objects, &kExternalDocument},
                                               {"documentDescribes", Is::texts},
                                               {"packages", Is::objects, &kPackage},
                                               {"files", Is::objects, &kFile},
                                               {"snippets", Is::objects, &kSnippet},
                                               {"relationships", Is::objects, &kRelationship}}};
constexpr Shape kDocument{"document", kDocumentRules};

std::string an(std::string_view word) {
  return (std::string_view("aeiou").find(word.front()) == std::string_view::npos ? "a " : "an ") + std::string(word);
}

/// Whether the keys are the same; most that have the same length end otherwise.
bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && a.back() == b.back() && a == b; }

/// Goes over the tree along the shapes, which are five deep at most.
class Checker {
 public:
  Checker(unsigned edition, bool loose, Document& document) : edition_(edition), loose_(loose), document_(document) {
    rule_ = "SPDX 2." + std::to_string(edition % 10) + " JSON schema";
  }

  void object(const json::Value& value, const Shape& shape) {
    if (!value.is_object()) {
      wrong_type(value, "an object");
      return;
    }
    if (shape.open) return;
    std::array<bool, 32> seen{};
    for (const json::Member& member : value.members()) {
      const auto rule =
          std::find_if(shape.rules.begin(), shape.rules.end(), [&](const Rule& one) { return same(one.key, member.key); });
      if (rule == shape.rules.end()) {
        report(member.name, an(shape.name) + " has no member '" + std::string(member.key) + "'", member.value);
        continue;
      }
      seen[static_cast<std::size_t>(rule - shape.rules.begin())] = true;
      if (rule->since > edition_) {
        report(member.name, "'" + std::string(member.key) + "' came with SPDX 2.3, and the document says another version",
               member.value);
        continue;
      }
      one(member.value, *rule);
    }
    for (std::size_t i = 0; i < shape.rules.size(); ++i) {
      const Rule& rule = shape.rules[i];
      if (seen[i] || rule.required_from == 0 || edition_ < rule.required_from || edition_ > rule.required_to) continue;
      report(value, an(shape.name) + " needs the member '" + std::string(rule.key) + "'", value);
    }
  }

 private:
  void one(const json::Value& value, const Rule& rule) {
    switch (rule.is) {
      case Is::text:
        text(value, rule);
        return;
      case Is::boolean:
        if (!value.is_boolean() && !(loose_ && is_boolean_text(value))) wrong_type(value, "true or false");
        return;
      case Is::integer:
        if (!value.integer() && !(loose_ && is_digits(value.string()))) wrong_type(value, "a whole number");
        return;
      case Is::object:
        object(value, *rule.shape);
        return;
      case Is::texts:
      case Is::objects:
        list(value, rule);
        return;
      case Is::anything:
        return;
    }
  }

  void list(const json::Value& value, const Rule& rule) {
    if (!value.is_array()) {
      wrong_type(value, "a list");
      return;
    }
    if (edition_ <= rule.filled && value.empty()) report(value, "the list may not be empty", value);
    for (const json::Value item : value.items()) {
      if (rule.is == Is::texts) {
        text(item, rule);
      } else {
        object(item, *rule.shape);
      }
    }
  }

  void text(const json::Value& value, const Rule& rule) {
    if (!value.is_string() && !(loose_ && (value.is_number() || value.is_boolean()))) {
      wrong_type(value, "a text");
      return;
    }
    if (rule.words != Words::any && !is_word(rule.words, value.string(), edition_, !loose_)) {
      report(value,
             "'" + std::string(value.string()) + "' is none of the words that SPDX 2." + std::to_string(edition_ % 10) +
                 " has for " + std::string(rule.key),
             value);
    }
  }

  static bool is_boolean_text(const json::Value& value) {
    const std::string_view text = value.string();
    return text == "true" || text == "false" || text == "True" || text == "False";
  }
  static bool is_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  void wrong_type(const json::Value& value, const std::string& wanted) {
    report(value, wanted + " is wanted, and this is " + (value.is_null() ? "null" : an(json::name_of(value.type()))), value);
  }

  /// `place` has the line, `pointed` the pointer.
  void report(const json::Value& place, std::string message, const json::Value& pointed) {
    constexpr std::size_t kMost = 1000;
    if (++reported_ > kMost + 1) return;
    if (reported_ > kMost) message = "and more of this kind, which are not listed";
    document_.findings.push_back({FindingLevel::error, rule_, pointed.pointer(),
                                  document_.line_of(static_cast<std::uint32_t>(place.begin())), std::move(message)});
  }

  unsigned edition_;
  bool loose_;
  Document& document_;
  std::string rule_;
  std::size_t reported_ = 0;
};

}  // namespace

void check_shape(const json::Value& root, unsigned edition, bool loose, Document& document) {
  Checker(std::clamp(edition, 22U, 23U), loose, document).object(root, kDocument);
}

}  // namespace crosswalk::artifacts::spdx
