// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/rdf.h"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <span>
#include <sstream>
#include <utility>

#include "artifacts/xml/scan.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

/// A namespace that a prefix stands for.
struct Scope {
  std::string_view prefix;
  std::string_view uri;
};

/// An attribute; both are views of what stays.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// What an element or attribute is called, its namespace resolved.
struct Name {
  std::string_view space;
  std::string_view local;
  /// As a predicate.
  Term term = Term::other;
  /// The node of its IRI, once it was asked for.
  std::uint32_t node = Statement::npos;

  [[nodiscard]] bool is(std::string_view wanted) const { return space == kRdf && local == wanted; }
  [[nodiscard]] std::string iri() const { return std::string(space) + std::string(local); }
};

Term term_of(std::string_view space, std::string_view local) {
  static const std::unordered_map<std::string, Term> kTerms = [] {
    const std::string rdf(kRdf);
    const std::string rdfs = "http://www.w3.org/2000/01/rdf-schema#";
    const std::string doap = "http://usefulinc.com/ns/doap#";
    const std::string ptr = "http://www.w3.org/2009/pointers#";
    const std::string spdx = "http://spdx.org/rdf/terms#";
    std::unordered_map<std::string, Term> out;
#define CW_TERM(name, space, local) out.emplace(space + (local), Term::name);
#include "artifacts/spdx/rdf_terms.def"
#undef CW_TERM
    return out;
  }();
  const auto found = kTerms.find(std::string(space) + std::string(local));
  return found == kTerms.end() ? Term::other : found->second;
}

/// Makes triples of the elements and texts of a document as they come.
class Triples {
 public:
  Triples(Graph& graph, Kept& kept) : graph_(graph), kept_(kept) {}

  /// What is wrong, and in which line.
  struct Fault {
    std::uint32_t line = 0;
    std::string what;
  };
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

  /// An element begins. Gives whether what is in it is wanted as one literal(), and not piece by piece.
  bool start(std::string_view name, std::span<const Attribute> attributes, std::uint32_t line) {
    if (depth_ == frames_.size()) frames_.emplace_back();
    Frame& frame = frames_[depth_];
    frame = {};
    frame.line = line;
    frame.scopes = scopes_.size();
    frame.base = base_;
    const bool inside = depth_ > 0;
    if (inside && (frames_[depth_ - 1].kind == Kind::ignored || fault_)) {
      frame.kind = Kind::ignored;
      ++depth_;
      return false;
    }
    declare(attributes);
    // A copy: what follows may add names.
    const Name called = name_of(name, true);
    ++depth_;
    if (!inside && called.is("RDF")) {
      frame.kind = Kind::document;
      return false;
    }
    if (called.space.empty()) {
      fault_ = {line, "'" + std::string(name) + "' has no namespace, so this is no RDF"};
      frame.kind = Kind::ignored;
      return false;
    }
    const Kind around = inside ? frames_[depth_ - 2].kind : Kind::document;
    if (around == Kind::document || around == Kind::property) {
      if (inside) frames_[depth_ - 2].any = true;
      node_element(frame, name, called, attributes);
      return false;
    }
    return property(frame, frames_[depth_ - 2], called, attributes);
  }

  /// A piece of text, a view of what stays.
  void text(std::string_view piece) {
    if (depth_ == 0) return;
    Frame& frame = frames_[depth_ - 1];
    if (frame.kind != Kind::property || frame.any) return;
    if (frame.text.empty() && !frame.joined) {
      frame.text = piece;
      return;
    }
    if (!frame.joined) joined_ = frame.text;
    frame.joined = true;
    joined_ += piece;
  }

  /// All that is in the element, where start() wanted it.
  void literal(std::string_view text) {
    const Frame& frame = frames_[depth_ - 1];
    say(frame.subject, frame.predicate, kept_.keep(text), frame.line);
  }

  /// The innermost element ends.
  void end() {
    const Frame& frame = frames_[depth_ - 1];
    if (frame.kind == Kind::property && !frame.any && !fault_) end_of_property(frame);
    scopes_changed(frame.scopes);
    base_ = frame.base;
    --depth_;
    if (depth_ == 0 || frame.kind != Kind::node || fault_) return;
    if (const Frame& around = frames_[depth_ - 1]; around.kind == Kind::property) {
      say(around.subject, around.predicate, frame.subject, around.line);
    }
  }

