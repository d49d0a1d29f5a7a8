# SPDX-License-Identifier: Apache-2.0
include_guard()

# Coverage for libFuzzer in everything that a fuzz target links, not in the targets alone.
if(CROSSWALK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

# crosswalk_fuzz_target(NAME FILE LIBRARY)
#
# Two programs can be made of NAME_fuzz.cc: with CROSSWALK_FUZZ the libFuzzer target NAME_fuzz; otherwise a test that runs it over
# the files in testdata/fuzz/NAME/ beside it, which hold small seeds and everything that it ever stumbled over.
function(crosswalk_fuzz_target folder file library)
  get_filename_component(stem ${file} NAME_WE)
  get_filename_component(place ${file} DIRECTORY)
  string(REGEX REPLACE "_fuzz$" "" subject ${stem})
  if(CROSSWALK_FUZZ)
    add_executable(${stem} ${file})
    target_link_libraries(${stem} PRIVATE ${library})
    target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
  elseif(BUILD_TESTING)
    add_executable(${stem}_replay ${file} ${PROJECT_SOURCE_DIR}/cmake/fuzz_replay_main.cc)
    target_link_libraries(${stem}_replay PRIVATE ${library})
    add_test(NAME ${folder}/Fuzz.${subject} COMMAND ${stem}_replay ${place}/testdata/fuzz/${subject})
    set_tests_properties(${folder}/Fuzz.${subject} PROPERTIES TIMEOUT 300)
  endif()
endfunction()

# crosswalk_folder(NAME [DEPENDS targets...] [LIBRARIES libs...] [SUBDIRS])
#
# One folder of src/ is one static library crosswalk_NAME, one test program crosswalk_NAME_tests made of its *_test.cc, one
# fuzz target per *_fuzz.cc and one benchmark per *_bench.cc. Dependencies on other folders are stated here and checked by
# tools/check_layers.py against src/layers.txt.
function(crosswalk_folder name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  set(tests ${sources})
  set(fuzzers ${sources})
  set(benches ${sources})
  list(FILTER sources EXCLUDE REGEX "(_(test|fuzz|bench|main)|/main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cc$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cc$")

  set(target crosswalk_${name})
  list(TRANSFORM ARG_DEPENDS PREPEND crosswalk_)
  if(sources)
    add_library(${target} STATIC ${sources})
    set(visibility PUBLIC)
  else()
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  endif()
  target_include_directories(${target} ${visibility} ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} ${visibility} ${ARG_DEPENDS} ${ARG_LIBRARIES})

  if(BUILD_TESTING AND tests AND NOT CROSSWALK_FUZZ)
    add_executable(${target}_tests ${tests})
    target_link_libraries(${target}_tests PRIVATE ${target} GTest::gtest_main GTest::gmock)
    target_compile_definitions(${target}_tests PRIVATE CROSSWALK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                       CROSSWALK_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    gtest_discover_tests(${target}_tests TEST_PREFIX "${name}/" DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
  endif()
  foreach(file ${fuzzers})
    crosswalk_fuzz_target(${name} ${file} ${target})
  endforeach()
  if(CROSSWALK_BENCH)
    foreach(file ${benches})
      get_filename_component(stem ${file} NAME_WE)
      add_executable(${stem} ${file})
      target_link_libraries(${stem} PRIVATE ${target} benchmark::benchmark_main)
    endforeach()
  endif()
endfunction()
