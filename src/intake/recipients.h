// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "disclosure/notice.h"
#include "document/document.h"
#include "intake/intake.h"

namespace crosswalk::intake {

/// What a table of recipients holds.
struct RecipientList {
  /// Who, with how and when where the table says so.
  std::vector<disclosure::Recipient> recipients;
  /// What cannot be taken, with its cell.
  std::vector<Remark> remarks;
};

/// Recipients from the tables of a document: columns for a name (name, recipient, customer, organisation), an e-mail address
/// (mail, e-mail, email, address) and the way (how, channel). Rows without a name and an address are errors.
RecipientList read_recipients(const document::Document& document);

/// What a delivery report holds.
struct DeliveryList {
  std::vector<disclosure::Delivery> deliveries;
  std::vector<Remark> remarks;
};

/// Lines of a delivery report: columns as above, a status (status, state, result; a closed list of words) and a time (time, date,
/// sent, delivered); a reason (reason, detail, error) is kept.
DeliveryList read_deliveries(const document::Document& document, const Options& options);

/// The words for a status, by status: "sent", "delivered, ok, read, ...".
std::string status_words();

}  // namespace crosswalk::intake