 private:
  enum class Kind : std::uint8_t {
    /// rdf:RDF: its elements are nodes.
    document,
    /// A resource: its elements are properties.
    node,
    /// A property whose object stands in it: elements that are nodes, or a text.
    property,
    /// One whose object is a resource without a name, and its elements properties of that.
    resource,
    /// What stands in it says nothing more.
    ignored
  };

  /// An element that is open.
  struct Frame {
    Kind kind = Kind::ignored;
    Term predicate = Term::other;
    bool any = false;
    bool joined = false;
    std::uint32_t line = 0;
    /// Of which its properties are, or that of which it is a property.
    std::uint32_t subject = 0;
    std::size_t scopes = 0;
    std::string_view base;
    std::string_view text;
    /// Those of a property that may be a resource by them.
    std::vector<Attribute> attributes;
  };

  void scopes_changed(std::size_t size) {
    if (scopes_.size() == size) return;
    scopes_.resize(size);
    forget_names();
  }

  /// A new table: to clear one that was large once takes time in proportion to that, and elements may ask for it each.
  void forget_names() {
    if (!names_.empty()) names_ = {};
  }

  void declare(std::span<const Attribute> attributes) {
    for (const auto& [name, value] : attributes) {
      if (!name.starts_with("xml")) continue;
      if (name == "xmlns" || name.starts_with("xmlns:")) {
        scopes_.push_back({name.substr(std::min<std::size_t>(name.size(), 6)), value});
        forget_names();
      } else if (name == "xml:base") {
        base_ = value.substr(0, value.find('#'));
      }
    }
  }

