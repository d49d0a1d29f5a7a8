// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "cli/vuln_common.h"
#include "document/document.h"
#include "intake/intake.h"

namespace crosswalk::cli {

/// What commands that take tables of others into the register are told.
struct TableArguments {
  /// A word of intake::DateOrder.
  std::string order = "unsaid";
  std::string format = "terminal";
  bool unsandboxed = false;
  WriterArguments writer;
};

/// Adds --date-order, --format, --unsandboxed, and those of add_writer_options().
void add_table_options(CLI::App& command, TableArguments& arguments);

/// How dates are read: the order that was asked for, and the workspace's zone, whose rules are in memory then, as a locked
/// process can read no file.
intake::Options table_options(const TableArguments& arguments, const OpenedWriter& writer);

/// Bytes of a file that is taken in at most.
inline constexpr std::uint64_t most_intake_file = 64ULL << 20;

/// What kind of file it is, by the ending of its name and, for JSON, by what stands in it; nothing for others.
std::optional<intake::Format> intake_format(const std::string& name, const std::string& bytes);

/// Makes cases of the bytes of a file. To be called in a locked copy (do_locked()). Errors: usage, where the kind of file cannot
/// be told; those of reading it.
base::Result<intake::Intake> take_in(const std::string& name, std::string bytes, std::optional<intake::Format> format,
                                     const intake::Options& options);

/// The tables of a CSV or XLSX file. To be called in a locked copy. Errors: usage, malformed_data.
base::Result<document::Document> read_tables(const std::string& name, const std::string& bytes);

}  // namespace crosswalk::cli
