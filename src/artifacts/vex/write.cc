// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/vex/json_text.h"
#include "artifacts/vex/readers.h"
#include "artifacts/vex/vex.h"
#include "base/hash.h"

namespace crosswalk::artifacts::vex {
namespace {

/// Collects losses, each once and in the order in which they were met.
class Losses {
 public:
  void add(const std::string& loss) {
    if (seen_.insert(loss).second) all_.push_back(loss);
  }
  std::vector<std::string> take() { return std::move(all_); }

 private:
  std::set<std::string> seen_;
  std::vector<std::string> all_;
};

std::string named(const Statement& statement) {
  return statement.vulnerability.name.empty() ? statement.vulnerability.id : statement.vulnerability.name;
}

Status status_or_open(const Statement& statement, Losses& losses) {
  if (statement.status) return *statement.status;
  losses.add(named(statement) + ": no status that is known was given; under_investigation is written");
  return Status::under_investigation;
}

/// What to do, from the words of other formats where there is no sentence.
std::string action_of(const Statement& statement) {
  if (!statement.action_statement.empty()) return statement.action_statement;
  std::string out;
  for (const std::string& response : statement.responses) out += (out.empty() ? "" : ", ") + response;
  return out;
}

// ---- OpenVEX ------------------------------------------------------------------------------------------------------------------

void put_component(JsonText& out, const Component& component) {
  out.text("@id", component.key());
  if (!component.identifiers.empty()) {
    out.open('{', "identifiers");
    for (const auto& [type, value] : component.identifiers) out.text(type, value);
    out.close();
  }
  if (!component.hashes.empty()) {
    out.open('{', "hashes");
    for (const auto& [type, value] : component.hashes) out.text(type, value);
    out.close();
  }
}

void put_openvex(JsonText& out, const Statement& statement, Losses& losses) {
  const Status status = status_or_open(statement, losses);
  out.open('{').text_if("@id", statement.id);
  out.open('{', "vulnerability").text_if("@id", statement.vulnerability.id).text("name", named(statement));
  if (!statement.vulnerability.aliases.empty()) {
    out.open('[', "aliases");
    for (const std::string& alias : statement.vulnerability.aliases) out.text({}, alias);
    out.close();
  }
  out.close().text_if("timestamp", statement.timestamp).text_if("last_updated", statement.last_updated);
  if (!statement.vulnerability.description.empty())
    losses.add("descriptions of vulnerabilities are left out: OpenVEX has no place for them");
  out.open('[', "products");
  for (const Product& product : statement.products) {
    out.open('{');
    put_component(out, product.component);
    if (!product.subcomponents.empty()) {
      out.open('[', "subcomponents");
      for (const Component& part : product.subcomponents) {
        out.open('{');
        put_component(out, part);
        out.close();
      }
      out.close();
    }
    out.close();
  }
  out.close()
      .text("status", name_of(status))
      .text_if("supplier", statement.supplier)
      .text_if("status_notes", statement.status_notes);
  if (status == Status::not_affected) {
    if (statement.justification) {
      out.text("justification", name_of(*statement.justification));
      if (statement.justification_text != name_of(*statement.justification))
        losses.add("the justification " + statement.justification_text + " is told as " +
                   std::string(name_of(*statement.justification)));
    }
    std::string impact = statement.impact_statement;
    if (impact.empty() && !statement.justification) {
      impact = statement.status_notes;
      losses.add(named(statement) + ": nothing says why it is not affected, which OpenVEX wants");
    }
    out.text_if("impact_statement", impact);
  }
  if (status == Status::affected) {
    const std::string action = action_of(statement);
    if (action.empty()) losses.add(named(statement) + ": nothing says what to do, which OpenVEX wants of what is affected");
    out.text_if("action_statement", action).text_if("action_statement_timestamp", statement.action_statement_timestamp);
  } else if (!statement.responses.empty()) {
    losses.add(named(statement) + ": the response is left out, as OpenVEX has it of what is affected only");
  }
  out.close();
}

std::string openvex(const Document& document, std::string_view timestamp, Losses& losses) {
  JsonText out;
  const std::string id =
      document.id.find(':') != std::string::npos
          ? document.id
          : "https://openvex.dev/docs/converted/vex-" + base::sha256_hex(document.id + "\n" + document.timestamp);
  out.open('{').text("@context", "https://openvex.dev/ns/v0.2.0").text("@id", id).text("author", document.author);
  if (document.author.empty()) losses.add("no author was given, which OpenVEX wants");
  out.text_if("role", document.role).text("timestamp", document.timestamp.empty() ? timestamp : document.timestamp);
  const bool number = !document.version.empty() && document.version.size() < 9 && document.version[0] != '0' &&
                      std::all_of(document.version.begin(), document.version.end(), [](char c) { return c >= '0' && c <= '9'; });
  out.raw("version", number ? document.version : "1").text_if("tooling", document.tooling).open('[', "statements");
  for (const Statement& statement : document.statements) put_openvex(out, statement, losses);
  return out.close().close().take();
}

// ---- CycloneDX ----------------------------------------------------------------------------------------------------------------

std::string uuid_of(std::string_view text) {
  std::string hex = base::sha256_hex(text).substr(0, 32);
  hex[12] = '8';  // A UUID of its own kind, made of a hash. Source: RFC 9562, 5.8.
  hex[16] = 'a';
  for (const std::size_t at : {20U, 16U, 12U, 8U}) hex.insert(at, 1, '-');
  return "urn:uuid:" + hex;
}

std::string_view justification_of_cyclonedx(const Statement& statement, Losses& losses) {
  constexpr std::array<std::string_view, 5> nearest{"code_not_present", "code_not_present", "code_not_reachable",
                                                    "requires_environment", "protected_by_mitigating_control"};
  if (!statement.justification) return {};
  const std::string_view out = nearest[static_cast<std::size_t>(*statement.justification)];
  losses.add("the justification " + std::string(name_of(*statement.justification)) + " is told as " + std::string(out));
  return out;
}

void put_cyclonedx(JsonText& out, const Statement& statement, Losses& losses) {
  constexpr std::array<std::string_view, 4> states{"not_affected", "exploitable", "resolved", "in_triage"};
  constexpr std::array<std::string_view, 5> responses{"can_not_fix", "will_not_fix", "update", "rollback",
                                                      "workaround_available"};
  const Status status = status_or_open(statement, losses);
  out.open('{').text("id", named(statement));
  if (!statement.vulnerability.aliases.empty()) {
    losses.add("aliases of vulnerabilities are told as references without a source");
    out.open('[', "references");
    for (const std::string& alias : statement.vulnerability.aliases)
      out.open('{').text("id", alias).open('{', "source").text("name", "alias").close().close();
    out.close();
  }
  out.text_if("description", statement.vulnerability.description);
  if (status == Status::affected) out.text_if("recommendation", statement.action_statement);
  out.open('{', "analysis").text("state", states[static_cast<std::size_t>(status)]);
  if (status == Status::not_affected) out.text_if("justification", justification_of_cyclonedx(statement, losses));
  std::vector<std::string> known;
  for (const std::string& response : statement.responses) {
    if (std::find(responses.begin(), responses.end(), response) != responses.end()) known.push_back(response);
  }
  if (!known.empty()) {
    out.open('[', "response");
    for (const std::string& response : known) out.text({}, response);
    out.close();
  }
  out.text_if("detail", statement.impact_statement.empty() ? statement.status_notes : statement.impact_statement);
  out.text_if("firstIssued", statement.timestamp).text_if("lastUpdated", statement.last_updated).close();
  out.open('[', "affects");
  for (const Product& product : statement.products) {
    out.open('{').text("ref", product.component.key()).close();
    if (!product.subcomponents.empty())
      losses.add("subcomponents are left out: CycloneDX tells what is affected, not in which part");
  }
  out.close().close();
}

std::string cyclonedx(const Document& document, std::string_view timestamp, Losses& losses) {
  JsonText out;
  out.open('{').text("bomFormat", "CycloneDX").text("specVersion", "1.6");
  out.text("serialNumber", uuid_of(document.id + "\n" + document.timestamp)).raw("version", "1");
  out.open('{', "metadata").text("timestamp", document.timestamp.empty() ? timestamp : document.timestamp);
  if (!document.author.empty()) out.open('[', "authors").open('{').text("name", document.author).close().close();
  out.close();
  std::map<std::string, const Component*> components;
  for (const Statement& statement : document.statements) {
    for (const Product& product : statement.products) components.emplace(product.component.key(), &product.component);
  }
  out.open('[', "components");
  for (const auto& [key, component] : components) {
    out.open('{').text("type", "application").text("bom-ref", key).text("name", component->name.empty() ? key : component->name);
    for (const auto& [type, value] : component->identifiers) {
      if (type == "purl") out.text("purl", value);
    }
    if (component->identifiers.empty() && key.starts_with("pkg:")) out.text("purl", key);
    for (const auto& [type, value] : component->identifiers) {
      if (type != "purl") {
        out.text("cpe", value);
        break;
      }
    }
    if (!component->hashes.empty()) losses.add("hashes of products are left out");
    out.close();
  }
  out.close().open('[', "vulnerabilities");
  for (const Statement& statement : document.statements) put_cyclonedx(out, statement, losses);
  if (!document.role.empty()) losses.add("the author's role is left out: CycloneDX has no place for it");
  return out.close().close().take();
}

// ---- CSAF ---------------------------------------------------------------------------------------------------------------------

std::string_view category_of(const Statement& statement, Losses& losses) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> categories{{{"update", "vendor_fix"},
                                                                                     {"vendor_fix", "vendor_fix"},
                                                                                     {"rollback", "mitigation"},
                                                                                     {"mitigation", "mitigation"},
                                                                                     {"will_not_fix", "no_fix_planned"},
                                                                                     {"no_fix_planned", "no_fix_planned"},
                                                                                     {"can_not_fix", "none_available"},
                                                                                     {"none_available", "none_available"},
                                                                                     {"workaround_available", "workaround"}}};
  for (const std::string& response : statement.responses) {
    for (const auto& [from, to] : categories) {
      if (response == from) return to;
    }
    if (response == "workaround") return "workaround";
  }
  losses.add("what kind of remedy an action statement is was not said; mitigation is written");
  return "mitigation";
}

/// The products of a document, each once, with the id that CSAF gives it.
using ProductIds = std::map<std::string, std::pair<std::string, const Component*>>;

void put_csaf_vulnerability(JsonText& out, const std::string& name, const std::vector<const Statement*>& statements,
                            const ProductIds& ids, Losses& losses) {
  constexpr std::array<std::string_view, 4> groups{"known_not_affected", "known_affected", "fixed", "under_investigation"};
  out.open('{');
  const bool cve = name.starts_with("CVE-");
  if (cve) out.text("cve", name);
  const Vulnerability& vulnerability = statements.front()->vulnerability;
  if (!cve || !vulnerability.aliases.empty()) {
    out.open('[', "ids");
    if (!cve) out.open('{').text("system_name", "vulnerability id").text("text", name).close();
    for (const std::string& alias : vulnerability.aliases) out.open('{').text("system_name", "alias").text("text", alias).close();
    out.close();
  }
  std::string note = vulnerability.description;
  if (note.empty()) note = statements.front()->status_notes;
  if (note.empty())
    losses.add(name + ": there is no description, which the VEX profile wants as a note; the id is written instead");
  out.open('[', "notes").open('{').text("category", "description").text("text", note.empty() ? name : note).close().close();
  const auto product_ids = [&](const Statement& statement) {
    out.open('[', "product_ids");
    for (const Product& product : statement.products) out.text({}, ids.at(product.component.key()).first);
    out.close();
  };
  out.open('{', "product_status");
  for (std::size_t group = 0; group < groups.size(); ++group) {
    std::set<std::string> members;
    for (const Statement* statement : statements) {
      if (static_cast<std::size_t>(status_or_open(*statement, losses)) != group) continue;
      for (const Product& product : statement->products) members.insert(ids.at(product.component.key()).first);
    }
    if (members.empty()) continue;
    out.open('[', groups[group]);
    for (const std::string& id : members) out.text({}, id);
    out.close();
  }
  out.close();
  const auto section = [&](std::string_view key, const auto& wanted, const auto& put) {
    bool any = false;
    for (const Statement* statement : statements) {
      if (statement->products.empty() || !wanted(*statement)) continue;
      if (!any) out.open('[', key);
      any = true;
      out.open('{');
      put(*statement);
      product_ids(*statement);
      out.close();
    }
    if (any) out.close();
  };
  section(
      "flags", [](const Statement& s) { return s.status == Status::not_affected && s.justification; },
      [&](const Statement& s) {
        out.text("label", name_of(*s.justification));
        if (s.justification_text != name_of(*s.justification))
          losses.add("the justification " + s.justification_text + " is told as " + std::string(name_of(*s.justification)));
      });
  section(
      "threats", [](const Statement& s) { return !s.impact_statement.empty(); },
      [&](const Statement& s) { out.text("category", "impact").text("details", s.impact_statement); });
  section(
      "remediations", [](const Statement& s) { return s.status == Status::affected && !action_of(s).empty(); },
      [&](const Statement& s) { out.text("category", category_of(s, losses)).text("details", action_of(s)); });
  out.close();
}

std::string csaf(const Document& document, std::string_view timestamp, Losses& losses) {
  Document timed = document;
  if (timed.timestamp.empty()) timed.timestamp = timestamp;
  const auto merged = merge({timed});
  const std::vector<Statement> holding = merged ? current(*merged) : document.statements;
  std::size_t told = 0;
  for (const Statement& statement : document.statements) told += std::max<std::size_t>(1, statement.products.size());
  if (holding.size() < told)
    losses.add("CSAF tells what holds now: " + std::to_string(told - holding.size()) + " older statement(s) are left out");
  ProductIds ids;
  std::map<std::string, std::vector<const Statement*>> by_vulnerability;
  for (const Statement& statement : holding) {
    if (statement.products.empty()) {
      losses.add(named(statement) + ": the statement names no product and is left out");
      continue;
    }
    by_vulnerability[named(statement)].push_back(&statement);
    for (const Product& product : statement.products) {
      const std::string number = std::to_string(ids.size() + 1);
      ids.try_emplace(product.component.key(), "CSAFPID-" + std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number,
                      &product.component);
      if (!product.subcomponents.empty()) losses.add("subcomponents are left out: the product as a whole is named");
    }
  }
  JsonText out;
  out.open('{').open('{', "document").text("category", "csaf_vex").text("csaf_version", "2.0");
  losses.add("the publisher's category and name space, and the title, are not known to the source; write them into the document");
  out.open('{', "publisher").text("category", "other").text("name", document.author.empty() ? "unknown" : document.author);
  out.text("namespace", "https://publisher.invalid").close().text("title", "VEX statements");
  out.open('{', "tracking").text("current_release_date", timed.timestamp).text("id", document.id.empty() ? "VEX-1" : document.id);
  out.text("initial_release_date", timed.timestamp).open('[', "revision_history").open('{').text("date", timed.timestamp);
  out.text("number", "1")
      .text("summary", "Converted")
      .close()
      .close()
      .text("status", "final")
      .text("version", "1")
      .close()
      .close();
  out.open('{', "product_tree").open('[', "full_product_names");
  for (const auto& [key, entry] : ids) {
    const Component& component = *entry.second;
    out.open('{').text("name", component.name.empty() ? key : component.name).text("product_id", entry.first);
    std::string purl;
    std::string cpe;
    for (const auto& [type, value] : component.identifiers) (type == "purl" ? purl : cpe) = value;
    if (purl.empty() && key.starts_with("pkg:")) purl = key;
    if (!purl.empty() || !cpe.empty())
      out.open('{', "product_identification_helper").text_if("cpe", cpe).text_if("purl", purl).close();
    if (!component.hashes.empty()) losses.add("hashes of products are left out");
    out.close();
  }
  out.close().close().open('[', "vulnerabilities");
  for (const auto& [name, statements] : by_vulnerability) put_csaf_vulnerability(out, name, statements, ids, losses);
  return out.close().close().take();
}

}  // namespace

