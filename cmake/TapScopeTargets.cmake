# How a room, a plugin, a program and a test of ours are declared. One function each, so that a CMakeLists.txt reads
# like a table of contents.

# tapscope_add_room(net SOURCES … USES base PkgConfig::MNL)
# A static library of core/. It sees no header of a room that it does not name in USES: each room's headers are
# reached as <net/tap_device.h> through a private tree of links, so a forbidden include does not compile.
function(tapscope_add_room name)
    cmake_parse_arguments(room "" "" "SOURCES;USES;USES_PRIVATE" ${ARGN})
    set(include_root ${PROJECT_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${include_root})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)
    set(target tapscope_${name})
    if(NOT room_SOURCES)
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE ${include_root})
        target_link_libraries(${target} INTERFACE ${room_USES})
    else()
        add_library(${target} STATIC ${room_SOURCES})
        target_include_directories(${target} PUBLIC ${include_root})
        target_link_libraries(${target} PUBLIC ${room_USES} tapscope_sanitizers
                                        PRIVATE ${room_USES_PRIVATE} tapscope_warnings)
        tapscope_use_precompiled(${target} core)
    endif()
    add_library(tapscope::${name} ALIAS ${target})
endfunction()

# tapscope_add_plugin(decode-dns HEADERS dns_decoders.h DECODERS DnsDecoder "LocalDnsDecoder{dns::Variant::Multicast}"
#                     SOURCES … USES …)
# A QPluginLoader module with its metadata in <name>.json beside the sources. What it exports is made from the classes
# named under DECODERS, INJECTORS, EXPORTERS, INSPECTORS and SCRIPT_LANGUAGES, as they are declared in HEADERS. A plugin
# without HEADERS writes the exported class itself (Q_PLUGIN_METADATA).
function(tapscope_add_plugin name)
    cmake_parse_arguments(plugin "" ""
        "SOURCES;USES;HEADERS;DECODERS;INJECTORS;EXPORTERS;INSPECTORS;SCRIPT_LANGUAGES" ${ARGN})
    add_library(${name} MODULE ${plugin_SOURCES})
    set_target_properties(${name} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${TAPSCOPE_PLUGIN_OUTPUT_DIRECTORY})
    target_link_libraries(${name} PRIVATE tapscope::plugin ${plugin_USES} tapscope_warnings)
    if(plugin_DECODERS)
        tapscope_use_precompiled(${name} decoder)
    else()
        tapscope_use_precompiled(${name} core)
    endif()
    set_property(GLOBAL APPEND PROPERTY TAPSCOPE_PLUGINS ${name})
    if(NOT plugin_HEADERS)
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
        return()
    endif()

    set(includes "")
    foreach(header IN LISTS plugin_HEADERS)
        string(APPEND includes "#include \"${header}\"\n")
    endforeach()
    set(lists "")
    set(members "")
    tapscope_list_parts(Decoder decoders ${plugin_DECODERS})
    tapscope_list_parts(InjectorFactory injectors ${plugin_INJECTORS})
    tapscope_list_parts(Exporter exporters ${plugin_EXPORTERS})
    tapscope_list_parts(Inspector inspectors ${plugin_INSPECTORS})
    tapscope_list_parts(ScriptLanguage scriptLanguages ${plugin_SCRIPT_LANGUAGES})
    string(REPLACE "-" "_" entry ${name}_plugin.h)
    set(entry ${CMAKE_CURRENT_BINARY_DIR}/${entry})
    configure_file(${PROJECT_SOURCE_DIR}/cmake/plugin_entry.h.in ${entry} @ONLY)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    qt6_wrap_cpp(entry_source ${entry} TARGET ${name}
        DEPENDS ${PROJECT_BINARY_DIR}/include/plugin_contract/plugin_contract.h ${name}.json)
    target_sources(${name} PRIVATE ${entry_source})
endfunction()

# Appends to the caller's `members` one member a class, and to its `lists` the function of Plugin that lists them.
function(tapscope_list_parts contract function)
    set(addresses "")
    set(number 0)
    foreach(part IN LISTS ARGN)
        string(REGEX MATCH "^([^{]+)({.*})?$" whole ${part})
        string(APPEND members "    ${CMAKE_MATCH_1} ${function}${number}_${CMAKE_MATCH_2};\n")
        list(APPEND addresses "&${function}${number}_")
        math(EXPR number "${number} + 1")
    endforeach()
    if(addresses)
        list(JOIN addresses ", " addresses)
        string(APPEND lists "    [[nodiscard]] std::vector<const ${contract}*> ${function}() const override {
        return {${addresses}};
    }\n")
    endif()
    set(lists "${lists}" PARENT_SCOPE)
    set(members "${members}" PARENT_SCOPE)
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
    add_executable(${name} ${test_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE Qt6::Test tapscope_test_support ${test_USES} tapscope_warnings)
    tapscope_use_precompiled(${name} test)
    target_compile_definitions(${name} PRIVATE
        TAPSCOPE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        TAPSCOPE_PLUGIN_DIR="${TAPSCOPE_PLUGIN_OUTPUT_DIRECTORY}"
        TAPSCOPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    # tests-unit, tests-device, …: what a run of one kind has to build.
    if(NOT TARGET tests-${test_LABEL})
        add_custom_target(tests-${test_LABEL})
    endif()
    add_dependencies(tests-${test_LABEL} ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${test_LABEL}" TIMEOUT 300)
    # Qt Test's watchdog is a thread of Qt's, which is not instrumented, and some tests fork.
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
        "TSAN_OPTIONS=die_after_fork=0:ignore_noninstrumented_modules=1")
    if(test_LABEL MATCHES "app|e2e")
        # What Qt's platform plugins and fontconfig keep until the end of the process is not ours to free.
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
    endif()
endfunction()
