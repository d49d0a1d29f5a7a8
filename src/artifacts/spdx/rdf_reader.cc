// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/spdx/document.h"
#include "artifacts/spdx/rdf.h"
#include "artifacts/spdx/values.h"
#include "artifacts/spdx/words.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr std::string_view kTerms = "http://spdx.org/rdf/terms#";
constexpr std::string_view kType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr std::string_view kComment = "http://www.w3.org/2000/01/rdf-schema#comment";
constexpr std::string_view kPointers = "http://www.w3.org/2009/pointers#";
constexpr std::string_view kProjects = "http://usefulinc.com/ns/doap#";

/// "relationshipType_copyOf" as the other syntaxes write it: "COPY_OF".
std::string word_of(std::string_view iri, std::string_view prefix) {
  const std::size_t at = iri.rfind(prefix);
  if (at == std::string_view::npos) return std::string(iri);
  std::string out;
  for (const char c : iri.substr(at + prefix.size())) {
    if (is_upper(c) && !out.empty()) out += '_';
    out += upper(c);
  }
  return out;
}

class Reader {
 public:
  Reader(const Graph& graph, Document& document) : graph_(graph), document_(document) {}

  /// Whether there is a document in it.
  bool read() {
    const Node* root = nullptr;
    for (const Node& node : graph_.nodes) {
      // A reference to another document may be one too.
      if (is_a(node, "SpdxDocument") && (root == nullptr || find(node, term("specVersion")) != nullptr)) root = &node;
    }
    if (root == nullptr) return false;
    document_.at = root->line;
    const std::size_t hash = root->id.rfind('#');
    space_ = root->id.substr(0, hash);
    document_.name_space = {space_, root->line, !space_.empty() && !space_.starts_with("_:")};
    if (hash != std::string::npos) document_.id = {root->id.substr(hash + 1), root->line, true};
    document_.version = text(*root, term("specVersion"));
    document_.name = text(*root, term("name"));
    document_.comment = text(*root, kComment);
    document_.data_licence = licence(*root, "dataLicense");
    if (const Node* creation = node_of(find(*root, term("creationInfo")))) {
      document_.creation = {"", creation->line, true};
      document_.created = text(*creation, term("created"));
      document_.creators = texts(*creation, term("creator"));
      document_.licence_list_version = text(*creation, term("licenseListVersion"));
      document_.creator_comment = text(*creation, kComment);
    }
    each(*root, term("externalDocumentRef"), [&](const Node& node) { external(node); });
    for (const Node& node : graph_.nodes) {
      if (is_a(node, "Package")) package(node);
      if (is_a(node, "File")) file(node);
      if (is_a(node, "Snippet")) snippet(node);
      if (is_a(node, "ExtractedLicensingInfo")) extracted(node);
      said_of_elements(node);
    }
    by_line(document_.packages);
    by_line(document_.files);
    by_line(document_.snippets);
    by_line(document_.licences);
    by_line(document_.relationships);
    by_line(document_.annotations);
    return true;
  }

 private:
  static std::string term(std::string_view name) { return std::string(kTerms) + std::string(name); }

  template <class T>
  static void by_line(std::vector<T>& parts) {
    std::stable_sort(parts.begin(), parts.end(), [](const T& a, const T& b) { return a.at < b.at; });
  }

  [[nodiscard]] bool is_a(const Node& node, std::string_view type) const {
    return std::any_of(node.statements.begin(), node.statements.end(), [&](const Statement& one) {
      if (one.predicate != kType || one.is_literal()) return false;
      const std::string_view id = graph_.nodes[one.node].id;
      return id.size() == kTerms.size() + type.size() && id.starts_with(kTerms) && id.ends_with(type);
    });
  }

  [[nodiscard]] static const Statement* find(const Node& node, std::string_view predicate) {
    const auto found = std::find_if(node.statements.begin(), node.statements.end(),
                                    [&](const Statement& one) { return one.predicate == predicate; });
    return found == node.statements.end() ? nullptr : &*found;
  }

  [[nodiscard]] const Node* node_of(const Statement* statement) const {
    return statement == nullptr || statement->is_literal() ? nullptr : &graph_.nodes[statement->node];
  }