namespace {

/// Whether a document is of a version that is read. Errors: malformed_data with its place.
base::Result<void> check_version(const json::Value& holder, std::string_view member, std::string_view format,
                                 std::span<const std::string_view> versions) {
  const json::Value version = holder[member];
  if (std::find(versions.begin(), versions.end(), version.string()) != versions.end()) return {};
  const json::Value at = version ? version : holder;
  std::string known;
  for (const std::string_view one : versions) known += (known.empty() ? "" : ", ") + std::string(one);
  return base::Error{
      base::ErrorCode::malformed_data, at.place().text(),
      "there is no version '" + std::string(version.string()) + "' of " + std::string(format) + "; what is read is " + known};
}

// Source: CycloneDX 1.2 to 1.7, "specVersion"; CSAF 2.0, 3.2.1.3.
constexpr std::array<std::string_view, 6> kCycloneDxVersions{"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"};
constexpr std::array<std::string_view, 1> kCsafVersions{"2.0"};

base::Result<Document> read_cyclonedx_of_known_version(const json::Value& root) {
  CW_RETURN_IF_ERROR(check_version(root, "specVersion", "CycloneDX", kCycloneDxVersions));
  return read_cyclonedx(root);
}

base::Result<Document> read_csaf_of_known_version(const json::Value& root) {
  CW_RETURN_IF_ERROR(check_version(root["document"], "csaf_version", "CSAF", kCsafVersions));
  return read_csaf(root);
}

}  // namespace

