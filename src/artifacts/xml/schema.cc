// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/schema.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "artifacts/xml/facets.h"

namespace crosswalk::artifacts::xml {
namespace {

/// What schemas that import others call them, so that libxml2 asks us: this and a number.
constexpr std::string_view kScheme = "crosswalk-schema:";

/// What libxml2 asks for while a schema is compiled.
thread_local const std::vector<std::string>* imported = nullptr;

struct Opened {
  std::string_view rest;
};

const std::string* named(const char* name) {
  const std::string_view text = name;
  if (imported == nullptr || !text.starts_with(kScheme)) return nullptr;
  std::size_t number = 0;
  for (const char c : text.substr(kScheme.size())) {
    if (c < '0' || c > '9') return nullptr;
    number = number * 10 + static_cast<std::size_t>(c - '0');
    if (number >= imported->size()) return nullptr;
  }
  return &(*imported)[number];
}

int is_ours(const char* name) { return std::string_view(name).starts_with(kScheme) ? 1 : 0; }

void* open_text(const char* name) {
  const std::string* text = named(name);
  return text == nullptr ? nullptr : std::make_unique<Opened>(Opened{*text}).release();
}

int read_text(void* context, char* buffer, int size) {
  auto& opened = *static_cast<Opened*>(context);
  const std::size_t count = std::min(opened.rest.size(), static_cast<std::size_t>(size));
  std::memcpy(buffer, opened.rest.data(), count);
  opened.rest.remove_prefix(count);
  return static_cast<int>(count);
}

int close_text(void* context) {
  const std::unique_ptr<Opened> opened(static_cast<Opened*>(context));
  return 0;
}

void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlRegisterInputCallbacks(is_ours, open_text, read_text, close_text);
  });
}

void keep_first(void* first, xmlErrorPtr error) {
  auto& text = *static_cast<std::string*>(first);
  if (text.empty() && error->message != nullptr) text = error->message;
}

/// The texts that a schema is made of: one that imports all others, which have imports by our names.
struct Texts {
  std::string all;
  std::vector<std::string> named;
};

std::string text_of_tree(const pugi::xml_document& tree) {
  std::ostringstream out;
  tree.save(out, "", pugi::format_raw);
  return std::move(out).str();
}

/// Gives imports our names and drops identity constraints.
void adapt(const pugi::xml_document& tree, const std::map<std::string, std::size_t, std::less<>>& numbers) {
  std::vector<pugi::xml_node> dropped;
  for (pugi::xml_node node = tree.document_element(); node;) {
    const std::string_view name = local_name(node.name());
    if (name == "unique" || name == "key" || name == "keyref") dropped.push_back(node);
    if (name == "import") {
      const auto number = numbers.find(std::string_view(node.attribute("namespace").value()));
      if (number == numbers.end()) {
        node.remove_attribute("schemaLocation");
      } else {
        if (!node.attribute("schemaLocation")) node.append_attribute("schemaLocation");
        node.attribute("schemaLocation").set_value((std::string(kScheme) + std::to_string(number->second)).c_str());
      }
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) node = node.parent();
    node = node.next_sibling();
  }
  for (pugi::xml_node node : dropped) node.parent().remove_child(node);
}

