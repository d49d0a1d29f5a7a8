// SPDX-License-Identifier: Apache-2.0
// Bytes as a mail, and as the cells of a table: what is made of them is written, read again, and the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "document/builder.h"
#include "intake/mail.h"
#include "intake/table.h"

namespace {

using namespace crosswalk;

void check(const intake::Intake& made) {
  const std::string text = intake::write_intake(made);
  const auto again = intake::read_intake(text);
  if (!again) std::abort();
  // What reading finds wrong in a case was no case before.
  if (again->entries.size() != made.entries.size()) std::abort();
}

document::Document sheet_of(std::string_view text) {
  document::Builder builder({});
  builder.begin_table();
  std::int32_t row = 0;
  for (const std::string_view line : base::split(text, '\n')) {
    std::int32_t column = 0;
    for (const std::string_view cell : base::split(line, '|')) builder.add_cell(row, column++, cell);
    ++row;
  }
  builder.end_table(0);
  return builder.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65'536) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = base::repair_utf8(bytes);
  disclosure::Organisation maker;
  maker.products.push_back({"Pump", {{"2.3.0", true, {}}}});
  const intake::Options options{intake::DateOrder::unsaid, {}, &maker, {}, disclosure::SourceKind::researcher, {}};
  check(intake::cases_of_tables(sheet_of(text), intake::Format::csv, options));
  document::Builder builder({});
  builder.document().properties = {{"title", "A hole"}, {"author", "Joe"}};
  builder.add(document::BlockKind::paragraph, text);
  const document::Document document = builder.finish();
  intake::Mail mail;
  mail.bytes = bytes;
  mail.document = &document;
  check(intake::case_of_mail(mail, options));
  static_cast<void>(intake::header_only(bytes));
  return 0;
}