base::Result<Document> read(std::string bytes, std::string_view name) {
  json::ParseOptions options;
  options.name = name;
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), options));
  const json::Value root = document.root();
  base::Result<Document> out = base::Error{
      base::ErrorCode::malformed_data, std::string(name),
      "it is neither OpenVEX (\"@context\"), CycloneDX (\"bomFormat\") nor CSAF (\"document\" with \"csaf_version\")"};
  if (root["@context"].string().starts_with("https://openvex.dev/ns")) {
    out = read_openvex(root);
  } else if (root["bomFormat"].string() == "CycloneDX") {
    out = read_cyclonedx_of_known_version(root);
  } else if (root["document"]["csaf_version"]) {
    out = read_csaf_of_known_version(root);
  }
  if (!out && out.error().subject.starts_with("line ")) out.error().subject = std::string(name) + " " + out.error().subject;
  return out;
}

Converted write(const Document& document, Format format, std::string_view timestamp) {
  Losses losses;
  Converted out;
  switch (format) {
    case Format::openvex:
      out.json = openvex(document, timestamp, losses);
      break;
    case Format::cyclonedx:
      out.json = cyclonedx(document, timestamp, losses);
      break;
    case Format::csaf:
      out.json = csaf(document, timestamp, losses);
      break;
  }
  out.losses = losses.take();
  return out;
}

}  // namespace crosswalk::artifacts::vex
