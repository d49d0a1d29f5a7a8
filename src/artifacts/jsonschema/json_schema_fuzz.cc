// SPDX-License-Identifier: Apache-2.0
// Takes anything as a schema, and what stands behind the first empty line as a document for it: verdict and problems have to say
// the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/jsonschema/schema.h"

namespace json = crosswalk::artifacts::json;
namespace jsonschema = crosswalk::artifacts::jsonschema;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(text.find("\n\n"), text.size());
  const auto schema = json::parse(text.substr(0, cut), {"schema", 64, true});
  if (!schema) return 0;
  const auto document = json::parse(text.substr(std::min(cut + 2, text.size())), {"document", 64, true});
  for (const auto draft :
       {jsonschema::Draft::draft4, jsonschema::Draft::draft7, jsonschema::Draft::draft2019_09, jsonschema::Draft::draft2020_12}) {
    jsonschema::Options options;
    options.draft = draft;
    options.assert_formats = true;
    const auto compiled = jsonschema::Schema::compile(*schema, options);
    if (!compiled) continue;
    // The schema is a document too.
    for (const json::Value& value : {document ? document->root() : schema->root(), schema->root()}) {
      if (compiled->accepts(value) != compiled->problems(value, 20).empty()) std::abort();
    }
  }
  return 0;
}
