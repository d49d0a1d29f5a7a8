// SPDX-License-Identifier: Apache-2.0
// Takes anything as a document, compares it with the meta-schemas, and its texts with every format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/jsonschema/format.h"
#include "artifacts/schemas/schemas.h"

namespace json = crosswalk::artifacts::json;
namespace jsonschema = crosswalk::artifacts::jsonschema;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* const name :
       {"date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
        "uri-reference", "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex", "uuid"}) {
    const jsonschema::Format* const format = jsonschema::format_named(name);
    if (format == nullptr) std::abort();
    static_cast<void>(format->fits(text));
  }
  const auto document = json::parse(text, {"document", 64, true});
  if (!document) return 0;
  for (const char* const name : {"json-schema-draft-04", "json-schema-draft-07", "json-schema-2019-09", "json-schema-2020-12"}) {
    const jsonschema::Schema* const schema = crosswalk::artifacts::schemas::schema(name);
    if (schema == nullptr) std::abort();
    if (schema->accepts(document->root()) != schema->problems(document->root(), 20).empty()) std::abort();
  }
  return 0;
}
