# Functions that declare rooms, programs and tests, so that a CMakeLists.txt reads like a table of contents. The
# function for plugins is in TapScopePlugin, which other projects use, too.
include(TapScopePlugin)

# tapscope_add_room(stats SOURCES … USES base PkgConfig::MNL)
# A static library of core/. It sees only the headers of the rooms listed in USES: they are included as
# <stats/statistic.h> through a private tree of links, so a forbidden include does not compile. A unity build compiles
# ten files of a room at a time, so the names in their unnamed namespaces differ.
function(tapscope_add_room name)
    cmake_parse_arguments(room "" "" "SOURCES;USES;USES_PRIVATE" ${ARGN})
    set(include_root ${PROJECT_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${include_root})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)
    set(target tapscope_${name})
    if(NOT room_SOURCES)
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${include_root}>)
        target_link_libraries(${target} INTERFACE ${room_USES})
    else()
        add_library(${target} STATIC ${room_SOURCES})
        target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${include_root}>)
        target_link_libraries(${target} PUBLIC ${room_USES} $<BUILD_INTERFACE:tapscope_sanitizers>
                                        PRIVATE ${room_USES_PRIVATE} $<BUILD_INTERFACE:tapscope_warnings>)
        if("${room_USES}" MATCHES "tapscope::(decode|analysis)")
            tapscope_use_precompiled(${target} decoding)
        else()
            tapscope_use_precompiled(${target} core)
        endif()
    endif()
    add_library(tapscope::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
endfunction()

set(TAPSCOPE_PLUGIN_CONTRACT ${PROJECT_BINARY_DIR}/include/plugin_contract/plugin_contract.h)

# The additional steps of tapscope_add_plugin for the plugins of this tree.
function(tapscope_place_plugin name)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${TAPSCOPE_PLUGIN_OUTPUT_DIRECTORY})
    target_link_libraries(${name} PRIVATE tapscope_warnings)
    tapscope_use_precompiled(${name} plugin)
    set_property(GLOBAL APPEND PROPERTY TAPSCOPE_PLUGINS ${name})
endfunction()

# In a unity build, compiles the files of each folder of a target together.
# Files that are named after the target are compiled alone: another file of their folder uses the same private name.
function(tapscope_compile_by_folder target)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "^[^/]+/.*\\.cpp$")
    foreach(source IN LISTS sources)
        if(source IN_LIST ARGN)
            continue()
        endif()
        get_filename_component(folder ${source} DIRECTORY)
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder})
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# tapscope_add_program(tapscope-cli SOURCES … USES …)
function(tapscope_add_program name)
    cmake_parse_arguments(program "" "" "SOURCES;USES" ${ARGN})
    add_executable(${name} ${program_SOURCES})
    target_link_libraries(${name} PRIVATE ${program_USES} tapscope_warnings)
endfunction()

# tapscope_add_test(frame_store_test SOURCES … USES … LABEL unit)
# A Qt Test program. LABEL is its folder: unit, device, plugins, app, e2e.
function(tapscope_add_test name)
    cmake_parse_arguments(test "" "LABEL" "SOURCES;USES" ${ARGN})
    # The first source is the test, and includes its .moc file. AUTOMOC would look through all sources of each test, and
    # compile a file without any class for it.
    list(GET test_SOURCES 0 source)
    cmake_path(GET source STEM stem)
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc)
    qt_generate_moc(${source} ${moc})
    add_executable(${name} ${test_SOURCES} ${moc})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE Qt6::Test tapscope_test_support ${test_USES} tapscope_warnings)
    if(test_LABEL STREQUAL "app")
        tapscope_use_precompiled(${name} app)
    else()
        tapscope_use_precompiled(${name} test)
    endif()
    target_compile_definitions(${name} PRIVATE
        TAPSCOPE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        TAPSCOPE_PLUGIN_DIR="${TAPSCOPE_PLUGIN_OUTPUT_DIRECTORY}"
        TAPSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    # tests-unit, tests-device, …: the programs to build before running one kind of test.
    if(NOT TARGET tests-${test_LABEL})
        add_custom_target(tests-${test_LABEL})
    endif()
    add_dependencies(tests-${test_LABEL} ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${test_LABEL}" TIMEOUT 300)
    # Qt Test's watchdog runs in a thread of Qt, which is not instrumented, and some tests fork.
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
        "TSAN_OPTIONS=die_after_fork=0:ignore_noninstrumented_modules=1")
    if(test_LABEL STREQUAL "app")
        # Settings and recordings of its own, because two run at a time.
        set(home ${PROJECT_BINARY_DIR}/homes/${name})
        file(MAKE_DIRECTORY ${home})
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "HOME=${home}")
    endif()
    if(test_LABEL MATCHES "app|e2e")
        # Memory that Qt's platform plugins and fontconfig keep until the process ends is not ours to free.
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
    endif()
endfunction()
