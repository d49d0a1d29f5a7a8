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
#include <utility>

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

/// A text of a schema with imports by our names and without identity constraints.
base::Result<std::string> adapted(std::string_view text, const std::map<std::string, std::size_t, std::less<>>& numbers) {
  pugi::xml_document tree;
  if (!tree.load_buffer(text.data(), text.size())) return base::Error{base::ErrorCode::malformed_data, "schema", "no XML"};
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
  std::ostringstream out;
  tree.save(out, "", pugi::format_raw);
  return std::move(out).str();
}

/// An element that is open while a document is validated.
struct Open {
  std::string name;
  /// How many elements of which name it holds so far.
  std::map<std::string, std::size_t, std::less<>> children;
  std::size_t number = 1;
};

struct Walk {
  xmlParserCtxtPtr parser = nullptr;
  std::vector<Open> open;
  /// The schema looks at an end after us: the element stays open until the next event.
  bool ended = false;
  std::string_view rule;
  std::size_t limit = 0;
  std::vector<Finding> findings;
};

void settle(Walk& walk) {
  if (walk.ended && !walk.open.empty()) walk.open.pop_back();
  walk.ended = false;
}

void start_element(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* /*uri*/, int /*namespaces*/,
                   const xmlChar** /*declared*/, int /*attributes*/, int /*defaulted*/, const xmlChar** /*values*/) {
  auto& walk = *static_cast<Walk*>(context);
  settle(walk);
  Open element;
  element.name = reinterpret_cast<const char*>(name);
  if (!walk.open.empty()) element.number = ++walk.open.back().children[element.name];
  walk.open.push_back(std::move(element));
}

void end_element(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/, const xmlChar* /*uri*/) {
  auto& walk = *static_cast<Walk*>(context);
  settle(walk);
  walk.ended = true;
}

std::string path_of(const Walk& walk) {
  std::string out;
  for (const Open& element : walk.open) {
    out += "/" + element.name;
    if (element.number > 1) out += "[" + std::to_string(element.number) + "]";
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

struct Schema::State {
  std::unique_ptr<xmlSchema, Freed<xmlSchemaFree>> schema;
};

Schema::Schema(std::shared_ptr<const State> state) : state_(std::move(state)) {}

base::Result<Schema> Schema::compile(const std::vector<std::string_view>& texts) {
  prepare_library();
  std::map<std::string, std::size_t, std::less<>> numbers;
  std::string all = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">";
  for (std::size_t number = 0; number < texts.size(); ++number) {
    pugi::xml_document tree;
    if (!tree.load_buffer(texts[number].data(), texts[number].size())) {
      return base::Error{base::ErrorCode::malformed_data, "schema", "no XML"};
    }
    const std::string space = tree.document_element().attribute("targetNamespace").value();
    if (!numbers.emplace(space, number).second) continue;
    all += "<xs:import namespace=\"" + space + "\" schemaLocation=\"" + std::string(kScheme) + std::to_string(number) + "\"/>";
  }
  all += "</xs:schema>";
  std::vector<std::string> named_texts;
  for (const std::string_view text : texts) {
    CW_ASSIGN_OR_RETURN(std::string made, adapted(text, numbers));
    named_texts.push_back(std::move(made));
  }
  imported = &named_texts;
  std::string first;
  const std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaFreeParserCtxt>> parser(
      xmlSchemaNewMemParserCtxt(all.data(), static_cast<int>(all.size())));
  auto state = std::make_shared<State>();
  if (parser != nullptr) {
    xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &first);
    state->schema.reset(xmlSchemaParse(parser.get()));
  }
  imported = nullptr;
  if (state->schema == nullptr) return base::Error{base::ErrorCode::malformed_data, "schema", plain(first)};
  return Schema(std::move(state));
}

std::vector<Finding> Schema::validate(const Document& document, std::string_view rule, std::size_t limit) const {
  Walk walk;
  walk.rule = rule;
  walk.limit = limit;
  const std::string& text = document.text();
  const std::unique_ptr<xmlParserCtxt, Freed<xmlFreeParserCtxt>> parser(
      xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  const std::unique_ptr<xmlSchemaValidCtxt, Freed<xmlSchemaFreeValidCtxt>> validator(xmlSchemaNewValidCtxt(state_->schema.get()));
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
