// SPDX-License-Identifier: Apache-2.0
// How fast a bill of materials of 60,000 components is compared with the schema of CycloneDX.
#include <benchmark/benchmark.h>

#include <string>

#include "artifacts/schemas/schemas.h"

namespace {

namespace json = crosswalk::artifacts::json;
namespace schemas = crosswalk::artifacts::schemas;

std::string bill(std::size_t components) {
  std::string out =
      R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"timestamp": "2026-05-04T12:30:00Z"}, "components": [)";
  for (std::size_t i = 0; i < components; ++i) {
    const std::string n = std::to_string(i);
    if (i != 0) out += ",";
    out +=
        R"({"type": "library", "bom-ref": "pkg:npm/part-)" + n + R"(@1.)" + n + R"(", "name": "part-)" + n +
        R"(", "version": "1.)" + n + R"(", "purl": "pkg:npm/part-)" + n + R"(@1.)" + n + R"(", "supplier": {"name": "Supplier )" +
        std::to_string(i % 100) +
        R"(", "url": ["https://example.org/"]}, "licenses": [{"license": {"id": "MIT"}}], "hashes": [{"alg": "SHA-256", "content": "9833bd949052eb18218dd64b13ad62d9246f7395eef01c66dad08fcbacf74f01"}],
 "externalReferences": [{"type": "website", "url": "https://example.org/part/)" +
        n + R"("}]})";
  }
  out += R"(], "dependencies": [)";
  for (std::size_t i = 0; i < components; ++i) {
    const std::string n = std::to_string(i);
    if (i != 0) out += ",";
    out += R"({"ref": "pkg:npm/part-)" + n + R"(@1.)" + n + R"("})";
  }
  return out + "]}";
}

void validate(benchmark::State& state) {
  const auto* const schema = schemas::schema("cyclonedx-1.6");
  if (schema == nullptr) {
    state.SkipWithError("this build has no schemas of CycloneDX");
    return;
  }
  const std::string text = bill(60'000);
  const auto document = json::parse(text);
  for (auto iteration : state) {
    static_cast<void>(iteration);
    if (!schema->accepts(document->root())) state.SkipWithError("refused");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(validate)->Unit(benchmark::kMillisecond);

void tell_problems(benchmark::State& state) {
  const auto* const schema = schemas::schema("cyclonedx-1.6");
  if (schema == nullptr) {
    state.SkipWithError("this build has no schemas of CycloneDX");
    return;
  }
  std::string text = bill(60'000);
  text.replace(text.rfind("\"MIT\""), 5, "\"Mit\"");
  const auto document = json::parse(text);
  for (auto iteration : state) {
    static_cast<void>(iteration);
    if (schema->problems(document->root()).size() != 1) state.SkipWithError("taken");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(tell_problems)->Unit(benchmark::kMillisecond);

void compile(benchmark::State& state) {
  const auto text = schemas::text("cyclonedx-1.7");
  if (!text) {
    state.SkipWithError("this build has no schemas of CycloneDX");
    return;
  }
  for (auto iteration : state) {
    static_cast<void>(iteration);
    const auto document = json::parse(std::string(*text));
    if (!crosswalk::artifacts::jsonschema::Schema::compile(*document)) state.SkipWithError("not understood");
  }
}
BENCHMARK(compile)->Unit(benchmark::kMillisecond);

}  // namespace
