// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "intake/intake.h"

namespace crosswalk::intake {

/// A field of a mail's header, as it is written, on one line.
struct HeaderField {
  /// In small letters.
  std::string name;
  std::string value;
};

/// The fields at the beginning of a mail, in order, at most 2,000 in the first MiB; a line "From " that mailboxes put before a
/// mail is left out. Source: RFC 5322, 2.2.
std::vector<HeaderField> read_header(std::string_view mail);

/// The moment at the end of a Received field; nothing where there is none that can be read. Source: RFC 5321, 4.4.
std::optional<Instant> moment_of_received(std::string_view value);

/// The header of a mail alone, as a mail with nothing in it, for who wants its words decoded: From, Subject, Date.
std::string header_only(std::string_view mail);

/// A mail that was read.
struct Mail {
  /// Its bytes.
  std::string_view bytes;
  /// What a reader of mails made of them; null where it could read nothing but the header.
  const document::Document* document = nullptr;
  /// What it made of header_only().
  const document::Document* header = nullptr;
  /// Whether it, or a part of it, is encrypted.
  bool encrypted = false;
  /// Names of files that hang on to it, with their sizes in words.
  std::vector<std::string> attachments;
};

/// The case of a mail that reports a vulnerability. When we became aware is the time at which the last server on its way took it
/// (the topmost Received), because the sender's clock and the way do not enter into it; else its Date. Ids, weaknesses, vectors
/// and versions are taken from the text where there is no choice, and else named.
Intake case_of_mail(const Mail& mail, const Options& options);

}  // namespace crosswalk::intake
