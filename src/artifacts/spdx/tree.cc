// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "artifacts/spdx/document.h"

namespace crosswalk::artifacts::spdx {
namespace {

template <class T>
struct Field {
  std::string_view key;
  Text T::*member;
};
template <class T>
struct List {
  std::string_view key;
  Texts T::*member;
};

/// What a scalar says; booleans and numbers as they are written.
Text text_of(const json::Value& value) {
  Text out;
  out.at = static_cast<std::uint32_t>(value.begin());
  out.given = true;
  if (value.is_string()) {
    out.value = value.string();
  } else if (value.is_number()) {
    out.value = value.number();
  } else if (value.is_boolean()) {
    out.value = value.boolean() ? std::string_view("true") : std::string_view("false");
  } else {
    // null, or what should not be here.
    out.given = false;
  }
  return out;
}

Texts texts_of(const json::Value& value) {
  Texts out;
  out.reserve(value.size());
  for (const json::Value item : value.items()) {
    if (Text text = text_of(item)) out.push_back(text);
  }
  return out;
}

/// Whether the keys are the same; most that have the same length end otherwise.
bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && a.back() == b.back() && a == b; }

template <class T>
bool take(T& part, const json::Member& member, std::span<const Field<T>> fields, std::span<const List<T>> lists = {}) {
  for (const Field<T>& field : fields) {
    if (!same(field.key, member.key)) continue;
    part.*field.member = text_of(member.value);
    return true;
  }
  for (const List<T>& list : lists) {
    if (!same(list.key, member.key)) continue;
    part.*list.member = texts_of(member.value);
    return true;
  }
  return false;
}

template <class T>
T part_at(const json::Value& value, const Pointer& pointer) {
  T out;
  out.pointer = pointer;
  out.at = static_cast<std::uint32_t>(value.begin());
  return out;
}

/// Goes over the objects of a list of the document with the pointer of each.
template <class Do>
void each(const json::Value& list, const char* name, Do&& action) {
  std::uint32_t number = 0;
  for (const json::Value item : list.items()) action(item, Pointer{name, nullptr, number++, Pointer::npos});
}

/// The same for a list of a part.
template <class Do>
void each(const json::Value& list, const Pointer& part, const char* name, Do&& action) {
  std::uint32_t number = 0;
  for (const json::Value item : list.items()) {
    action(item, Pointer{part.list, name, part.number, number++});
  }
}

/// A member of a part.
Pointer member_of(const Pointer& part, const char* name) { return {part.list, name, part.number, Pointer::npos}; }

Checksum checksum_of(const json::Value& value, const Pointer& pointer) {
  constexpr Field<Checksum> kFields[] = {{"algorithm", &Checksum::algorithm}, {"checksumValue", &Checksum::value}};
  auto out = part_at<Checksum>(value, pointer);
  for (const json::Member& member : value.members()) take<Checksum>(out, member, kFields);
  return out;
}

std::vector<Checksum> checksums_of(const json::Value& list, const Pointer& part) {
  std::vector<Checksum> out;
  out.reserve(list.size());
  each(list, part, "checksums", [&](const json::Value& item, const Pointer& at) { out.push_back(checksum_of(item, at)); });
  return out;
}

class Reader {
 public:
  explicit Reader(Document& document) : document_(document) {}

