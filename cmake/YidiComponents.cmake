# One line per component in src/LAYERS is the whole architecture; this file obeys it.
include_guard(GLOBAL)

# Reads src/LAYERS into YIDI_COMPONENTS and YIDI_DEPS_<c>; refuses an edge that does not go down.
function(yidi_read_layers file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(STRINGS "${file}" rows REGEX "^[0-9]")
  foreach(row IN LISTS rows)
    string(REGEX MATCHALL "[^ ]+" words "${row}")
    list(POP_FRONT words level name)
    foreach(dep IN LISTS words)
      if(NOT DEFINED level_${dep} OR level_${dep} GREATER_EQUAL level)
        message(FATAL_ERROR "LAYERS: ${name} (level ${level}) may not use ${dep}")
      endif()
    endforeach()
    set(level_${name} ${level})
    set(YIDI_DEPS_${name} "${words}" PARENT_SCOPE)
    list(APPEND names ${name})
  endforeach()
  set(YIDI_COMPONENTS "${names}" PARENT_SCOPE)
endfunction()

# yidi_component(<name> [THIRD_PARTY <target>...])
# makes yidi_<name>, its unit tests, its link test, its fuzz targets and its header check.
function(yidi_component name)
  cmake_parse_arguments(arg "" "" "THIRD_PARTY" ${ARGN})
  set(dir "${PROJECT_SOURCE_DIR}/src/${name}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${dir}/*.cpp")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${dir}/*.hpp")
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS "${dir}/*_test.cpp")
  file(GLOB_RECURSE fuzzers CONFIGURE_DEPENDS "${dir}/*_fuzz.cpp")
  file(GLOB_RECURSE benches CONFIGURE_DEPENDS "${dir}/*_bench.cpp")
  list(FILTER sources EXCLUDE REGEX "(_(test|fuzz|bench)|/main)\\.cpp$")
  list(TRANSFORM YIDI_DEPS_${name} PREPEND "yidi_" OUTPUT_VARIABLE deps)

  if(NOT sources)
    file(GENERATE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${name}_anchor.cpp"
         CONTENT "// ${name} has headers only.\n")
    set(sources "${CMAKE_CURRENT_BINARY_DIR}/${name}_anchor.cpp")
  endif()
  add_library(yidi_${name} STATIC ${sources})
  target_sources(yidi_${name} PUBLIC FILE_SET HEADERS
                 BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${headers})
  set_target_properties(yidi_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(yidi_${name} PUBLIC ${deps} yidi_flags PRIVATE ${arg_THIRD_PARTY})
  if(name IN_LIST YIDI_WORKS_ON_RECORDS)
    target_precompile_headers(yidi_${name} REUSE_FROM yidi_model_pch)
  else()
    target_precompile_headers(yidi_${name} REUSE_FROM yidi_pch)
  endif()

  if(NOT YIDI_TESTS)
    return()
  endif()
  add_executable(yidi_${name}_link "${PROJECT_SOURCE_DIR}/cmake/link_test.cpp")
  target_link_libraries(yidi_${name}_link PRIVATE
                        "$<LINK_LIBRARY:WHOLE_ARCHIVE,yidi_${name}>" ${deps} ${arg_THIRD_PARTY})
  if(tests)
    add_executable(yidi_${name}_test ${tests})
    target_link_libraries(yidi_${name}_test PRIVATE
                          yidi_${name} ${arg_THIRD_PARTY} GTest::gtest_main GTest::gmock
                          rapidcheck rapidcheck_gtest)
    target_precompile_headers(yidi_${name}_test REUSE_FROM yidi_test_pch)
    target_compile_definitions(yidi_${name}_test PRIVATE YIDI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    gtest_discover_tests(yidi_${name}_test TEST_PREFIX "${name}."
                         DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unit)
  endif()
  # Fuzz targets run over their kept corpus here; the same file is a libFuzzer target under clang.
  foreach(fuzz IN LISTS fuzzers)
    get_filename_component(stem "${fuzz}" NAME_WE)
    add_executable(yidi_${name}_${stem} "${fuzz}" "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus_main.cpp")
    target_link_libraries(yidi_${name}_${stem} PRIVATE yidi_${name} ${arg_THIRD_PARTY})
    add_test(NAME fuzz.${name}.${stem}
             COMMAND yidi_${name}_${stem} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${stem}")
    set_tests_properties(fuzz.${name}.${stem} PROPERTIES LABELS fuzz)
  endforeach()
  foreach(bench IN LISTS benches)
    get_filename_component(stem "${bench}" NAME_WE)
    add_executable(yidi_${name}_${stem} EXCLUDE_FROM_ALL "${bench}")
    target_link_libraries(yidi_${name}_${stem} PRIVATE
                          yidi_${name} ${arg_THIRD_PARTY} benchmark::benchmark_main)
    target_compile_definitions(yidi_${name}_${stem} PRIVATE YIDI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_dependencies(yidi_benches yidi_${name}_${stem})
  endforeach()
endfunction()

# yidi_embed(<target> <namespace> <symbol> <file>...)
# makes the files' bytes available as namespace::symbol(), an array of {name, content}.
function(yidi_embed target namespace symbol)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${target}_${symbol}.cpp")
  set(script "${PROJECT_SOURCE_DIR}/cmake/embed.cmake")
  add_custom_command(OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${out}" "-DNAMESPACE=${namespace}" "-DSYMBOL=${symbol}"
            "-DROOT=${PROJECT_SOURCE_DIR}" "-DFILES=${ARGN}" -P "${script}"
    DEPENDS ${ARGN} "${script}" VERBATIM)
  # The command belongs to this folder and the target to another: the dependency is said aloud.
  add_custom_target(${target}_${symbol} DEPENDS "${out}")
  add_dependencies(${target} ${target}_${symbol})
  set_source_files_properties("${out}" TARGET_DIRECTORY ${target} PROPERTIES GENERATED TRUE)
  target_sources(${target} PRIVATE "${out}")
endfunction()
