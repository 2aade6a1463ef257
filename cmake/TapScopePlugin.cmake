# tapscope_add_plugin, for TapScope's own plugins and, installed beside TapScopeConfig.cmake, for those of others.

set(TAPSCOPE_PLUGIN_ENTRY ${CMAKE_CURRENT_LIST_DIR}/plugin_entry.h.in)

# tapscope_add_plugin(decode-dns HEADERS dns_decoders.h DECODERS DnsDecoder "LocalDnsDecoder{dns::Variant::Multicast}"
#                     SOURCES … USES …)
# A QPluginLoader module with its metadata in <name>.json beside the sources. The exported class is generated from the
# classes listed under DECODERS, INJECTORS, EXPORTERS, INSPECTORS, SCRIPT_LANGUAGES, SOURCE_FACTORIES and STATISTICS,
# which HEADERS declare. A plugin without HEADERS defines the exported class itself (Q_PLUGIN_METADATA).
function(tapscope_add_plugin name)
    cmake_parse_arguments(plugin "" ""
        "SOURCES;USES;HEADERS;DECODERS;INJECTORS;EXPORTERS;INSPECTORS;SCRIPT_LANGUAGES;SOURCE_FACTORIES;STATISTICS" ${ARGN})
    add_library(${name} MODULE)
    set_target_properties(${name} PROPERTIES PREFIX "" UNITY_BUILD_MODE GROUP)
    target_link_libraries(${name} PRIVATE tapscope::plugin ${plugin_USES})
    if(plugin_STATISTICS)
        target_link_libraries(${name} PRIVATE tapscope::statistic)
    endif()
    if(COMMAND tapscope_place_plugin) # in TapScope's own build
        tapscope_place_plugin(${name})
    endif()
    if(NOT plugin_HEADERS)
        target_sources(${name} PRIVATE ${plugin_SOURCES})
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
    tapscope_list_parts(SourceFactory sources ${plugin_SOURCE_FACTORIES})
    tapscope_list_parts(StatisticKind statistics ${plugin_STATISTICS})
    string(REPLACE "-" "_" entry ${name}_plugin.h)
    set(entry ${CMAKE_CURRENT_BINARY_DIR}/${entry})
    configure_file(${TAPSCOPE_PLUGIN_ENTRY} ${entry} @ONLY)
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    qt6_wrap_cpp(entry_source ${entry} TARGET ${name}
        DEPENDS ${TAPSCOPE_PLUGIN_CONTRACT} ${CMAKE_CURRENT_SOURCE_DIR}/${name}.json)
    target_sources(${name} PRIVATE ${entry_source} ${plugin_SOURCES}) # in this order: the entry includes headers
    # In a unity build, a plugin is compiled as one file. That is why each of its decoders has a namespace: they all name
    # their tables `fields`, `hooks` and `info`.
    set_source_files_properties(${entry_source} ${plugin_SOURCES} PROPERTIES UNITY_GROUP plugin)
endfunction()

# Appends one member per class to the caller's `members`, and the function of Plugin that lists them to `lists`.
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