  void read(const json::Value& root) {
    constexpr Field<Document> kFields[] = {
        {"spdxVersion", &Document::version}, {"dataLicense", &Document::data_licence},     {"SPDXID", &Document::id},
        {"name", &Document::name},           {"documentNamespace", &Document::name_space}, {"comment", &Document::comment}};
    json::Value describes;
    for (const json::Member& member : root.members()) {
      if (take<Document>(document_, member, kFields)) continue;
      if (member.key == "creationInfo") {
        creation(member.value);
      } else if (member.key == "externalDocumentRefs") {
        each(member.value, "externalDocumentRefs", [&](const json::Value& item, const Pointer& at) { external(item, at); });
      } else if (member.key == "packages") {
        document_.packages.reserve(member.value.size());
        each(member.value, "packages", [&](const json::Value& item, const Pointer& at) { package(item, at); });
      } else if (member.key == "files") {
        document_.files.reserve(member.value.size());
        each(member.value, "files", [&](const json::Value& item, const Pointer& at) { file(item, at); });
      } else if (member.key == "snippets") {
        each(member.value, "snippets", [&](const json::Value& item, const Pointer& at) { snippet(item, at); });
      } else if (member.key == "hasExtractedLicensingInfos") {
        each(member.value, "hasExtractedLicensingInfos", [&](const json::Value& item, const Pointer& at) { licence(item, at); });
      } else if (member.key == "relationships") {
        document_.relationships.reserve(member.value.size());
        each(member.value, "relationships", [&](const json::Value& item, const Pointer& at) { relationship(item, at); });
      } else if (member.key == "annotations") {
        each(member.value, "annotations", [&](const json::Value& item, const Pointer& at) { annotation(item, at, {}); });
      } else if (member.key == "documentDescribes") {
        describes = member.value;
      }
    }
    for (Annotation& one : document_.annotations) {
      if (!one.subject) one.subject = document_.id;
    }
    imply(describes);
  }

 private:
  void creation(const json::Value& value) {
    constexpr Field<Document> kFields[] = {{"created", &Document::created},
                                           {"licenseListVersion", &Document::licence_list_version},
                                           {"comment", &Document::creator_comment}};
    constexpr List<Document> kLists[] = {{"creators", &Document::creators}};
    document_.creation = {{}, static_cast<std::uint32_t>(value.begin()), value.is_object()};
    for (const json::Member& member : value.members()) take<Document>(document_, member, kFields, kLists);
  }

  void external(const json::Value& value, const Pointer& pointer) {
    constexpr Field<ExternalDocument> kFields[] = {{"externalDocumentId", &ExternalDocument::id},
                                                   {"spdxDocument", &ExternalDocument::uri}};
    auto out = part_at<ExternalDocument>(value, pointer);
    for (const json::Member& member : value.members()) {
      if (take<ExternalDocument>(out, member, kFields)) continue;
      if (member.key == "checksum") out.checksum = checksum_of(member.value, member_of(out.pointer, "checksum"));
    }
    document_.externals.push_back(out);
  }

  void package(const json::Value& value, const Pointer& pointer) {
    constexpr Field<Package> kFields[] = {{"name", &Package::name},
                                          {"SPDXID", &Package::id},
                                          {"versionInfo", &Package::version},
                                          {"packageFileName", &Package::file_name},
                                          {"supplier", &Package::supplier},
                                          {"originator", &Package::originator},
                                          {"downloadLocation", &Package::download_location},
                                          {"filesAnalyzed", &Package::files_analyzed},
                                          {"homepage", &Package::home_page},
                                          {"sourceInfo", &Package::source_info},
                                          {"licenseConcluded", &Package::concluded},
                                          {"licenseDeclared", &Package::declared},
                                          {"licenseComments", &Package::licence_comments},
                                          {"copyrightText", &Package::copyright},
                                          {"summary", &Package::summary},
                                          {"description", &Package::description},
                                          {"comment", &Package::comment},
                                          {"primaryPackagePurpose", &Package::purpose},
                                          {"releaseDate", &Package::release_date},
                                          {"builtDate", &Package::built_date},
                                          {"validUntilDate", &Package::valid_until}};
    constexpr List<Package> kLists[] = {{"licenseInfoFromFiles", &Package::licences_from_files},
                                        {"attributionTexts", &Package::attributions},
                                        {"hasFiles", &Package::has_files}};
    constexpr Field<ExternalRef> kReference[] = {{"referenceCategory", &ExternalRef::category},
                                                 {"referenceType", &ExternalRef::type},
                                                 {"referenceLocator", &ExternalRef::locator},
                                                 {"comment", &ExternalRef::comment}};
    auto out = part_at<Package>(value, pointer);
    json::Value annotations;
    for (const json::Member& member : value.members()) {
      if (take<Package>(out, member, kFields, kLists)) continue;
      if (member.key == "checksums") {
        out.checksums = checksums_of(member.value, out.pointer);
      } else if (member.key == "externalRefs") {
        out.references.reserve(member.value.size());
        each(member.value, out.pointer, "externalRefs", [&](const json::Value& item, const Pointer& at) {
          auto reference = part_at<ExternalRef>(item, at);
          for (const json::Member& one : item.members()) take<ExternalRef>(reference, one, kReference);
          out.references.push_back(reference);
        });
      } else if (member.key == "packageVerificationCode") {
        out.verification = {{}, static_cast<std::uint32_t>(member.value.begin()), true};
        if (const json::Value code = member.value["packageVerificationCodeValue"]) out.verification_code = text_of(code);
      } else if (member.key == "annotations") {
        annotations = member.value;
      }
    }
    annotated(annotations, out.pointer, out.id);
    document_.packages.push_back(std::move(out));
  }

