// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "retrieval/ranking.h"

namespace crosswalk::retrieval {

// The one model that is used: all-MiniLM-L6-v2 with 16-bit weights, as tools/fetch_model.sh gets it.
inline constexpr std::string_view weights_name = "model.fp16.safetensors";
inline constexpr std::string_view weights_sha256 = "6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d";
inline constexpr std::string_view tokenizer_name = "tokenizer.json";
inline constexpr std::string_view tokenizer_sha256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037";

/// The model, or why there is none.
struct FoundModel {
  /// nullptr where there is none.
  std::unique_ptr<const Embedder> embedder;
  /// What vectors depend on: "all-MiniLM-L6-v2 6638f625, oneDNN 2.6.3 SSE4.1"; empty without a model.
  std::string name;
  /// For people, half a sentence without places of this machine: "there is no sentence model"; empty with a model.
  std::string why_not;
};

/// Looks for the two files of the model in the folder that the environment variable CROSSWALK_MODEL names, and where it is not
/// set in crosswalk/model below the user's folder for data (XDG_DATA_HOME) and in model/ of the program's data folder; the first
/// folder that holds both counts. Files with other bytes than those named above are not used. Nothing is fetched.
FoundModel find_model();

}  // namespace crosswalk::retrieval