/// Errors: malformed_data, where a text is no XML.
base::Result<Texts> adapted(const std::vector<std::string_view>& texts) {
  std::map<std::string, std::size_t, std::less<>> numbers;
  std::vector<pugi::xml_document> trees(texts.size());
  Texts out{"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">", {}};
  for (std::size_t number = 0; number < texts.size(); ++number) {
    if (!trees[number].load_buffer(texts[number].data(), texts[number].size())) {
      return base::Error{base::ErrorCode::malformed_data, "schema", "no XML"};
    }
    const std::string space = trees[number].document_element().attribute("targetNamespace").value();
    if (!numbers.emplace(space, number).second) continue;
    out.all +=
        "<xs:import namespace=\"" + space + "\" schemaLocation=\"" + std::string(kScheme) + std::to_string(number) + "\"/>";
  }
  out.all += "</xs:schema>";
  for (const pugi::xml_document& tree : trees) {
    adapt(tree, numbers);
    out.named.push_back(text_of_tree(tree));
  }
  return out;
}

/// The same texts in the words that are checked quickly.
Texts quick(Texts texts) {
  for (std::string& text : texts.named) {
    pugi::xml_document tree;
    tree.load_buffer(text.data(), text.size());
    make_quick(tree.document_element());
    text = text_of_tree(tree);
  }
  return texts;
}

/// The numbers of elements among those of one name beside them. Asked about elements in the order of the document it counts each
/// sibling once.
class Numbers {
 public:
  std::size_t of(pugi::xml_node node) {
    Row& row = rows_[node.parent().hash_value()];
    while (row.last != node) {
      row.last = row.last ? row.last.next_sibling() : node.parent().first_child();
      if (!row.last) break;
      if (row.last.type() == pugi::node_element) ++row.counts[local_name(row.last.name())];
    }
    return row.counts[local_name(node.name())];
  }

 private:
  struct Row {
    /// The last child that is counted.
    pugi::xml_node last;
    std::unordered_map<std::string_view, std::size_t> counts;
  };
  std::unordered_map<std::size_t, Row> rows_;
};

struct Walk {
  xmlParserCtxtPtr parser = nullptr;
  /// The element at hand, in the tree of the same document.
  pugi::xml_node at;
  /// The schema looks at an end after us: the element stays at hand until the next event.
  bool ended = false;
  std::string_view rule;
  std::size_t limit = 0;
  std::vector<Finding> findings;
  Numbers numbers;
};

pugi::xml_node element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

void start_element(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/, const xmlChar* /*uri*/, int /*namespaces*/,
                   const xmlChar** /*declared*/, int /*attributes*/, int /*defaulted*/, const xmlChar** /*values*/) {
  auto& walk = *static_cast<Walk*>(context);
  walk.at = element_from(walk.ended ? walk.at.next_sibling() : walk.at.first_child());
  walk.ended = false;
}

void end_element(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/, const xmlChar* /*uri*/) {
  auto& walk = *static_cast<Walk*>(context);
  if (walk.ended) walk.at = walk.at.parent();
  walk.ended = true;
}

std::string path_of(Walk& walk) {
  std::string out;
  for (pugi::xml_node node = walk.at; node.type() == pugi::node_element; node = node.parent()) {
    const std::size_t number = walk.numbers.of(node);
    out.insert(0, "/" + std::string(local_name(node.name())) + (number > 1 ? "[" + std::to_string(number) + "]" : ""));
  }
  return out;
}

/// A message of libxml2 without namespaces, line break and full stop.
std::string plain(std::string_view message) {
  std::string out;
  for (std::size_t at = 0; at < message.size(); ++at) {
    // "{http://cyclonedx.org/schema/bom/1.4}component"
    if (message[at] == '{') {
      const std::size_t end = message.find('}', at);
      if (end != std::string_view::npos && message.substr(at, end - at).find("://") != std::string_view::npos) {
        at = end;
        continue;
      }
    }
    out += message[at] == '\n' ? ' ' : message[at];
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return out;
}

void note(void* context, xmlErrorPtr error) {
  auto& walk = *static_cast<Walk*>(context);
  if (walk.findings.size() >= walk.limit || error->level == XML_ERR_WARNING) return;
  std::size_t line = error->line > 0 ? static_cast<std::size_t>(error->line) : 0;
  if (line == 0 && walk.parser != nullptr && walk.parser->input != nullptr && walk.parser->input->line > 0) {
    line = static_cast<std::size_t>(walk.parser->input->line);
  }
  walk.findings.push_back({FindingLevel::error, std::string(walk.rule), path_of(walk), line,
                           plain(error->message == nullptr ? "breaks the schema" : error->message)});
}

int locate(void* context, const char** file, unsigned long* line) {
  const auto& walk = *static_cast<const Walk*>(context);
  if (file != nullptr) *file = nullptr;
  if (line != nullptr) {
    *line =
        walk.parser->input != nullptr && walk.parser->input->line > 0 ? static_cast<unsigned long>(walk.parser->input->line) : 0;
  }
  return 0;
}

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* value) const {
    Free(value);
  }
};

}  // namespace