  void each(const Node& node, std::string_view predicate, const std::function<void(const Node&)>& action) const {
    for (const Statement& one : node.statements) {
      if (one.predicate == predicate && !one.is_literal()) action(graph_.nodes[one.node]);
    }
  }

  /// A literal, or the resource's IRI; NONE and NOASSERTION in words.
  [[nodiscard]] std::string value_of(const Statement& statement) const {
    if (statement.is_literal()) return statement.literal;
    const std::string& id = graph_.nodes[statement.node].id;
    if (id == term("noassertion")) return "NOASSERTION";
    if (id == term("none")) return "NONE";
    return id;
  }

  [[nodiscard]] Text text(const Node& node, std::string_view predicate) const {
    const Statement* found = find(node, predicate);
    return found == nullptr ? Text{} : Text{value_of(*found), found->line, true};
  }

  [[nodiscard]] Texts texts(const Node& node, std::string_view predicate) const {
    Texts out;
    for (const Statement& one : node.statements) {
      if (one.predicate == predicate) out.push_back({value_of(one), one.line, true});
    }
    return out;
  }

  [[nodiscard]] Text word(const Node& node, std::string_view name, std::string_view prefix) const {
    Text out = text(node, term(name));
    out.value = word_of(out.value, prefix);
    return out;
  }

  /// An IRI of this document as the id of its element, of another one with DocumentRef- before it.
  [[nodiscard]] std::string id_of(std::string_view iri) const {
    if (iri == term("noassertion")) return "NOASSERTION";
    if (iri == term("none")) return "NONE";
    const std::size_t hash = iri.rfind('#');
    if (hash == std::string_view::npos) return std::string(iri);
    const std::string_view space = iri.substr(0, hash);
    const std::string id(iri.substr(hash + 1));
    if (space == space_) return id;
    for (const ExternalDocument& one : document_.externals) {
      if (std::string_view(one.uri.value).substr(0, one.uri.value.find('#')) == space) return one.id.value + ":" + id;
    }
    return std::string(iri);
  }

  [[nodiscard]] Text element_id(const Node& node) const {
    if (node.id.starts_with("_:")) return {};
    return {id_of(node.id), node.line, true};
  }

  // Licences

  [[nodiscard]] Text licence(const Node& node, std::string_view name) {
    const Statement* found = find(node, term(name));
    return found == nullptr ? Text{} : Text{licence_of(*found, 0, true), found->line, true};
  }
  [[nodiscard]] Texts licences(const Node& node, std::string_view name) {
    Texts out;
    for (const Statement& one : node.statements) {
      if (one.predicate == term(name)) out.push_back({licence_of(one, 0, true), one.line, true});
    }
    return out;
  }

  /// A licence as an expression. Sets may name themselves or share members, so depth and work are limited.
  std::string licence_of(const Statement& statement, std::size_t depth, bool outermost) {
    constexpr std::size_t kMaxDepth = 30;
    constexpr std::size_t kMaxWork = 1'000'000;
    if (statement.is_literal()) return std::string(base::trim(statement.literal));
    const Node& node = graph_.nodes[statement.node];
    if (depth > kMaxDepth || ++work_ > kMaxWork) return {};
    const bool both = is_a(node, "ConjunctiveLicenseSet");
    if (both || is_a(node, "DisjunctiveLicenseSet")) {
      std::vector<std::string> members;
      for (const Statement& one : node.statements) {
        if (one.predicate == term("member")) members.push_back(licence_of(one, depth + 1, false));
      }
      std::string out = base::join(members, both ? " AND " : " OR ");
      return outermost || members.size() < 2 ? out : "(" + out + ")";
    }
    if (is_a(node, "WithExceptionOperator")) {
      const Statement* member = find(node, term("member"));
      const Statement* exception = find(node, term("licenseException"));
      std::string out = member == nullptr ? std::string() : licence_of(*member, depth + 1, false);
      if (exception == nullptr) return out;
      std::string id = value_of(*exception);
      if (const Node* said = node_of(exception)) {
        const Text name = text(*said, term("licenseExceptionId"));
        id = name ? name.value : said->id.substr(said->id.find_last_of("/#") + 1);
      }
      return out + " WITH " + id;
    }
    if (is_a(node, "OrLaterOperator")) {
      const Statement* member = find(node, term("member"));
      return (member == nullptr ? std::string() : licence_of(*member, depth + 1, false)) + "+";
    }
    if (node.id == term("noassertion") || is_a(node, "SpdxNoAssertionLicense")) return "NOASSERTION";
    if (node.id == term("none") || is_a(node, "SpdxNoneLicense")) return "NONE";
    for (const std::string_view list : {"http://spdx.org/licenses/", "https://spdx.org/licenses/"}) {
      if (!node.id.starts_with(list)) continue;
      std::string id = node.id.substr(list.size());
      if (id.ends_with(".html")) id.resize(id.size() - 5);
      return id;
    }
    if (node.id.starts_with("_:")) return text(node, term("licenseId")).value;
    return id_of(node.id);
  }

