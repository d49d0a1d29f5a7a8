// SPDX-License-Identifier: Apache-2.0
#include "retrieval/engine.h"

namespace crosswalk::retrieval {
namespace {

// From dnnl_types.h of oneDNN 2 and 3: the numbers of the interface in C, which do not change within a soname.
constexpr int sse41 = 0x1;
constexpr int success = 0;

struct Version {
  int major;
  int minor;
  int patch;
};

}  // namespace

base::Result<Engine> Engine::load() {
  CW_ASSIGN_OR_RETURN(platform::Library library, platform::Library::open({"libdnnl.so.2", "libdnnl.so.3"}));
  Engine out(std::move(library));
  const base::Error lacking{base::ErrorCode::not_found, out.library_.name(), "lacks a function that is needed"};
  auto* const set_isa = out.library_.function<int(int)>("dnnl_set_max_cpu_isa");
  auto* const effective = out.library_.function<int()>("dnnl_get_effective_cpu_isa");
  auto* const version = out.library_.function<const Version*()>("dnnl_version");
  out.multiply_ = out.library_.function<Multiply>("dnnl_sgemm");
  // Of the OpenMP library that oneDNN is built with.
  out.set_threads_ = out.library_.function<SetThreads>("omp_set_num_threads");
  if (set_isa == nullptr || effective == nullptr || version == nullptr || out.multiply_ == nullptr ||
      out.set_threads_ == nullptr) {
    return lacking;
  }
  // Refused if the library was used before with another; what counts is what holds now.
  static_cast<void>(set_isa(sse41));
  if (effective() != sse41) {
    return base::Error{base::ErrorCode::not_found, out.library_.name(), "cannot be held to the instruction set SSE4.1"};
  }
  const Version* const number = version();
  out.name_ =
      "oneDNN " + std::to_string(number->major) + "." + std::to_string(number->minor) + "." + std::to_string(number->patch);
  return out;
}

void Engine::multiply(const float* a, const float* b, float* c, std::size_t m, std::size_t n, std::size_t k) const {
  // It holds for the calling thread only.
  set_threads_(1);
  const auto rows = static_cast<long>(m);
  const auto columns = static_cast<long>(n);
  const auto inner = static_cast<long>(k);
  const int status = multiply_('N', 'N', rows, columns, inner, 1.0F, a, inner, b, columns, 0.0F, c, columns);
  // Fails for wrong sizes alone, and they are right.
  static_cast<void>(status == success);
}

}  // namespace crosswalk::retrieval
