// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "base/error.h"

namespace crosswalk::base {

/// A value or the reason why there is none. Its member names are those of std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  /// Whether there is a value; else there is an error.
  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  /// The value; only where there is one.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  /// The reason why there is no value; only where there is none.
  Error& error() { return std::get<1>(state_); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  /// Whether it worked.
  [[nodiscard]] bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  /// The reason why it did not; only where it did not.
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

#define CW_CONCAT_INNER(a, b) a##b
#define CW_CONCAT(a, b) CW_CONCAT_INNER(a, b)

/// Returns the error of `expression` from the calling function, if it has one. A whole statement inside braces.
#define CW_RETURN_IF_ERROR(expression)                             \
  if (auto cw_result = (expression); !cw_result.has_value()) {     \
    return ::crosswalk::base::Error(std::move(cw_result).error()); \
  }                                                                \
  static_assert(true)

/// `CW_ASSIGN_OR_RETURN(auto x, f());` assigns the value of f(), or returns its error. A whole statement inside braces.
#define CW_ASSIGN_OR_RETURN(target, expression)                                          \
  auto CW_CONCAT(cw_result_, __LINE__) = (expression);                                   \
  if (!CW_CONCAT(cw_result_, __LINE__).has_value()) {                                    \
    return ::crosswalk::base::Error(std::move(CW_CONCAT(cw_result_, __LINE__)).error()); \
  }                                                                                      \
  target = std::move(CW_CONCAT(cw_result_, __LINE__)).value()

}  // namespace crosswalk::base