  // Parts

  template <class T>
  static T part(const Node& node) {
    T out;
    out.at = node.line;
    return out;
  }

  [[nodiscard]] Checksum checksum(const Node& node) const {
    auto out = part<Checksum>(node);
    out.algorithm = text(node, term("algorithm"));
    out.algorithm.value = algorithm_name(out.algorithm.value);
    out.value = text(node, term("checksumValue"));
    return out;
  }

  void external(const Node& node) {
    auto out = part<ExternalDocument>(node);
    out.id = text(node, term("externalDocumentId"));
    const std::size_t hash = node.id.rfind('#');
    if (!out.id && hash != std::string::npos) out.id = {node.id.substr(hash + 1), node.line, true};
    out.uri = text(node, term("spdxDocument"));
    each(node, term("checksum"), [&](const Node& sum) { out.checksum = checksum(sum); });
    document_.externals.push_back(std::move(out));
  }

  void package(const Node& node) {
    auto out = part<Package>(node);
    out.id = element_id(node);
    out.name = text(node, term("name"));
    out.version = text(node, term("versionInfo"));
    out.file_name = text(node, term("packageFileName"));
    out.supplier = text(node, term("supplier"));
    out.originator = text(node, term("originator"));
    out.download_location = text(node, term("downloadLocation"));
    out.files_analyzed = text(node, term("filesAnalyzed"));
    out.home_page = text(node, std::string(kProjects) + "homepage");
    out.source_info = text(node, term("sourceInfo"));
    out.concluded = licence(node, "licenseConcluded");
    out.declared = licence(node, "licenseDeclared");
    out.licences_from_files = licences(node, "licenseInfoFromFiles");
    out.licence_comments = text(node, term("licenseComments"));
    out.copyright = text(node, term("copyrightText"));
    out.summary = text(node, term("summary"));
    out.description = text(node, term("description"));
    out.comment = text(node, kComment);
    out.purpose = word(node, "primaryPackagePurpose", "purpose_");
    std::replace(out.purpose.value.begin(), out.purpose.value.end(), '_', '-');
    out.release_date = text(node, term("releaseDate"));
    out.built_date = text(node, term("builtDate"));
    out.valid_until = text(node, term("validUntilDate"));
    out.attributions = texts(node, term("attributionText"));
    each(node, term("packageVerificationCode"), [&](const Node& code) {
      out.verification = {"", code.line, true};
      out.verification_code = text(code, term("packageVerificationCodeValue"));
    });
    each(node, term("checksum"), [&](const Node& sum) { out.checksums.push_back(checksum(sum)); });
    each(node, term("externalRef"), [&](const Node& said) {
      auto reference = part<ExternalRef>(said);
      reference.category = word(said, "referenceCategory", "referenceCategory_");
      reference.type = text(said, term("referenceType"));
      reference.type.value = std::string(reference_type(reference.type.value));
      reference.locator = text(said, term("referenceLocator"));
      reference.comment = text(said, kComment);
      out.references.push_back(std::move(reference));
    });
    document_.packages.push_back(std::move(out));
  }

