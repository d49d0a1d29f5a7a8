// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gathering/maker.h"

namespace crosswalk::gathering {

/// The parts of the name of a container image.
struct Image {
  /// "registry.example:5000"; empty where the name leaves it to the program, mostly docker.io.
  std::string registry;
  /// "library/postgres", "postgres".
  std::string path;
  /// Empty where there is none.
  std::string tag;
  /// "sha256:..."; empty where there is none.
  std::string digest;

  /// The name without registry and path before it.
  [[nodiscard]] std::string_view name() const;
  /// As a package URL: of type oci with its digest, else of type docker with its tag; empty where it has neither, or cannot be
  /// written as one. Source: purl-spec, types oci and docker.
  [[nodiscard]] std::string purl() const;
};

/// Reads "registry:port/path:tag@digest"; nothing where it is none.
/// Source: distribution/reference, the grammar of image references.
std::optional<Image> read_image(std::string_view text);

/// Takes an image as a software item, once; remarks upon one that does not say which version it is. `program` is what runs from
/// it: "service db".
void take_image(Maker& maker, std::string_view text, std::string_view program, Place place);

}  // namespace crosswalk::gathering
