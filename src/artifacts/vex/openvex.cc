// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "artifacts/json/value.h"
#include "artifacts/vex/readers.h"
#include "artifacts/vex/vex.h"

namespace crosswalk::artifacts::vex {
namespace {

using json::Value;

std::string text(const Value& value) { return std::string(value.string()); }

Component component_of(const Value& value) {
  Component out;
  // Before 0.2.0 products are texts.
  if (value.is_string()) {
    out.id = text(value);
    return out;
  }
  out.id = text(value["@id"]);
  for (const json::Member member : value["identifiers"].members()) out.identifiers.emplace_back(member.key, text(member.value));
  for (const json::Member member : value["hashes"].members()) out.hashes.emplace_back(member.key, text(member.value));
  return out;
}

Vulnerability vulnerability_of(const Value& value) {
  Vulnerability out;
  if (value.is_string()) {
    out.name = text(value);
    return out;
  }
  out.id = text(value["@id"]);
  out.name = text(value["name"]);
  out.description = text(value["description"]);
  for (const Value alias : value["aliases"].items()) out.aliases.push_back(text(alias));
  return out;
}

Statement statement_of(const Value& value, const Document& document) {
  Statement out;
  out.id = text(value["@id"]);
  out.vulnerability = vulnerability_of(value["vulnerability"]);
  for (const Value product : value["products"].items()) {
    Product one{component_of(product), {}};
    for (const Value part : product["subcomponents"].items()) one.subcomponents.push_back(component_of(part));
    out.products.push_back(std::move(one));
  }
  // Before 0.2.0 subcomponents stand beside the products and belong to all of them.
  for (const Value part : value["subcomponents"].items()) {
    for (Product& product : out.products) product.subcomponents.push_back(component_of(part));
  }
  out.status_text = text(value["status"]);
  out.status = status_named(out.status_text);
  out.justification_text = text(value["justification"]);
  out.justification = justification_named(out.justification_text);
  out.impact_statement = text(value["impact_statement"]);
  out.action_statement = text(value["action_statement"]);
  out.status_notes = text(value["status_notes"]);
  out.supplier = text(value["supplier"]);
  out.timestamp = text(value["timestamp"]);
  out.last_updated = text(value["last_updated"]);
  out.action_statement_timestamp = text(value["action_statement_timestamp"]);
  out.author = document.author;
  out.pointer = value.pointer();
  out.line = value.place().line;
  return out;
}

}  // namespace

std::vector<Finding> check_statement(const Statement& statement) {
  std::vector<Finding> out;
  const auto wrong = [&](std::string message) {
    out.push_back({FindingLevel::error, "openvex/statement", statement.pointer, statement.line, std::move(message)});
  };
  if (statement.vulnerability.name.empty() && statement.vulnerability.id.empty()) wrong("the statement names no vulnerability");
  if (!statement.status) {
    wrong("the status is not_affected, affected, fixed or under_investigation" +
          (statement.status_text.empty() ? std::string() : ", not \"" + statement.status_text + "\""));
    return out;
  }
  const std::string status(name_of(*statement.status));
  const auto unwanted = [&](const std::string& value, std::string_view what) {
    if (!value.empty()) wrong("a statement with the status " + status + " has no " + std::string(what));
  };
  switch (*statement.status) {
    case Status::not_affected:
      if (statement.justification_text.empty() && statement.impact_statement.empty())
        wrong("a statement with the status not_affected needs a justification or an impact statement");
      if (!statement.justification_text.empty() && !statement.justification)
        wrong("there is no justification \"" + statement.justification_text + "\"");
      unwanted(statement.action_statement, "action statement");
      break;
    case Status::affected:
      unwanted(statement.justification_text, "justification");
      unwanted(statement.impact_statement, "impact statement");
      if (statement.action_statement.empty()) wrong("a statement with the status affected needs an action statement");
      break;
    case Status::fixed:
    case Status::under_investigation:
      unwanted(statement.justification_text, "justification");
      unwanted(statement.impact_statement, "impact statement");
      unwanted(statement.action_statement, "action statement");
      break;
  }
  return out;
}

base::Result<Document> read_openvex(const Value& root) {
  const auto wrong = [&](const Value& at, std::string_view what) {
    return base::Error{base::ErrorCode::malformed_data, at.place().text(), std::string(what)};
  };
  Document out;
  out.format = Format::openvex;
  const std::string context = text(root["@context"]);
  const std::size_t at = context.rfind("/v");
  out.format_version = at == std::string::npos ? "0.0.1" : context.substr(at + 2);
  const bool legacy = out.format_version.starts_with("0.0.");
  if (!legacy && out.format_version != "0.2.0")
    return wrong(root["@context"], "there is no version " + out.format_version + " of OpenVEX; 0.0.1 and 0.2.0 are known");
  out.id = text(root["@id"]);
  out.author = text(root["author"]);
  out.role = text(root["role"]);
  out.timestamp = text(root["timestamp"]);
  out.last_updated = text(root["last_updated"]);
  out.tooling = text(root["tooling"]);
  out.version = root["version"].is_string() ? text(root["version"]) : std::string(root["version"].number());
  if (root["statements"] && !root["statements"].is_array() && !root["statements"].is_null())
    return wrong(root["statements"], "a list of statements is wanted");
  // The schema is that of 0.2.0; it tells of older documents what they lack by now.
  check_schema(root, out.findings);
  for (const Value value : root["statements"].items()) {
    if (!value.is_object()) return wrong(value, "a statement is an object");
    const Value vulnerability = value["vulnerability"];
    if (!legacy && vulnerability && !vulnerability.is_object())
      return wrong(vulnerability, "a vulnerability of 0.2.0 is an object with a name");
    for (const Value product : value["products"].items()) {
      if (legacy ? !product.is_string() && !product.is_object() : !product.is_object())
        return wrong(product, "a product of 0.2.0 is an object with an @id");
    }
    out.statements.push_back(statement_of(value, out));
    const Statement& statement = out.statements.back();
    for (Finding& finding : check_statement(statement)) out.findings.push_back(std::move(finding));
    if (statement.products.empty())
      out.findings.push_back(finding_at(value, FindingLevel::warning, "openvex/no-product", "the statement names no product"));
    if (statement.timestamp.empty() && out.timestamp.empty())
      out.findings.push_back(finding_at(value, FindingLevel::warning, "openvex/no-time",
                                        "neither the statement nor the document says when it was made"));
  }
  return out;
}

}  // namespace crosswalk::artifacts::vex
