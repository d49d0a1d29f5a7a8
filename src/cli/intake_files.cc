// SPDX-License-Identifier: Apache-2.0
#include "cli/intake_files.h"

#include <CLI/CLI.hpp>
#include <utility>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/osv/vulnerability.h"
#include "base/text.h"
#include "extraction/extractor.h"
#include "intake/advisory.h"
#include "intake/mail.h"
#include "intake/table.h"

namespace crosswalk::cli {
namespace {

namespace json = artifacts::json;
namespace osv = artifacts::osv;
using intake::Format;

base::Error unread(const std::string& name, const document::Extracted& extracted) {
  std::string detail(base::word(extracted.reason));
  if (!extracted.detail.empty()) detail += ": " + extracted.detail;
  return {base::ErrorCode::malformed_data, name, std::move(detail)};
}

bool has_document(const document::Extracted& extracted) {
  return extracted.status == document::Status::read || extracted.status == document::Status::damaged;
}

intake::Intake take_mail(const std::string& name, const std::string& bytes, const intake::Options& options) {
  std::vector<std::string> attachments;
  const auto on_member = [&](const document::Member& member, std::string_view inner) {
    constexpr std::size_t most = 1'000;
    if (attachments.size() < most) attachments.push_back(member.path + " (" + std::to_string(inner.size()) + " bytes)");
    return true;
  };
  const document::Extracted whole = extraction::unpack_eml(bytes, name, extraction::Limits(), on_member);
  const document::Extracted header =
      extraction::unpack_eml(intake::header_only(bytes), name, extraction::Limits(), [](const auto&, std::string_view) {});
  intake::Mail mail;
  mail.bytes = bytes;
  mail.document = has_document(whole) ? &whole.document : nullptr;
  mail.header = has_document(header) ? &header.document : nullptr;
  mail.encrypted = whole.reason == document::Reason::encrypted;
  for (const std::string& warning : whole.document.warnings)
    mail.encrypted |= warning.find("encrypted part") != std::string::npos;
  mail.attachments = std::move(attachments);
  intake::Intake out = intake::case_of_mail(mail, options);
  if (!has_document(whole) && !mail.encrypted && !out.entries.empty())
    out.entries.front().note("", "its text could not be read: " + std::string(base::word(whole.reason)));
  return out;
}

Format format_of(const json::Value& root) {
  const json::Value first = root.is_array() ? root.at(0) : root["vulns"].is_array() ? root["vulns"].at(0) : root;
  if (osv::is_cve(first)) return Format::cve;
  return root["document"] && !osv::is_osv(first) ? Format::csaf : Format::osv;
}

base::Result<intake::Intake> take_json(const std::string& name, std::string bytes, Format format,
                                       const intake::Options& options) {
  if (format != Format::csaf) {
    const bool is_export = bytes.find("\"crosswalk_case_register\"") != std::string::npos;
    const auto records = osv::read_records(std::move(bytes), name);
    if (records) return intake::cases_of_records(*records, format, options);
    if (!is_export) return records.error();
    return base::Error{
        base::ErrorCode::malformed_data, name,
        "it is an export of a register: 'vuln add --from' takes a single case of one, and a whole register is moved "
        "by copying register.db"};
  }
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), {name}));
  return intake::cases_of_csaf(document.root(), options);
}

}  // namespace

void add_table_options(CLI::App& command, TableArguments& arguments) {
  command.add_option("--date-order", arguments.order, "What comes first in dates like 03/04/2026")
      ->check(CLI::IsMember({"dmy", "mdy"}))
      ->type_name("ORDER");
  command.add_option("--format", arguments.format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  add_writer_options(command, arguments.writer);
  command.add_flag("--unsandboxed", arguments.unsandboxed, "Go on where the system offers no sandbox");
}

intake::Options table_options(const TableArguments& arguments, const OpenedWriter& writer) {
  intake::Options out;
  out.order = base::from_word<intake::DateOrder>(arguments.order).value_or(intake::DateOrder::unsaid);
  out.zone = writer.workspace.manufacturer.zone;
  // The rules are read when they are first asked for.
  static_cast<void>(out.zone.day_of(writer.signature.at));
  return out;
}

std::optional<Format> intake_format(const std::string& name, const std::string& bytes) {
  const std::string small = base::to_lower(name);
  if (small.ends_with(".csv") || small.ends_with(".tsv")) return Format::csv;
  if (small.ends_with(".xlsx")) return Format::xlsx;
  if (small.ends_with(".eml")) return Format::eml;
  if (!small.ends_with(".json")) return std::nullopt;
  const auto document = json::parse(bytes, {name});
  return document ? format_of(document->root()) : Format::osv;
}

base::Result<document::Document> read_tables(const std::string& name, const std::string& bytes) {
  const bool workbook = bytes.starts_with("PK");
  document::Extracted extracted =
      workbook ? extraction::extract_xlsx(bytes, extraction::Limits()) : extraction::extract_csv(bytes, extraction::Limits());
  if (!has_document(extracted)) return unread(name, extracted);
  return std::move(extracted.document);
}

base::Result<intake::Intake> take_in(const std::string& name, std::string bytes, std::optional<Format> format,
                                     const intake::Options& options) {
  if (!format) format = intake_format(name, bytes);
  if (!format) return base::Error{base::ErrorCode::usage, name, "what kind of file it is cannot be told by its name; give --as"};
  switch (*format) {
    case Format::csv:
    case Format::xlsx: {
      CW_ASSIGN_OR_RETURN(const document::Document document, read_tables(name, bytes));
      return intake::cases_of_tables(document, *format, options);
    }
    case Format::eml:
      return take_mail(name, bytes, options);
    default:
      return take_json(name, std::move(bytes), *format, options);
  }
}

}  // namespace crosswalk::cli
