# SPDX-License-Identifier: Apache-2.0
include_guard()

# crosswalk_embed_schemas(TARGET DEF OWN FETCHED)
#
# Makes the files that the lines CW_SCHEMA("name", "file", origin, "uri") of DEF name part of TARGET: of origin `own` from the folder OWN, of origin
# `fetched` from the folder FETCHED, whose files may be missing. The assembler takes the bytes, so that no path of this machine is in the program.
function(crosswalk_embed_schemas target def own fetched)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${def})
  file(STRINGS ${def} lines REGEX "^CW_SCHEMA\\(")
  set(assembly "")
  set(declarations "")
  set(rows "")
  set(used "")
  set(number 0)
  foreach(line ${lines})
    if(NOT line MATCHES "^CW_SCHEMA\\(\"([^\"]+)\", \"([^\"]+)\", (own|fetched), \"([^\"]*)\"\\)")
      message(FATAL_ERROR "${def}: not understood: ${line}")
    endif()
    set(name ${CMAKE_MATCH_1})
    set(uri "${CMAKE_MATCH_4}")
    set(file ${${CMAKE_MATCH_3}}/${CMAKE_MATCH_2})
    set(symbol crosswalk_schema_${number})
    math(EXPR number "${number} + 1")
    if(EXISTS ${file})
      list(APPEND used ${file})
      string(APPEND assembly
             "    \".hidden ${symbol}\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n\"\n"
             "    \".hidden ${symbol}_end\\n.global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n\"\n")
      string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
      string(APPEND rows "    {\"${name}\", \"${uri}\", ${symbol}, ${symbol}_end},\n")
    elseif(CMAKE_MATCH_3 STREQUAL "own")
      message(FATAL_ERROR "${def}: there is no file ${file}")
    else()
      string(APPEND rows "    {\"${name}\", \"${uri}\", nullptr, nullptr},\n")
    endif()
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_schemas.cc)
  file(CONFIGURE OUTPUT ${source} CONTENT [[// Written by cmake/schemas.cmake.
#include "artifacts/schemas/embedded.h"

asm(".pushsection .rodata\n"
@assembly@    ".popsection\n");

extern "C" {
@declarations@}

namespace crosswalk::artifacts::schemas {
namespace {
const Embedded kEmbedded[] = {
@rows@};
}  // namespace
std::span<const Embedded> embedded() { return kEmbedded; }
}  // namespace crosswalk::artifacts::schemas
]] @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${used}")
  target_sources(${target} PRIVATE ${source})
endfunction()