  void file(const json::Value& value, const Pointer& pointer) {
    constexpr Field<File> kFields[] = {{"fileName", &File::name},
                                       {"SPDXID", &File::id},
                                       {"licenseConcluded", &File::concluded},
                                       {"licenseComments", &File::licence_comments},
                                       {"copyrightText", &File::copyright},
                                       {"comment", &File::comment},
                                       {"noticeText", &File::notice}};
    constexpr List<File> kLists[] = {{"fileTypes", &File::types},
                                     {"licenseInfoInFiles", &File::licences_in_file},
                                     {"fileContributors", &File::contributors},
                                     {"attributionTexts", &File::attributions}};
    auto out = part_at<File>(value, pointer);
    json::Value annotations;
    for (const json::Member& member : value.members()) {
      if (take<File>(out, member, kFields, kLists)) continue;
      if (member.key == "checksums") out.checksums = checksums_of(member.value, out.pointer);
      if (member.key == "annotations") annotations = member.value;
    }
    annotated(annotations, out.pointer, out.id);
    document_.files.push_back(std::move(out));
  }

  void snippet(const json::Value& value, const Pointer& pointer) {
    constexpr Field<Snippet> kFields[] = {{"SPDXID", &Snippet::id},
                                          {"snippetFromFile", &Snippet::file},
                                          {"licenseConcluded", &Snippet::concluded},
                                          {"licenseComments", &Snippet::licence_comments},
                                          {"copyrightText", &Snippet::copyright},
                                          {"comment", &Snippet::comment},
                                          {"name", &Snippet::name}};
    constexpr List<Snippet> kLists[] = {{"licenseInfoInSnippets", &Snippet::licences_in_snippet},
                                        {"attributionTexts", &Snippet::attributions}};
    auto out = part_at<Snippet>(value, pointer);
    json::Value annotations;
    for (const json::Member& member : value.members()) {
      if (take<Snippet>(out, member, kFields, kLists)) continue;
      if (member.key == "annotations") annotations = member.value;
      if (member.key != "ranges") continue;
      each(member.value, out.pointer, "ranges", [&](const json::Value& item, const Pointer& at) {
        auto range = part_at<Range>(item, at);
        const json::Value begin = item["startPointer"];
        const json::Value end = item["endPointer"];
        range.lines = begin["lineNumber"] || end["lineNumber"];
        const std::string_view key = range.lines ? "lineNumber" : "offset";
        if (begin[key]) range.begin = text_of(begin[key]);
        if (end[key]) range.end = text_of(end[key]);
        out.ranges.push_back(range);
      });
    }
    annotated(annotations, out.pointer, out.id);
    document_.snippets.push_back(std::move(out));
  }

