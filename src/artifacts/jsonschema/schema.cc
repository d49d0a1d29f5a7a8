// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/schema.h"

#include "artifacts/jsonschema/program.h"

namespace crosswalk::artifacts::jsonschema {

base::Result<Schema> Schema::compile(const json::Document& schema, const Options& options) {
  CW_ASSIGN_OR_RETURN(auto program, jsonschema::compile(schema, options));
  return Schema(std::move(program));
}

bool Schema::accepts(const json::Value& value) const { return jsonschema::accepts(*program_, value); }

std::vector<Problem> Schema::problems(const json::Value& value, std::size_t most) const {
  return jsonschema::problems(*program_, value, most);
}

}  // namespace crosswalk::artifacts::jsonschema
