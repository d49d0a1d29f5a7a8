// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packs/pack.h"
#include "reports/json/json_writer.h"
#include "reports/report.h"
#include "reports/writer.h"

namespace crosswalk::oscal {

/// A named value; in our namespace but for those that OSCAL names itself.
struct Prop {
  std::string name;
  std::string value;
  std::string remarks{};
  bool oscal = false;
};

/// Properties in the order in which they are added; without those that have no value.
class Props {
 public:
  /// Adds one of ours; nothing where `value` is empty on one line.
  Props& add(std::string_view name, std::string_view value, std::string_view remarks = {});
  /// The same for each value.
  Props& add_all(std::string_view name, const std::vector<std::string>& values);
  /// Adds one that OSCAL names.
  Props& add_oscal(std::string_view name, std::string_view value);
  /// Adds where a statement comes from, how sure it is, and the id of the extension that it is of (empty: of none).
  Props& add_source(const std::vector<std::string>& source, packs::Confidence confidence, std::string_view extension = {});
  [[nodiscard]] const std::vector<Prop>& list() const { return list_; }

 private:
  std::vector<Prop> list_;
};

/// "2026-01-31" as a time with a zone: midnight of UTC.
std::string time_of(std::string_view as_of);

/// Writes an OSCAL document: what OSCAL does not allow to be empty is left out where it is.
class OscalWriter {
 public:
  /// `sink` must outlive the writer.
  explicit OscalWriter(reports::Sink& sink) : out_(sink), json_(out_) {}

  /// Objects and lists, as reports::JsonWriter has them.
  void begin_object(std::string_view key = {}) { json_.begin_object(key); }
  void end_object() { json_.end_object(); }
  void begin_array(std::string_view key = {}) { json_.begin_array(key); }
  void end_array() { json_.end_array(); }
  /// A string of one line; nothing where it is empty.
  void text(std::string_view key, std::string_view value);
  /// Escaped prose; nothing where it is empty.
  void prose(std::string_view key, std::string_view value);
  /// Prose that must be there: `otherwise` where `value` is empty.
  void prose_or(std::string_view key, std::string_view value, std::string_view otherwise);
  /// Prose that is escaped already, with its line ends.
  void escaped(std::string_view key, std::string_view value);
  /// A property list; nothing where it is empty.
  void props(const Props& props);
  /// Title, time, version and the rest of what every document begins with; leaves the object open for more.
  void begin_metadata(std::string_view title, std::string_view as_of, std::string_view version);
  /// A part without parts of its own; leaves it open where `open`. Nothing where there is no prose and it is not left open.
  void part(std::string_view id, std::string_view name, std::string_view part_class, const Props& props, std::string_view prose,
            bool open = false);
  /// Hands over what is left. Errors: the first one of the sink.
  base::Result<void> finish() { return out_.finish(); }

 private:
  reports::Writer out_;
  reports::JsonWriter json_;
};

}  // namespace crosswalk::oscal
