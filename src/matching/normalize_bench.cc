// SPDX-License-Identifier: Apache-2.0
#include "matching/normalize.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "document/builder.h"

namespace crosswalk::matching {
namespace {

/// A document of many paragraphs of this text.
document::Document document_of(std::string_view paragraph) {
  document::Builder builder({});
  for (int i = 0; i < 500; ++i) builder.add(document::BlockKind::paragraph, paragraph);
  return builder.finish();
}

void normalise(benchmark::State& state, std::string_view paragraph) {
  const document::Document document = document_of(paragraph);
  for (auto _ : state) benchmark::DoNotOptimize(normalize(document));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * document.text.size()));
}

BENCHMARK_CAPTURE(
    normalise, ascii,
    "The manufacturer informs its customers of every vulnerability that is known, within 30 days. The advisory names "
    "the affected versions, the severity and what to do until then.");
BENCHMARK_CAPTURE(
    normalise, typographic,
    "Der Hersteller \u2013 or \u201cmanufacturer\u201d \u2013 shall d\u00e9crire l\u2019effet of each vulnerability\u00a0"
    "\u2265 7.5; na\u00efve re\u00adports are re\u2010opened.");
BENCHMARK_CAPTURE(normalise, points, "1.2.3 e.g. i.e. v1.2. A. B. C. ver. 4.2.1. The U.S. agency. No. 5. Next. 3. x! y? z.");

}  // namespace
}  // namespace crosswalk::matching
