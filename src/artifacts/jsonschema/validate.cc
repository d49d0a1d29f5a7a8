// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "artifacts/jsonschema/program.h"
#include "artifacts/jsonschema/run.h"

namespace crosswalk::artifacts::jsonschema {

using json::Value;

bool accepts(const Program& program, const Value& value) { return value && Run(program).quiet(value); }

std::vector<Problem> problems(const Program& program, const Value& value, std::size_t most) {
  std::vector<Problem> out;
  if (!value || most == 0) return out;
  for (const Found& found : Run(program).collect(value, most)) {
    Problem problem;
    problem.pointer = found.at.pointer();
    problem.line = found.at.place().line;
    problem.keyword = found.keyword;
    problem.message = found.message;
    const Node& node = program.nodes[found.node];
    const Resource& resource = program.resources[node.resource];
    const Resource& root = program.resources[program.nodes[program.root].resource];
    if (&resource != &root) problem.schema = resource.uri;
    std::string pointer = node.place.pointer();
    const std::string before = resource.root.pointer();
    problem.schema += "#" + pointer.substr(std::min(before.size(), pointer.size()));
    if (problem.keyword != "false schema") problem.schema += "/" + problem.keyword;
    out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace crosswalk::artifacts::jsonschema