  [[nodiscard]] Name resolved(std::string_view name, bool element) const {
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    if (prefix.empty() && !element) return {"", name};
    if (prefix == "xml") return {kXml, name.substr(colon + 1)};
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (scope->prefix != prefix) continue;
      const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
      return {scope->uri, local, term_of(scope->uri, local)};
    }
    return {"", name};
  }

  /// Names are few and elements many: each is looked at once as long as the namespaces stay.
  Name& name_of(std::string_view name, bool element) {
    // Without a prefix an attribute is in no namespace, and an element may be.
    if (const std::size_t colon = name.find(':'); !element && (colon == 0 || colon == std::string_view::npos)) {
      nowhere_ = {"", name};
      return nowhere_;
    }
    const auto [found, fresh] = names_.try_emplace(name);
    if (fresh) found->second = resolved(name, element);
    return found->second;
  }

  /// Source: RFC 3986, 5, for what RDF of SPDX has: whole IRIs, and fragments of the document.
  std::string_view resolve(std::string_view iri) {
    if (iri.empty()) return base_;
    return iri.starts_with('#') && !base_.empty() ? joined(base_, iri) : iri;
  }

  /// Stays as it is until it is called again, or, once node_named() has it, for good.
  std::string_view joined(std::string_view a, std::string_view b) {
    made_.assign(a);
    made_ += b;
    return made_;
  }

  std::uint32_t node_named(std::string_view id, std::uint32_t line) {
    if (const auto found = graph_.numbers.find(id); found != graph_.numbers.end()) return found->second;
    if (id.data() == made_.data()) id = kept_.keep(id);
    const auto number = static_cast<std::uint32_t>(graph_.nodes.size());
    graph_.numbers.emplace(id, number);
    graph_.nodes.push_back({id, 0, line});
    return number;
  }
  std::uint32_t blank(std::uint32_t line) {
    graph_.nodes.push_back({{}, ++blanks_, line});
    return static_cast<std::uint32_t>(graph_.nodes.size() - 1);
  }

  void say(std::uint32_t subject, const Statement& statement) {
    const auto number = static_cast<std::uint32_t>(graph_.statements.size());
    graph_.statements.push_back(statement);
    Node& node = graph_.nodes[subject];
    if (node.first == Statement::npos) {
      node.first = number;
    } else {
      graph_.statements[node.last].next = number;
    }
    node.last = number;
  }
  void say(std::uint32_t subject, Term predicate, std::uint32_t object, std::uint32_t line) {
    say(subject, {{}, object, line, Statement::npos, predicate});
  }
  void say(std::uint32_t subject, Term predicate, std::string_view literal, std::uint32_t line) {
    say(subject, {literal, Statement::npos, line, Statement::npos, predicate});
  }

  static bool declares(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

  /// Attributes that are statements of `subject`.
  void property_attributes(std::span<const Attribute> attributes, std::uint32_t subject, std::uint32_t line) {
    for (const auto& [raw, value] : attributes) {
      if (declares(raw)) continue;
      const Name name = name_of(raw, false);
      if (name.space.empty() || name.space == kXml) continue;
      if (name.space == kRdf) {
        if (name.local == "type") say(subject, Term::type, node_named(resolve(value), line), line);
        continue;
      }
      say(subject, name.term, value, line);
    }
  }

  [[nodiscard]] bool has_properties(std::span<const Attribute> attributes) {
    return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& one) {
      if (declares(one.name)) return false;
      const Name& name = name_of(one.name, false);
      return !name.space.empty() && name.space != kXml && name.space != kRdf;
    });
  }

  std::optional<std::string_view> rdf_attribute(std::span<const Attribute> attributes, std::string_view wanted) {
    for (const auto& [name, value] : attributes) {
      if (name_of(name, false).is(wanted)) return value;
    }
    return std::nullopt;
  }

  /// A resource begins, and what is said of it.
  void node_element(Frame& frame, std::string_view raw, const Name& name, std::span<const Attribute> attributes) {
    frame.kind = Kind::node;
    if (const auto about = rdf_attribute(attributes, "about")) {
      frame.subject = node_named(resolve(*about), frame.line);
    } else if (const auto id = rdf_attribute(attributes, "ID")) {
      frame.subject = node_named(joined(std::string(base_) + "#", *id), frame.line);
    } else if (const auto node = rdf_attribute(attributes, "nodeID")) {
      frame.subject = node_named(joined("_:", *node), frame.line);
    } else {
      frame.subject = blank(frame.line);
    }
    Node& subject = graph_.nodes[frame.subject];
    if (subject.first == Statement::npos) subject.line = frame.line;
    if (!name.is("Description")) {
      Name& kept = name_of(raw, true);
      if (kept.node == Statement::npos) kept.node = node_named(joined(name.space, name.local), frame.line);
      say(frame.subject, Term::type, kept.node, frame.line);
    }
    property_attributes(attributes, frame.subject, frame.line);
  }

  /// A property of what `around` is of begins.
  bool property(Frame& frame, Frame& around, const Name& name, std::span<const Attribute> attributes) {
    frame.subject = around.subject;
    // rdf:_1 and so on, which nobody asks for.
    frame.predicate = name.is("li") ? Term::other : name.term;
    const std::string_view type = rdf_attribute(attributes, "parseType").value_or("");
    if (type == "Literal") {
      frame.kind = Kind::ignored;
      return true;
    }
    if (type == "Resource") {
      frame.kind = Kind::resource;
      const std::uint32_t object = blank(frame.line);
      say(frame.subject, frame.predicate, object, frame.line);
      frame.subject = object;
      return false;
    }
    std::optional<std::uint32_t> object;
    if (const auto resource = rdf_attribute(attributes, "resource")) {
      object = node_named(resolve(*resource), frame.line);
    } else if (const auto node = rdf_attribute(attributes, "nodeID")) {
      object = node_named(joined("_:", *node), frame.line);
    }
    if (object) {
      frame.kind = Kind::ignored;
      say(frame.subject, frame.predicate, *object, frame.line);
      property_attributes(attributes, *object, frame.line);
      return false;
    }
    frame.kind = Kind::property;
    if (has_properties(attributes)) frame.attributes.assign(attributes.begin(), attributes.end());
    return false;
  }

  /// A property without elements in it.
  void end_of_property(const Frame& frame) {
    if (frame.attributes.empty()) {
      say(frame.subject, frame.predicate, frame.joined ? kept_.keep(joined_) : frame.text, frame.line);
      return;
    }
    const std::uint32_t made = blank(frame.line);
    property_attributes(frame.attributes, made, frame.line);
    say(frame.subject, frame.predicate, made, frame.line);
  }

  Graph& graph_;
  Kept& kept_;
  std::unordered_map<std::string_view, Name> names_;
  Name nowhere_;
  std::vector<Scope> scopes_;
  std::string_view base_;
  std::string made_;
  std::string joined_;
  std::vector<Frame> frames_;
  std::size_t depth_ = 0;
  std::uint32_t blanks_ = 0;
  std::optional<Fault> fault_;
};

