# The files that `cmake --install build/release --prefix PREFIX` installs. The programs find the rest relative to themselves, in
# ../lib/tapscope/plugins and ../libexec, so these names are fixed and the tree may be moved.
#
# Components, one package each: runtime (programs, plugins, desktop), dev (files for building plugins), and wireshark
# (the bridge to Wireshark, whose licence differs).

function(tapscope_install_runtime)
    install(${ARGN} COMPONENT runtime)
endfunction()

tapscope_install_runtime(TARGETS tapscope-cli RUNTIME DESTINATION bin)
if(TARGET tapscope)
    tapscope_install_runtime(TARGETS tapscope RUNTIME DESTINATION bin)
    set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
    set(icons ${PROJECT_SOURCE_DIR}/resources/icons)
    tapscope_install_runtime(FILES ${desktop}/org.tapscope.TapScope.desktop DESTINATION share/applications)
    tapscope_install_runtime(FILES ${desktop}/org.tapscope.TapScope.metainfo.xml DESTINATION share/metainfo)
    tapscope_install_runtime(FILES ${desktop}/tapscope-mime.xml DESTINATION share/mime/packages)
    tapscope_install_runtime(FILES ${icons}/org.tapscope.TapScope.svg DESTINATION share/icons/hicolor/scalable/apps)
    foreach(size 16 24 32 48 64 128 256)
        tapscope_install_runtime(FILES ${icons}/hicolor/${size}.png DESTINATION share/icons/hicolor/${size}x${size}/apps
                                 RENAME org.tapscope.TapScope.png)
    endforeach()
endif()
tapscope_install_runtime(TARGETS tapscope-helper tapscope-sandbox RUNTIME DESTINATION libexec)

get_property(plugins GLOBAL PROPERTY TAPSCOPE_PLUGINS)
set(bridge ${plugins})
list(FILTER bridge INCLUDE REGEX "^inspect-wireshark$")
list(REMOVE_ITEM plugins inspect-wireshark)
tapscope_install_runtime(TARGETS ${plugins} LIBRARY DESTINATION lib/tapscope/plugins)
if(bridge)
    install(TARGETS ${bridge} LIBRARY DESTINATION lib/tapscope/plugins COMPONENT wireshark)
endif()

# Manual pages and completions, which the programs print themselves (cli/CMakeLists.txt, app/CMakeLists.txt).
if(NOT CMAKE_CROSSCOMPILING)
    set(manual ${PROJECT_BINARY_DIR}/manual)
    tapscope_install_runtime(FILES ${manual}/tapscope-cli.1 DESTINATION share/man/man1)
    if(TARGET tapscope)
        tapscope_install_runtime(FILES ${manual}/tapscope.1 DESTINATION share/man/man1)
    endif()
    tapscope_install_runtime(FILES ${PROJECT_SOURCE_DIR}/docs/man/tapscope-helper.8
                                   ${PROJECT_SOURCE_DIR}/docs/man/tapscope-sandbox.8 DESTINATION share/man/man8)
    tapscope_install_runtime(FILES ${manual}/tapscope-cli DESTINATION share/bash-completion/completions)
    tapscope_install_runtime(FILES ${manual}/_tapscope-cli DESTINATION share/zsh/site-functions)
    tapscope_install_runtime(FILES ${manual}/tapscope-cli.fish DESTINATION share/fish/vendor_completions.d)
endif()

tapscope_install_runtime(FILES ${PROJECT_SOURCE_DIR}/docs/command-line.md ${PROJECT_SOURCE_DIR}/docs/filters.md
                               ${PROJECT_SOURCE_DIR}/docs/list.md ${PROJECT_SOURCE_DIR}/docs/permissions.md
                               ${PROJECT_SOURCE_DIR}/docs/scripted-decoders.md
                         DESTINATION share/doc/tapscope)
tapscope_install_runtime(FILES ${PROJECT_SOURCE_DIR}/docs/examples/gauge.lua ${PROJECT_SOURCE_DIR}/docs/examples/tinytun.lua
                         DESTINATION share/doc/tapscope/examples)
foreach(pair runtime:tapscope dev:tapscope-dev wireshark:tapscope-wireshark)
    string(REPLACE ":" ";" pair ${pair})
    list(GET pair 0 component)
    list(GET pair 1 package)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/debian/copyright DESTINATION share/doc/${package} COMPONENT ${component})
endforeach()

# The files for building a plugin with find_package(TapScope): headers, static libraries, and tapscope_add_plugin.
set(sdk_rooms base file store scan decode statistic settings inject source plugin)
list(TRANSFORM sdk_rooms PREPEND tapscope_ OUTPUT_VARIABLE sdk_targets)
install(TARGETS ${sdk_targets} EXPORT TapScopeTargets
    ARCHIVE DESTINATION lib/tapscope COMPONENT dev
    INCLUDES DESTINATION include/tapscope)
foreach(room ${sdk_rooms})
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/${room} DESTINATION include/tapscope COMPONENT dev
        FILES_MATCHING PATTERN "*.h")
endforeach()
install(FILES ${TAPSCOPE_PLUGIN_CONTRACT} DESTINATION include/tapscope COMPONENT dev)
install(EXPORT TapScopeTargets NAMESPACE tapscope:: DESTINATION lib/cmake/TapScope COMPONENT dev)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/TapScopeConfigVersion.cmake COMPATIBILITY ExactVersion)
install(FILES ${PROJECT_BINARY_DIR}/TapScopeConfigVersion.cmake ${PROJECT_SOURCE_DIR}/cmake/TapScopeConfig.cmake
              ${PROJECT_SOURCE_DIR}/cmake/TapScopePlugin.cmake ${PROJECT_SOURCE_DIR}/cmake/plugin_entry.h.in
    DESTINATION lib/cmake/TapScope COMPONENT dev)
install(FILES ${PROJECT_SOURCE_DIR}/docs/plugins.md DESTINATION share/doc/tapscope-dev COMPONENT dev)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/examples/decode-greeting DESTINATION share/doc/tapscope-dev/examples
        COMPONENT dev)

# polkit searches for actions only in /usr/share/polkit-1/actions, and matches the helper by its whole path.
install(CODE "
    get_filename_component(prefix \"\${CMAKE_INSTALL_PREFIX}\" ABSOLUTE)
    set(TAPSCOPE_HELPER \"\${prefix}/libexec/tapscope-helper\")
    configure_file(${PROJECT_SOURCE_DIR}/resources/polkit/org.tapscope.helper.policy.in
                   ${PROJECT_BINARY_DIR}/polkit/org.tapscope.helper.policy @ONLY)
    file(INSTALL ${PROJECT_BINARY_DIR}/polkit/org.tapscope.helper.policy
         DESTINATION \"\${prefix}/share/polkit-1/actions\")"
    COMPONENT runtime)