namespace {

using Compiled = std::unique_ptr<xmlSchema, Freed<xmlSchemaFree>>;

/// Null where the texts are no schema; `first` then says why.
Compiled compiled(const Texts& texts, std::string& first) {
  imported = &texts.named;
  const std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaFreeParserCtxt>> parser(
      xmlSchemaNewMemParserCtxt(texts.all.data(), static_cast<int>(texts.all.size())));
  Compiled out;
  if (parser != nullptr) {
    xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &first);
    out.reset(xmlSchemaParse(parser.get()));
  }
  imported = nullptr;
  return out;
}

/// A text this long is worth making a second schema for.
constexpr std::size_t kLong = 1U << 20U;

std::vector<Finding> findings_in(const Document& document, xmlSchema* schema, std::string_view rule, std::size_t limit) {
  Walk walk;
  walk.rule = rule;
  walk.limit = limit;
  walk.at = document.root().parent();
  const std::string& text = document.text();
  const std::unique_ptr<xmlParserCtxt, Freed<xmlFreeParserCtxt>> parser(
      xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  const std::unique_ptr<xmlSchemaValidCtxt, Freed<xmlSchemaFreeValidCtxt>> validator(xmlSchemaNewValidCtxt(schema));
  if (parser == nullptr || validator == nullptr) {
    return {{FindingLevel::error, std::string(rule), "", 0, "the file is too large to be validated"}};
  }
  walk.parser = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
  // The text is UTF-8 by now, whatever its declaration says.
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  xmlSAXHandler events{};
  events.initialized = XML_SAX2_MAGIC;
  events.startElementNs = start_element;
  events.endElementNs = end_element;
  events.serror = note;
  xmlSAXHandlerPtr before = parser->sax;
  void* before_data = parser->userData;
  parser->sax = &events;
  parser->userData = &walk;
  xmlSchemaSetValidStructuredErrors(validator.get(), note, &walk);
  xmlSchemaValidateSetLocator(validator.get(), locate, &walk);
  xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validator.get(), &parser->sax, &parser->userData);
  if (plug != nullptr) {
    xmlParseDocument(parser.get());
    if (parser->wellFormed == 0 && walk.findings.empty()) {
      walk.findings.push_back({FindingLevel::error, std::string(rule), "", 0, "this is no well-formed XML"});
    }
    xmlSchemaSAXUnplug(plug);
  }
  parser->sax = before;
  parser->userData = before_data;
  return std::move(walk.findings);
}

}  // namespace

struct Schema::State {
  Compiled schema;
  Texts texts;
  /// Accepts the same documents as `schema`, sooner; made when it is first wanted, null where it cannot be.
  mutable Compiled quick;
  mutable std::once_flag once;
};

Schema::Schema(std::shared_ptr<const State> state) : state_(std::move(state)) {}

base::Result<Schema> Schema::compile(const std::vector<std::string_view>& texts) {
  prepare_library();
  auto state = std::make_shared<State>();
  CW_ASSIGN_OR_RETURN(state->texts, adapted(texts));
  std::string first;
  state->schema = compiled(state->texts, first);
  if (state->schema == nullptr) return base::Error{base::ErrorCode::malformed_data, "schema", plain(first)};
  return Schema(std::move(state));
}

std::vector<Finding> Schema::validate(const Document& document, std::string_view rule, std::size_t limit) const {
  if (document.text().size() >= kLong) {
    std::call_once(state_->once, [&] {
      std::string first;
      state_->quick = compiled(quick(state_->texts), first);
    });
    if (state_->quick != nullptr && findings_in(document, state_->quick.get(), rule, 1).empty()) return {};
  }
  // What is wrong is said in the words of the schema as it was written.
  return findings_in(document, state_->schema.get(), rule, limit);
}

std::string path_of(pugi::xml_node node) {
  std::string out;
  for (; node && node.type() == pugi::node_element; node = node.parent()) {
    const std::string_view name = local_name(node.name());
    std::size_t number = 1;
    for (pugi::xml_node other = node.previous_sibling(); other; other = other.previous_sibling()) {
      if (other.type() == pugi::node_element && local_name(other.name()) == name) ++number;
    }
    std::string part = "/" + std::string(name);
    if (number > 1) part += "[" + std::to_string(number) + "]";
    out.insert(0, part);
  }
  return out;
}

}  // namespace crosswalk::artifacts::xml
