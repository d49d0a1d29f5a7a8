// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
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

/// The classes that are asked for, as SPDX names them.
enum class Class : std::uint8_t {
  document,
  package,
  file,
  snippet,
  extracted_licence,
  conjunctive,
  disjunctive,
  with_exception,
  or_later,
  no_assertion,
  none
};
constexpr std::array<std::string_view, 11> kClasses{"SpdxDocument",
                                                    "Package",
                                                    "File",
                                                    "Snippet",
                                                    "ExtractedLicensingInfo",
                                                    "ConjunctiveLicenseSet",
                                                    "DisjunctiveLicenseSet",
                                                    "WithExceptionOperator",
                                                    "OrLaterOperator",
                                                    "SpdxNoAssertionLicense",
                                                    "SpdxNoneLicense"};

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
  Reader(const Graph& graph, Document& document) : graph_(graph), document_(document) {
    for (std::size_t i = 0; i < kClasses.size(); ++i) classes_[i] = graph.find(term(kClasses[i]));
    no_assertion_ = graph.find(term("noassertion"));
    none_ = graph.find(term("none"));
  }

  /// Whether there is a document in it.
  bool read() {
    const Node* root = nullptr;
    for (const Node& node : graph_.nodes) {
      // A reference to another document may be one too.
      if (is_a(node, Class::document) && (root == nullptr || find(node, Term::spec_version) != nullptr)) root = &node;
    }
    if (root == nullptr) return false;
    document_.at = root->line;
    const std::string_view id = id_text(*root);
    const std::size_t hash = id.rfind('#');
    space_ = id.substr(0, hash);
    document_.name_space = {space_, root->line, !space_.empty() && !space_.starts_with("_:")};
    if (hash != std::string_view::npos) document_.id = {id.substr(hash + 1), root->line, true};
    document_.version = text(*root, Term::spec_version);
    document_.name = text(*root, Term::name);
    document_.comment = text(*root, Term::rdfs_comment);
    document_.data_licence = licence(*root, Term::data_licence);
    if (const Node* creation = node_of(find(*root, Term::creation_info))) {
      document_.creation = {{}, creation->line, true};
      document_.created = text(*creation, Term::created);
      document_.creators = texts(*creation, Term::creator);
      document_.licence_list_version = text(*creation, Term::licence_list_version);
      document_.creator_comment = text(*creation, Term::rdfs_comment);
    }
    each(*root, Term::external_document_ref, [&](const Node& node) { external(node); });
    for (const ExternalDocument& one : document_.externals) {
      // Of two for one document the first counts.
      externals_.try_emplace(one.uri.value.substr(0, one.uri.value.find('#')), one.id.value);
    }
    parts();
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

  void parts() {
    document_.packages.reserve(count(Class::package));
    document_.files.reserve(count(Class::file));
    document_.relationships.reserve(
        static_cast<std::size_t>(std::count_if(graph_.statements.begin(), graph_.statements.end(), [](const Statement& one) {
          return one.predicate == Term::relationship || one.predicate == Term::has_file ||
                 one.predicate == Term::describes_package;
        })));
    for (const Node& node : graph_.nodes) {
      if (is_a(node, Class::package)) package(node);
      if (is_a(node, Class::file)) file(node);
      if (is_a(node, Class::snippet)) snippet(node);
      if (is_a(node, Class::extracted_licence)) extracted(node);
      said_of_elements(node);
    }
  }

  [[nodiscard]] std::size_t count(Class wanted) const {
    return static_cast<std::size_t>(
        std::count_if(graph_.nodes.begin(), graph_.nodes.end(), [&](const Node& node) { return is_a(node, wanted); }));
  }

  template <class T>
  static void by_line(std::vector<T>& parts) {
    const auto earlier = [](const T& a, const T& b) { return a.at < b.at; };
    // Most are, and to sort takes as much memory again.
    if (!std::is_sorted(parts.begin(), parts.end(), earlier)) std::stable_sort(parts.begin(), parts.end(), earlier);
  }

  // The graph

  [[nodiscard]] const Statement* statement(std::uint32_t number) const {
    return number == Statement::npos ? nullptr : &graph_.statements[number];
  }
  /// The first of a node that has the predicate, and the next.
  [[nodiscard]] const Statement* find(const Node& node, Term predicate) const { return from(node.first, predicate); }
  [[nodiscard]] const Statement* next(const Statement& one) const { return from(one.next, one.predicate); }
  [[nodiscard]] const Statement* from(std::uint32_t number, Term predicate) const {
    const Statement* out = statement(number);
    while (out != nullptr && out->predicate != predicate) out = statement(out->next);
    return out;
  }

  [[nodiscard]] bool is_a(const Node& node, Class wanted) const {
    const std::uint32_t type = classes_[static_cast<std::size_t>(wanted)];
    if (type == Statement::npos) return false;
    for (const Statement* one = find(node, Term::type); one != nullptr; one = next(*one)) {
      if (one->node == type) return true;
    }
    return false;
  }

  [[nodiscard]] const Node* node_of(const Statement* statement) const {
    return statement == nullptr || statement->is_literal() ? nullptr : &graph_.nodes[statement->node];
  }

  template <class Do>
  void each(const Node& node, Term predicate, const Do& action) const {
    for (const Statement* one = find(node, predicate); one != nullptr; one = next(*one)) {
      if (!one->is_literal()) action(graph_.nodes[one->node]);
    }
  }

  std::string_view keep(std::string_view text) { return document_.kept.keep(text); }

  /// The IRI; of a node without one what tells it from others.
  std::string_view id_text(const Node& node) { return node.blank == 0 ? node.id : keep("_: " + std::to_string(node.blank)); }

  /// A literal, or the resource's IRI; NONE and NOASSERTION in words.
  [[nodiscard]] std::string_view value_of(const Statement& statement) {
    if (statement.is_literal()) return statement.literal;
    if (statement.node == no_assertion_) return "NOASSERTION";
    if (statement.node == none_) return "NONE";
    return id_text(graph_.nodes[statement.node]);
  }

  [[nodiscard]] Text text(const Node& node, Term predicate) {
    const Statement* found = find(node, predicate);
    return found == nullptr ? Text{} : Text{value_of(*found), found->line, true};
  }

  [[nodiscard]] Texts texts(const Node& node, Term predicate) {
    Texts out;
    for (const Statement* one = find(node, predicate); one != nullptr; one = next(*one)) {
      out.push_back({value_of(*one), one->line, true});
    }
    return out;
  }

  [[nodiscard]] Text word(const Node& node, Term predicate, std::string_view prefix) {
    Text out = text(node, predicate);
    out.value = words_[out.value].of(out.value, prefix, document_.kept);
    return out;
  }

  /// An IRI of this document as the id of its element, of another one with DocumentRef- before it.
  [[nodiscard]] std::string_view id_of(std::string_view iri) {
    if (iri.starts_with(kTerms)) {
      if (iri.substr(kTerms.size()) == "noassertion") return "NOASSERTION";
      if (iri.substr(kTerms.size()) == "none") return "NONE";
    }
    const std::size_t hash = iri.rfind('#');
    if (hash == std::string_view::npos) return iri;
    const std::string_view space = iri.substr(0, hash);
    const std::string_view id = iri.substr(hash + 1);
    if (space == space_) return id;
    const auto found = externals_.find(space);
    return found == externals_.end() ? iri : keep(std::string(found->second) + ":" + std::string(id));
  }

  [[nodiscard]] Text element_id(const Node& node) {
    if (node.is_blank()) return {};
    return {id_of(node.id), node.line, true};
  }

  // Licences

  [[nodiscard]] Text licence(const Node& node, Term predicate) {
    const Statement* found = find(node, predicate);
    return found == nullptr ? Text{} : Text{keep(licence_of(*found, 0, true)), found->line, true};
  }
  [[nodiscard]] Texts licences(const Node& node, Term predicate) {
    Texts out;
    for (const Statement* one = find(node, predicate); one != nullptr; one = next(*one)) {
      out.push_back({keep(licence_of(*one, 0, true)), one->line, true});
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
    const bool both = is_a(node, Class::conjunctive);
    if (both || is_a(node, Class::disjunctive)) {
      std::vector<std::string> members;
      for (const Statement* one = find(node, Term::member); one != nullptr; one = next(*one)) {
        members.push_back(licence_of(*one, depth + 1, false));
      }
      std::string out = base::join(members, both ? " AND " : " OR ");
      return outermost || members.size() < 2 ? out : "(" + out + ")";
    }
    if (is_a(node, Class::with_exception)) {
      const Statement* member = find(node, Term::member);
      const Statement* exception = find(node, Term::exception);
      std::string out = member == nullptr ? std::string() : licence_of(*member, depth + 1, false);
      if (exception == nullptr) return out;
      std::string_view id = value_of(*exception);
      if (const Node* said = node_of(exception)) {
        const Text name = text(*said, Term::exception_id);
        const std::string_view iri = id_text(*said);
        id = name ? name.value : iri.substr(iri.find_last_of("/#") + 1);
      }
      return out + " WITH " + std::string(id);
    }
    if (is_a(node, Class::or_later)) {
      const Statement* member = find(node, Term::member);
      return (member == nullptr ? std::string() : licence_of(*member, depth + 1, false)) + "+";
    }
    if (statement.node == no_assertion_ || is_a(node, Class::no_assertion)) return "NOASSERTION";
    if (statement.node == none_ || is_a(node, Class::none)) return "NONE";
    for (const std::string_view list : {"http://spdx.org/licenses/", "https://spdx.org/licenses/"}) {
      if (!node.id.starts_with(list)) continue;
      std::string_view id = node.id.substr(list.size());
      if (id.ends_with(".html")) id.remove_suffix(5);
      return std::string(id);
    }
    return std::string(node.is_blank() ? text(node, Term::licence_id).value : id_of(node.id));
  }

  // Parts

  template <class T>
  static T part(const Node& node) {
    T out;
    out.at = node.line;
    return out;
  }

  [[nodiscard]] Checksum checksum(const Node& node) {
    auto out = part<Checksum>(node);
    out.algorithm = text(node, Term::algorithm);
    out.algorithm.value = algorithm_name(out.algorithm.value);
    out.value = text(node, Term::checksum_value);
    return out;
  }

  void external(const Node& node) {
    auto out = part<ExternalDocument>(node);
    out.id = text(node, Term::external_document_id);
    const std::size_t hash = node.id.rfind('#');
    if (!out.id && hash != std::string_view::npos) out.id = {node.id.substr(hash + 1), node.line, true};
    out.uri = text(node, Term::spdx_document);
    each(node, Term::checksum, [&](const Node& sum) { out.checksum = checksum(sum); });
    document_.externals.push_back(out);
  }

  void package(const Node& node) {
    auto out = part<Package>(node);
    out.id = element_id(node);
    out.name = text(node, Term::name);
    out.version = text(node, Term::version_info);
    out.file_name = text(node, Term::package_file_name);
    out.supplier = text(node, Term::supplier);
    out.originator = text(node, Term::originator);
    out.download_location = text(node, Term::download_location);
    out.files_analyzed = text(node, Term::files_analyzed);
    out.home_page = text(node, Term::homepage);
    out.source_info = text(node, Term::source_info);
    out.concluded = licence(node, Term::licence_concluded);
    out.declared = licence(node, Term::licence_declared);
    out.licences_from_files = licences(node, Term::licence_from_files);
    out.licence_comments = text(node, Term::licence_comments);
    out.copyright = text(node, Term::copyright);
    out.summary = text(node, Term::summary);
    out.description = text(node, Term::description);
    out.comment = text(node, Term::rdfs_comment);
    out.purpose = word(node, Term::purpose, "purpose_");
    if (out.purpose.value.find('_') != std::string_view::npos) {
      std::string purpose(out.purpose.value);
      std::replace(purpose.begin(), purpose.end(), '_', '-');
      out.purpose.value = keep(purpose);
    }
    out.release_date = text(node, Term::release_date);
    out.built_date = text(node, Term::built_date);
    out.valid_until = text(node, Term::valid_until);
    out.attributions = texts(node, Term::attribution);
    each(node, Term::verification_code, [&](const Node& code) {
      out.verification = {{}, code.line, true};
      out.verification_code = text(code, Term::verification_value);
    });
    each(node, Term::checksum, [&](const Node& sum) { out.checksums.push_back(checksum(sum)); });
    each(node, Term::external_ref, [&](const Node& said) {
      auto reference = part<ExternalRef>(said);
      reference.category = word(said, Term::reference_category, "referenceCategory_");
      reference.type = text(said, Term::reference_type);
      reference.type.value = reference_type(reference.type.value);
      reference.locator = text(said, Term::reference_locator);
      reference.comment = text(said, Term::rdfs_comment);
      out.references.push_back(reference);
    });
    document_.packages.push_back(std::move(out));
  }

  void file(const Node& node) {
    auto out = part<File>(node);
    out.id = element_id(node);
    out.name = text(node, Term::file_name);
    out.concluded = licence(node, Term::licence_concluded);
    out.licences_in_file = licences(node, Term::licence_in_file);
    out.licence_comments = text(node, Term::licence_comments);
    out.copyright = text(node, Term::copyright);
    out.comment = text(node, Term::rdfs_comment);
    out.notice = text(node, Term::notice);
    out.types = texts(node, Term::file_type);
    for (Text& type : out.types) type.value = keep(word_of(type.value, "fileType_"));
    out.contributors = texts(node, Term::contributor);
    out.attributions = texts(node, Term::attribution);
    each(node, Term::checksum, [&](const Node& sum) { out.checksums.push_back(checksum(sum)); });
    document_.files.push_back(std::move(out));
  }

  void snippet(const Node& node) {
    auto out = part<Snippet>(node);
    out.id = element_id(node);
    out.name = text(node, Term::name);
    if (const Statement* from = find(node, Term::snippet_from_file)) out.file = {id_of(value_of(*from)), from->line, true};
    out.concluded = licence(node, Term::licence_concluded);
    out.licences_in_snippet = licences(node, Term::licence_in_snippet);
    out.licence_comments = text(node, Term::licence_comments);
    out.copyright = text(node, Term::copyright);
    out.comment = text(node, Term::rdfs_comment);
    out.attributions = texts(node, Term::attribution);
    each(node, Term::range, [&](const Node& said) {
      auto range = part<Range>(said);
      const auto end_of = [&](Term which) {
        const Node* pointer = node_of(find(said, which));
        if (pointer == nullptr) return Text{};
        if (Text offset = text(*pointer, Term::offset)) return offset;
        range.lines = true;
        return text(*pointer, Term::line_number);
      };
      range.begin = end_of(Term::start_pointer);
      range.end = end_of(Term::end_pointer);
      out.ranges.push_back(range);
    });
    document_.snippets.push_back(std::move(out));
  }

  void extracted(const Node& node) {
    auto out = part<ExtractedLicence>(node);
    out.id = text(node, Term::licence_id);
    if (!out.id) out.id = element_id(node);
    out.text = text(node, Term::extracted_text);
    out.name = text(node, Term::name);
    if (!out.name) out.name = text(node, Term::licence_name);
    out.comment = text(node, Term::rdfs_comment);
    document_.licences.push_back(out);
  }

  /// Relationships and annotations, which stand with the element that they are about.
  void said_of_elements(const Node& node) {
    for (const Statement* each = statement(node.first); each != nullptr; each = statement(each->next)) {
      const Statement& one = *each;
      if (one.is_literal()) continue;
      const Node& said = graph_.nodes[one.node];
      if (one.predicate == Term::relationship) {
        Relationship out;
        out.at = one.line;
        out.from = element_id(node);
        out.type = word(said, Term::relationship_type, "relationshipType_");
        if (const Statement* to = find(said, Term::related)) out.to = {id_of(value_of(*to)), to->line, true};
        out.comment = text(said, Term::rdfs_comment);
        document_.relationships.push_back(out);
      } else if (one.predicate == Term::has_file || one.predicate == Term::describes_package) {
        Relationship out;
        out.at = one.line;
        out.from = element_id(node);
        out.type = {one.predicate == Term::has_file ? "CONTAINS" : "DESCRIBES", one.line, true};
        out.to = element_id(said);
        out.implied = true;
        document_.relationships.push_back(out);
      } else if (one.predicate == Term::annotation) {
        Annotation out;
        out.at = one.line;
        out.subject = element_id(node);
        out.annotator = text(said, Term::annotator);
        out.date = text(said, Term::annotation_date);
        out.type = word(said, Term::annotation_type, "annotationType_");
        out.comment = text(said, Term::rdfs_comment);
        document_.annotations.push_back(out);
      }
    }
  }

  /// A word that was made of an IRI, which many say.
  struct Word {
    std::string_view made;
    std::string_view prefix;

    std::string_view of(std::string_view iri, std::string_view wanted, Kept& kept) {
      if (prefix != wanted) {
        made = kept.keep(word_of(iri, wanted));
        prefix = wanted;
      }
      return made;
    }
  };

  const Graph& graph_;
  Document& document_;
  std::array<std::uint32_t, kClasses.size()> classes_{};
  std::uint32_t no_assertion_ = Statement::npos;
  std::uint32_t none_ = Statement::npos;
  std::string_view space_;
  /// The namespaces of other documents, and how they are called here.
  std::unordered_map<std::string_view, std::string_view> externals_;
  std::unordered_map<std::string_view, Word> words_;
  std::size_t work_ = 0;
};

base::Result<Document> no_document(std::string_view name) {
  return base::Error{base::ErrorCode::malformed_data, std::string(name), "line 1: there is no spdx:SpdxDocument in it"};
}

}  // namespace

base::Result<Document> read_rdf(const xml::Document& document, std::string_view name) {
  Document out;
  out.format = sbom::Format::spdx_rdf_xml;
  out.source = std::make_shared<const xml::Document>(document);
  CW_ASSIGN_OR_RETURN(const Graph graph, triples_of(document, name, out.kept));
  if (!Reader(graph, out).read()) return no_document(name);
  return out;
}

base::Result<std::optional<Document>> stream_rdf(const std::shared_ptr<const std::string>& text, std::string_view name) {
  Document out;
  out.format = sbom::Format::spdx_rdf_xml;
  out.source = text;
  Graph graph;
  if (!stream_triples(*text, out.kept, graph)) return std::optional<Document>();
  if (!Reader(graph, out).read()) return no_document(name).error();
  return std::optional(std::move(out));
}

}  // namespace crosswalk::artifacts::spdx