/// Tells the elements of a tree. As deep as they are, which xml::parse() limits.
void tell(const xml::Document& document, pugi::xml_node element, Triples& triples) {
  std::vector<Attribute> attributes;
  for (const pugi::xml_attribute one : element.attributes()) attributes.push_back({one.name(), one.value()});
  if (triples.start(element.name(), attributes, static_cast<std::uint32_t>(document.line_of(element)))) {
    std::ostringstream out;
    for (const pugi::xml_node child : element.children()) child.print(out, "", pugi::format_raw);
    triples.literal(out.str());
  } else {
    for (const pugi::xml_node child : element.children()) {
      if (triples.fault()) break;
      if (child.type() == pugi::node_element) {
        tell(document, child, triples);
      } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        triples.text(child.value());
      }
    }
  }
  triples.end();
}

/// Tells the elements of a text as they are read.
class Stream {
 public:
  Stream(std::string_view text, Kept& kept, Triples& triples) : scanner_(text), kept_(kept), triples_(triples) {}

  bool tell() {
    bool first = true;
    while (!triples_.fault()) {
      switch (scanner_.next()) {
        case xml::Token::start:
          // The XML form of the JSON form.
          if (first && scanner_.name() == "Document") return false;
          first = false;
          if (!start()) return false;
          break;
        case xml::Token::end:
          triples_.end();
          break;
        case xml::Token::text: {
          std::string_view piece;
          if (!meant(scanner_.text(), false, piece)) return false;
          triples_.text(piece);
          break;
        }
        case xml::Token::done:
          return true;
        case xml::Token::unclear:
          return false;
      }
    }
    return false;
  }

 private:
  bool start() {
    attributes_.clear();
    for (const xml::RawAttribute& one : scanner_.attributes()) {
      std::string_view value;
      if (!meant(one.value, true, value)) return false;
      attributes_.push_back({one.name, value});
    }
    // A literal of XML takes a tree to be written.
    return !triples_.start(scanner_.name(), attributes_, scanner_.line());
  }

  bool meant(const xml::Raw& raw, bool attribute, std::string_view& out) {
    out = raw.bytes;
    if (raw.plain) return true;
    resolved_.clear();
    if (!xml::resolve(raw, attribute, resolved_)) return false;
    out = kept_.keep(resolved_);
    return true;
  }

  xml::Scanner scanner_;
  Kept& kept_;
  Triples& triples_;
  std::vector<Attribute> attributes_;
  std::string resolved_;
};

}  // namespace

std::string text_within(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      out += child.value();
    } else if (child.type() == pugi::node_element) {
      out += text_within(child);
    }
  }
  return out;
}

base::Result<Graph> triples_of(const xml::Document& document, std::string_view name, Kept& kept) {
  Graph out;
  Triples triples(out, kept);
  tell(document, document.root(), triples);
  if (const auto& fault = triples.fault()) {
    return base::Error{base::ErrorCode::malformed_data, std::string(name),
                       "line " + std::to_string(fault->line) + ": " + fault->what};
  }
  return out;
}

bool stream_triples(std::string_view text, Kept& kept, Graph& graph) {
  // About as many statements as files of the field have; what is not used is never touched.
  constexpr std::size_t kBytesPerStatement = 60;
  graph.statements.reserve(text.size() / kBytesPerStatement + 16);
  Triples triples(graph, kept);
  return Stream(text, kept, triples).tell();
}

}  // namespace crosswalk::artifacts::spdx