  void file(const Node& node) {
    auto out = part<File>(node);
    out.id = element_id(node);
    out.name = text(node, term("fileName"));
    out.concluded = licence(node, "licenseConcluded");
    out.licences_in_file = licences(node, "licenseInfoInFile");
    out.licence_comments = text(node, term("licenseComments"));
    out.copyright = text(node, term("copyrightText"));
    out.comment = text(node, kComment);
    out.notice = text(node, term("noticeText"));
    out.types = texts(node, term("fileType"));
    for (Text& type : out.types) type.value = word_of(type.value, "fileType_");
    out.contributors = texts(node, term("fileContributor"));
    out.attributions = texts(node, term("attributionText"));
    each(node, term("checksum"), [&](const Node& sum) { out.checksums.push_back(checksum(sum)); });
    document_.files.push_back(std::move(out));
  }

  void snippet(const Node& node) {
    auto out = part<Snippet>(node);
    out.id = element_id(node);
    out.name = text(node, term("name"));
    if (const Statement* from = find(node, term("snippetFromFile"))) out.file = {id_of(value_of(*from)), from->line, true};
    out.concluded = licence(node, "licenseConcluded");
    out.licences_in_snippet = licences(node, "licenseInfoInSnippet");
    out.licence_comments = text(node, term("licenseComments"));
    out.copyright = text(node, term("copyrightText"));
    out.comment = text(node, kComment);
    out.attributions = texts(node, term("attributionText"));
    each(node, term("range"), [&](const Node& said) {
      auto range = part<Range>(said);
      const auto end_of = [&](std::string_view name) {
        const Node* pointer = node_of(find(said, std::string(kPointers) + std::string(name)));
        if (pointer == nullptr) return Text{};
        if (Text offset = text(*pointer, std::string(kPointers) + "offset")) return offset;
        range.lines = true;
        return text(*pointer, std::string(kPointers) + "lineNumber");
      };
      range.begin = end_of("startPointer");
      range.end = end_of("endPointer");
      out.ranges.push_back(std::move(range));
    });
    document_.snippets.push_back(std::move(out));
  }

  void extracted(const Node& node) {
    auto out = part<ExtractedLicence>(node);
    out.id = text(node, term("licenseId"));
    if (!out.id) out.id = element_id(node);
    out.text = text(node, term("extractedText"));
    out.name = text(node, term("name"));
    if (!out.name) out.name = text(node, term("licenseName"));
    out.comment = text(node, kComment);
    document_.licences.push_back(std::move(out));
  }

  /// Relationships and annotations, which stand with the element that they are about.
  void said_of_elements(const Node& node) {
    for (const Statement& one : node.statements) {
      if (one.is_literal()) continue;
      const Node& said = graph_.nodes[one.node];
      if (one.predicate == term("relationship")) {
        Relationship out;
        out.at = one.line;
        out.from = element_id(node);
        out.type = word(said, "relationshipType", "relationshipType_");
        if (const Statement* to = find(said, term("relatedSpdxElement"))) out.to = {id_of(value_of(*to)), to->line, true};
        out.comment = text(said, kComment);
        document_.relationships.push_back(std::move(out));
      } else if (one.predicate == term("hasFile") || one.predicate == term("describesPackage")) {
        Relationship out;
        out.at = one.line;
        out.from = element_id(node);
        out.type = {one.predicate == term("hasFile") ? "CONTAINS" : "DESCRIBES", one.line, true};
        out.to = element_id(said);
        out.implied = true;
        document_.relationships.push_back(std::move(out));
      } else if (one.predicate == term("annotation")) {
        Annotation out;
        out.at = one.line;
        out.subject = element_id(node);
        out.annotator = text(said, term("annotator"));
        out.date = text(said, term("annotationDate"));
        out.type = word(said, "annotationType", "annotationType_");
        out.comment = text(said, kComment);
        document_.annotations.push_back(std::move(out));
      }
    }
  }

  const Graph& graph_;
  Document& document_;
  std::string space_;
  std::size_t work_ = 0;
};

}  // namespace

base::Result<Document> read_rdf(const xml::Document& document, std::string_view name) {
  CW_ASSIGN_OR_RETURN(const Graph graph, triples_of(document, name));
  Document out;
  out.format = sbom::Format::spdx_rdf_xml;
  if (!Reader(graph, out).read()) {
    return base::Error{base::ErrorCode::malformed_data, std::string(name), "line 1: there is no spdx:SpdxDocument in it"};
  }
  return out;
}

}  // namespace crosswalk::artifacts::spdx
