// SPDX-License-Identifier: Apache-2.0
#include "intake/recipients.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "intake/moment.h"
#include "intake/table.h"

namespace crosswalk::intake {
namespace {

using disclosure::DeliveryStatus;

/// What a column is for.
enum class Part { name, mail, how, status, time, reason };

struct PartName {
  std::string_view name;
  Part part;
};
constexpr auto kNames = std::to_array<PartName>({
    {"name", Part::name},
    {"recipient", Part::name},
    {"customer", Part::name},
    {"organisation", Part::name},
    {"organization", Part::name},
    {"contact", Part::name},
    {"who", Part::name},
    {"mail", Part::mail},
    {"e mail", Part::mail},
    {"email", Part::mail},
    {"e mail address", Part::mail},
    {"email address", Part::mail},
    {"address", Part::mail},
    {"how", Part::how},
    {"channel", Part::how},
    {"by", Part::how},
    {"status", Part::status},
    {"state", Part::status},
    {"result", Part::status},
    {"delivery status", Part::status},
    {"time", Part::time},
    {"date", Part::time},
    {"sent", Part::time},
    {"sent at", Part::time},
    {"delivered", Part::time},
    {"delivered at", Part::time},
    {"timestamp", Part::time},
    {"reason", Part::reason},
    {"detail", Part::reason},
    {"error", Part::reason},
    {"message", Part::reason},
});

struct StatusWord {
  std::string_view word;
  DeliveryStatus status;
};
constexpr auto kStatus = std::to_array<StatusWord>({
    {"sent", DeliveryStatus::sent},
    {"accepted", DeliveryStatus::sent},
    {"queued", DeliveryStatus::sent},
    {"delivered", DeliveryStatus::delivered},
    {"ok", DeliveryStatus::delivered},
    {"read", DeliveryStatus::confirmed},
    {"opened", DeliveryStatus::confirmed},
    {"confirmed", DeliveryStatus::confirmed},
    {"received", DeliveryStatus::delivered},
    {"acknowledged", DeliveryStatus::confirmed},
    {"failed", DeliveryStatus::failed},
    {"bounced", DeliveryStatus::failed},
    {"bounce", DeliveryStatus::failed},
    {"returned", DeliveryStatus::failed},
    {"undeliverable", DeliveryStatus::failed},
    {"rejected", DeliveryStatus::failed},
    {"not delivered", DeliveryStatus::failed},
    {"expired", DeliveryStatus::failed},
});

using Parts = std::map<Part, std::int32_t>;

Parts parts_of(const Sheet& sheet) {
  Parts out;
  for (const auto& [column, name] : sheet.names()) {
    const std::string plain = plain_name(name);
    const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const PartName& each) { return each.name == plain; });
    if (found != kNames.end()) out.emplace(found->part, column);
  }
  return out;
}

std::string cell(const Sheet::Row& row, const Parts& parts, Part part) {
  const auto column = parts.find(part);
  if (column == parts.end()) return {};
  const auto found = row.cells.find(column->second);
  return found == row.cells.end() ? std::string() : base::collapse_space(found->second);
}

/// "Name <mail>", or what there is of it.
std::string person_of(const Sheet::Row& row, const Parts& parts) {
  const std::string name = cell(row, parts, Part::name);
  const std::string mail = cell(row, parts, Part::mail);
  if (name.empty() || mail.empty()) return name.empty() ? mail : name;
  return name + " <" + mail + ">";
}

/// Calls `take` with every row that names somebody; others, and tables without such columns, are errors.
template <class Take>
void each_row(const document::Document& document, std::vector<Remark>& remarks, const Take& take) {
  for (const std::string& warning : document.warnings) remarks.push_back({true, "", warning});
  bool any = false;
  for (const Sheet& sheet : Sheet::all_of(document)) {
    const Parts parts = parts_of(sheet);
    if (!parts.contains(Part::name) && !parts.contains(Part::mail)) continue;
    any = true;
    for (const Sheet::Row& row : sheet.rows()) {
      const std::string who = person_of(row, parts);
      if (who.empty()) {
        remarks.push_back({true, sheet.row_place(row.number), "it names nobody"});
      } else {
        take(sheet, row, parts, who);
      }
    }
  }
  if (!any) remarks.push_back({true, "", "there is no column of recipients: name, recipient, customer, organisation, mail"});
}

}  // namespace

RecipientList read_recipients(const document::Document& document) {
  RecipientList out;
  each_row(document, out.remarks, [&](const Sheet&, const Sheet::Row& row, const Parts& parts, const std::string& who) {
    out.recipients.push_back({{who}, cell(row, parts, Part::how), std::nullopt, ""});
  });
  return out;
}

DeliveryList read_deliveries(const document::Document& document, const Options& options) {
  DeliveryList out;
  each_row(document, out.remarks, [&](const Sheet& sheet, const Sheet::Row& row, const Parts& parts, const std::string& who) {
    const auto place = [&](Part part) {
      const auto column = parts.find(part);
      return column == parts.end() ? sheet.row_place(row.number) : sheet.cell_place(row.number, column->second);
    };
    disclosure::Delivery delivery{{who}, DeliveryStatus::sent, {}, cell(row, parts, Part::reason), sheet.row_place(row.number)};
    const std::string status = base::to_lower(cell(row, parts, Part::status));
    const auto found = std::find_if(kStatus.begin(), kStatus.end(), [&](const StatusWord& each) { return each.word == status; });
    if (found == kStatus.end()) {
      out.remarks.push_back({true, place(Part::status), "'" + beginning_of(status, 60) + "' is none of: " + status_words()});
      return;
    }
    delivery.status = found->status;
    if (const std::string time = cell(row, parts, Part::time); !time.empty()) {
      const auto at = read_moment(time, options.order, options.zone);
      if (!at) {
        out.remarks.push_back({true, place(Part::time), at.error().detail});
        return;
      }
      delivery.at = *at;
    }
    out.deliveries.push_back(std::move(delivery));
  });
  return out;
}

std::string status_words() {
  std::string out;
  for (const StatusWord& each : kStatus) out += (out.empty() ? "" : ", ") + std::string(each.word);
  return out;
}

}  // namespace crosswalk::intake