  void licence(const json::Value& value, const Pointer& pointer) {
    constexpr Field<ExtractedLicence> kFields[] = {{"licenseId", &ExtractedLicence::id},
                                                   {"extractedText", &ExtractedLicence::text},
                                                   {"name", &ExtractedLicence::name},
                                                   {"comment", &ExtractedLicence::comment}};
    auto out = part_at<ExtractedLicence>(value, pointer);
    for (const json::Member& member : value.members()) take<ExtractedLicence>(out, member, kFields);
    document_.licences.push_back(out);
  }

  void relationship(const json::Value& value, const Pointer& pointer) {
    constexpr Field<Relationship> kFields[] = {{"spdxElementId", &Relationship::from},
                                               {"relationshipType", &Relationship::type},
                                               {"relatedSpdxElement", &Relationship::to},
                                               {"comment", &Relationship::comment}};
    auto out = part_at<Relationship>(value, pointer);
    for (const json::Member& member : value.members()) take<Relationship>(out, member, kFields);
    document_.relationships.push_back(out);
  }

  void annotated(const json::Value& list, const Pointer& part, const Text& subject) {
    each(list, part, "annotations", [&](const json::Value& item, const Pointer& at) { annotation(item, at, subject); });
  }

  void annotation(const json::Value& value, const Pointer& pointer, const Text& subject) {
    constexpr Field<Annotation> kFields[] = {{"annotator", &Annotation::annotator},
                                             {"annotationDate", &Annotation::date},
                                             {"annotationType", &Annotation::type},
                                             {"comment", &Annotation::comment}};
    auto out = part_at<Annotation>(value, pointer);
    for (const json::Member& member : value.members()) take<Annotation>(out, member, kFields);
    out.subject = subject;
    document_.annotations.push_back(out);
  }

  /// What documentDescribes and hasFiles say, as relationships.
  void imply(const json::Value& describes) {
    for (const json::Value item : describes.items()) {
      implied({"documentDescribes"}, document_.id, "DESCRIBES", text_of(item));
    }
    for (const Package& package : document_.packages) {
      for (const Text& file : package.has_files) implied(member_of(package.pointer, "hasFiles"), package.id, "CONTAINS", file);
    }
  }

  void implied(const Pointer& pointer, const Text& from, std::string_view type, const Text& to) {
    Relationship out;
    out.pointer = pointer;
    out.at = to.at;
    out.from = from;
    out.type = {type, to.at, true};
    out.to = to;
    out.implied = true;
    document_.relationships.push_back(out);
  }

  Document& document_;
};

}  // namespace

std::string Pointer::text() const {
  std::string out;
  const auto step = [&](const char* name, std::uint32_t which) {
    if (name == nullptr) return;
    out += "/";
    out += name;
    if (which != npos) out += "/" + std::to_string(which);
  };
  step(list, number);
  step(inner, inner_number);
  return out;
}

unsigned Document::edition() const {
  // 2.2.1 is the edition of ISO/IEC 5962, and no version that a document may name; it is read as 2.2.
  const std::string_view text = version.value;
  if (text.starts_with("SPDX-2.") && text.size() >= 8 && text[7] >= '0' && text[7] <= '3') {
    return 20 + static_cast<unsigned>(text[7] - '0');
  }
  return 23;
}

std::size_t Document::line_of(std::uint32_t place) const {
  if (begins.empty()) return lines ? lines->line_of(place) : place;
  const auto number = static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), place) - begins.begin());
  return number == 0 ? 1 : numbers[number - 1];
}

void Document::report(FindingLevel level, std::string_view rule, const Part& part, std::string_view key, std::uint32_t place,
                      std::string message) {
  Finding out{level, std::string(rule), part.pointer.text(), line_of(place), std::move(message)};
  if (pointers && !key.empty()) out.pointer += "/" + std::string(key);
  findings.push_back(std::move(out));
}

void read_tree(const json::Value& root, Document& document) {
  document.pointers = true;
  Reader(document).read(root);
}

}  // namespace crosswalk::artifacts::spdx
