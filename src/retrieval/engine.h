// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "platform/library.h"

namespace crosswalk::retrieval {

/// Products of matrices by oneDNN (libdnnl), which is loaded when it is first wanted. It is held to one instruction set that
/// every x86-64 processor since 2008 has (SSE4.1) and to one thread, so that the sums of a product are made in one order
/// everywhere and come out the same to the bit. Source: oneDNN 2.6 developer guide, "CPU Dispatcher Control", "GEMM".
class Engine {
 public:
  /// Loads and pins the library. Errors: not_found where it is not installed, or the processor lacks the instructions.
  static base::Result<Engine> load();

  /// c = a * b; a has m rows of k numbers, b has k rows of n, c has m rows of n. All row by row without gaps.
  void multiply(const float* a, const float* b, float* c, std::size_t m, std::size_t n, std::size_t k) const;
  /// Name and version: "oneDNN 2.6.3".
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  using Multiply = int(char, char, long, long, long, float, const float*, long, const float*, long, float, float*, long);
  using SetThreads = void(int);

  explicit Engine(platform::Library library) : library_(std::move(library)) {}

  platform::Library library_;
  std::string name_;
  Multiply* multiply_ = nullptr;
  SetThreads* set_threads_ = nullptr;
};

}  // namespace crosswalk::retrieval
