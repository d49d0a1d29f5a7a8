// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: artifacts stand in order, do not overlap, lie in the text, and the parser of each kind reads their
// canonical form again and gives the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "artifacts/contact/email.h"
#include "artifacts/contact/fingerprint.h"
#include "artifacts/contact/url.h"
#include "artifacts/cvss/severity.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/ids/ids.h"
#include "artifacts/purl/purl.h"
#include "artifacts/text/find.h"
#include "artifacts/time/date.h"
#include "artifacts/time/duration.h"
#include "artifacts/version/range.h"
#include "artifacts/version/version.h"

namespace {

using crosswalk::artifacts::Artifact;
using crosswalk::artifacts::Kind;
using crosswalk::artifacts::Kinds;

/// The canonical form of a value that was read, or nothing.
template <class T>
std::string again(const T& read) {
  return read ? read->canonical() : std::string();
}

std::string read_again(const Artifact& artifact) {
  namespace a = crosswalk::artifacts;
  const std::string& text = artifact.canonical;
  switch (artifact.kind) {
    case Kind::cvss_vector:
      return again(a::cvss::parse(text));
    case Kind::purl:
      return again(a::purl::parse(text));
    case Kind::fingerprint:
      return again(a::contact::parse_fingerprint(text));
    case Kind::url:
      return again(a::contact::parse_url(text));
    case Kind::email:
      return again(a::contact::parse_email(text));
    case Kind::cve:
    case Kind::cwe:
    case Kind::ghsa:
    case Kind::advisory: {
      const auto id = a::ids::parse(text);
      return id ? id->canonical : std::string();
    }
    case Kind::ip_address:
      return text;
    case Kind::date:
      return again(a::time::parse_date(text));
    case Kind::duration: {
      const auto duration = a::time::parse_duration(text);
      if (duration && duration->lower_hours() > duration->upper_hours()) std::abort();
      return again(duration);
    }
    case Kind::score:
      return again(a::cvss::parse_score(text));
    case Kind::severity:
      return again(a::cvss::parse_severity(text));
    case Kind::version_range:
      return again(a::version::parse_range(text));
    case Kind::version:
      return again(a::version::parse_version(text));
  }
  std::abort();
}

void check(std::string_view text, Kinds kinds) {
  std::size_t last = 0;
  for (const Artifact& artifact : crosswalk::artifacts::text::find(text, kinds)) {
    if (artifact.begin < last || artifact.end <= artifact.begin || artifact.end > text.size() || !kinds.has(artifact.kind))
      std::abort();
    last = artifact.end;
    if (read_again(artifact) != artifact.canonical) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, Kinds::all());
  for (std::size_t i = 0; i < crosswalk::artifacts::kind_count; ++i) check(text, {static_cast<Kind>(i)});
  // The parsers themselves, which read what running text does not have.
  if (size < 600) {
    for (const Kind kind : {Kind::cvss_vector, Kind::purl, Kind::fingerprint, Kind::url, Kind::email, Kind::cve, Kind::date,
                            Kind::duration, Kind::score, Kind::severity, Kind::version_range, Kind::version}) {
      Artifact artifact;
      artifact.kind = kind;
      artifact.canonical = text;
      artifact.canonical = read_again(artifact);
      if (!artifact.canonical.empty() && read_again(artifact) != artifact.canonical) std::abort();
    }
  }
  return 0;
}
