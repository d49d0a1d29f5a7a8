// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "opinion/answer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk;
  constexpr std::size_t passages = 3;
  const opinion::Answer answer = opinion::read_answer(bytes, passages, "secret");
  const auto promise = [](bool kept, const char* what) {
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
  };
  std::size_t characters = 0;
  bool plain = true;
  for (std::size_t at = 0; at < answer.why.size(); ++characters) {
    const base::CodePoint point = base::decode_utf8(answer.why, at);
    plain = plain && point.value >= ' ' && point.value != 0x7F;
    at += point.length;
  }
  promise(base::is_utf8(answer.why) && plain, "words are valid UTF-8 without controls");
  promise(characters <= opinion::kLongestWhy, "words are cut");
  promise(answer.why.find("secret") == std::string_view::npos, "no key in words");
  promise(answer.choice <= passages, "a passage that there is");
  promise(answer.opinion <= review::Verdict::not_found, "a word of the list");
  promise(answer.problem == review::OpinionProblem::none || answer.why.empty(), "no words of what is of no use");
  return 0;
}
