// SPDX-License-Identifier: Apache-2.0
#include "oscal/writer.h"

#include "oscal/ids.h"

namespace crosswalk::oscal {

Props& Props::add(std::string_view name, std::string_view value, std::string_view remarks) {
  std::string line = one_line(value);
  if (!line.empty()) list_.push_back({std::string(name), std::move(line), std::string(remarks), false});
  return *this;
}

Props& Props::add_all(std::string_view name, const std::vector<std::string>& values) {
  for (const std::string& value : values) add(name, value);
  return *this;
}

Props& Props::add_oscal(std::string_view name, std::string_view value) {
  std::string line = one_line(value);
  if (!line.empty()) list_.push_back({std::string(name), std::move(line), {}, true});
  return *this;
}

Props& Props::add_source(const std::vector<std::string>& source, packs::Confidence confidence, std::string_view extension) {
  add_all("source", source);
  return add("confidence", base::word(confidence)).add("extension", extension);
}

std::string time_of(std::string_view as_of) { return std::string(as_of) + "T00:00:00Z"; }

void OscalWriter::text(std::string_view key, std::string_view value) {
  const std::string line = one_line(value);
  if (!line.empty()) json_.text(key, line);
}

void OscalWriter::prose(std::string_view key, std::string_view value) { escaped(key, markup(value)); }

void OscalWriter::prose_or(std::string_view key, std::string_view value, std::string_view otherwise) {
  const std::string line = markup(value);
  json_.text(key, line.empty() ? markup(otherwise) : line);
}

void OscalWriter::escaped(std::string_view key, std::string_view value) {
  if (!value.empty()) json_.text(key, value);
}

void OscalWriter::props(const Props& props) {
  if (props.list().empty()) return;
  json_.begin_array("props");
  for (const Prop& prop : props.list()) {
    json_.begin_object();
    json_.text("name", prop.name);
    if (!prop.oscal) json_.text("ns", kNamespace);
    json_.text("value", prop.value);
    prose("remarks", prop.remarks);
    json_.end_object();
  }
  json_.end_array();
}

void OscalWriter::begin_metadata(std::string_view title, std::string_view as_of, std::string_view version) {
  json_.begin_object("metadata");
  prose_or("title", title, "Without a title");
  json_.text("last-modified", time_of(as_of));
  const std::string line = one_line(version);
  json_.text("version", line.empty() ? "0" : line);
  json_.text("oscal-version", kVersion);
}

void OscalWriter::part(std::string_view id, std::string_view name, std::string_view part_class, const Props& props,
                       std::string_view prose, bool open) {
  const std::string line = markup(prose);
  if (line.empty() && !open) return;
  json_.begin_object();
  if (!id.empty()) json_.text("id", id);
  json_.text("name", name);
  if (!part_class.empty()) json_.text("class", part_class);
  this->props(props);
  escaped("prose", line);
  if (!open) json_.end_object();
}

}  // namespace crosswalk::oscal
