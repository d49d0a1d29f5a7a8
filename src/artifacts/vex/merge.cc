// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/time/instant.h"
#include "artifacts/vex/vex.h"
#include "base/hash.h"

namespace crosswalk::artifacts::vex {
namespace {

/// A moment as it is compared: seconds, then parts of a second; what cannot be read is older than all.
std::pair<time::Instant, std::string> moment_of(std::string_view text) {
  const auto instant = time::parse_rfc3339(text);
  if (!instant) return {std::numeric_limits<time::Instant>::min(), {}};
  std::string part;
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    for (std::size_t i = dot + 1; i < text.size() && is_digit(text[i]); ++i) part += text[i];
    while (part.ends_with('0')) part.pop_back();
  }
  return {*instant, part};
}

/// When it was last said.
const std::string& said_at(const Statement& statement) {
  return statement.last_updated.empty() ? statement.timestamp : statement.last_updated;
}

}  // namespace

base::Result<Document> merge(const std::vector<Document>& documents) {
  if (documents.empty()) return base::Error{base::ErrorCode::usage, "merge", "at least one document is wanted"};
  Document out;
  std::vector<std::string> ids;
  std::string latest;
  for (std::size_t number = 0; number < documents.size(); ++number) {
    const Document& document = documents[number];
    ids.push_back(document.id.empty() ? "document-" + std::to_string(number) : document.id);
    if (number == 0 || out.author == document.author) {
      out.author = document.author;
    } else if (!document.author.empty() && out.author.find(document.author) == std::string::npos) {
      out.author += (out.author.empty() ? "" : ", ") + document.author;
    }
    if (latest.empty() || moment_of(latest) < moment_of(document.timestamp)) latest = document.timestamp;
    for (const Statement& statement : document.statements) {
      Statement one = statement;
      one.document = number;
      if (one.timestamp.empty()) one.timestamp = document.timestamp;
      if (one.timestamp.empty()) {
        return base::Error{base::ErrorCode::malformed_data, ids.back() + " " + one.pointer,
                           "neither the statement nor its document says when it was made"};
      }
      out.statements.push_back(std::move(one));
    }
  }
  std::stable_sort(out.statements.begin(), out.statements.end(), [](const Statement& a, const Statement& b) {
    if (a.vulnerability.name != b.vulnerability.name) return a.vulnerability.name < b.vulnerability.name;
    return moment_of(said_at(a)) < moment_of(said_at(b));
  });
  for (const Statement& statement : out.statements) {
    if (latest.empty() || moment_of(latest) < moment_of(said_at(statement))) latest = said_at(statement);
  }
  // The same documents in any order are one merged document.
  std::sort(ids.begin(), ids.end());
  std::string all;
  for (const std::string& id : ids) all += id + "\n";
  out.id = "https://openvex.dev/docs/merged/vex-" + base::sha256_hex(all);
  out.format_version = "0.2.0";
  out.timestamp = latest;
  out.version = "1";
  return out;
}

std::vector<Statement> current(const Document& merged) {
  // Statements on one vulnerability stand in the order of time: the last one on each product holds.
  std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>> last;
  constexpr std::size_t no_product = ~std::size_t{0};
  for (std::size_t i = 0; i < merged.statements.size(); ++i) {
    const Statement& statement = merged.statements[i];
    const std::string& name = statement.vulnerability.name.empty() ? statement.vulnerability.id : statement.vulnerability.name;
    if (statement.products.empty()) last[{name, {}}] = {i, no_product};
    for (std::size_t p = 0; p < statement.products.size(); ++p) last[{name, statement.products[p].component.key()}] = {i, p};
  }
  std::vector<Statement> out;
  for (const auto& [key, place] : last) {
    Statement one = merged.statements[place.first];
    if (place.second != no_product) one.products = {merged.statements[place.first].products[place.second]};
    out.push_back(std::move(one));
  }
  return out;
}

const Statement* latest_on(const Document& merged, std::string_view vulnerability) {
  const Statement* out = nullptr;
  for (const Statement& statement : merged.statements) {
    if (!statement.vulnerability.is(vulnerability)) continue;
    if (out == nullptr || moment_of(said_at(*out)) <= moment_of(said_at(statement))) out = &statement;
  }
  return out;
}

std::string vulnerability_of_rule(std::string_view rule) {
  while (!rule.empty() && is_space(rule.front())) rule.remove_prefix(1);
  while (!rule.empty() && is_space(rule.back())) rule.remove_suffix(1);
  if (!rule.starts_with("CVE-")) return std::string(rule);
  std::size_t end = 4;
  while (is_digit(byte_at(rule, end))) ++end;
  if (byte_at(rule, end) == '-' && is_digit(byte_at(rule, end + 1))) {
    ++end;
    while (is_digit(byte_at(rule, end))) ++end;
  }
  return std::string(rule.substr(0, end));
}

}  // namespace crosswalk::artifacts::vex
