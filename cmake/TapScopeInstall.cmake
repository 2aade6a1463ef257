# What `cmake --install build/release --prefix PREFIX` puts where. The programs find the rest from where they are,
# ../lib/tapscope/plugins and ../libexec, so these names are fixed and the tree may be moved.

install(TARGETS tapscope-cli RUNTIME DESTINATION bin)
if(TARGET tapscope)
    install(TARGETS tapscope RUNTIME DESTINATION bin)
    set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
    set(icons ${PROJECT_SOURCE_DIR}/resources/icons)
    install(FILES ${desktop}/org.tapscope.TapScope.desktop DESTINATION share/applications)
    install(FILES ${desktop}/org.tapscope.TapScope.metainfo.xml DESTINATION share/metainfo)
    install(FILES ${desktop}/tapscope-mime.xml DESTINATION share/mime/packages)
    install(FILES ${icons}/org.tapscope.TapScope.svg DESTINATION share/icons/hicolor/scalable/apps)
    foreach(size 16 24 32 48 64 128 256)
        install(FILES ${icons}/hicolor/${size}.png DESTINATION share/icons/hicolor/${size}x${size}/apps
                RENAME org.tapscope.TapScope.png)
    endforeach()
endif()
install(TARGETS tapscope-helper tapscope-sandbox RUNTIME DESTINATION libexec)
get_property(plugins GLOBAL PROPERTY TAPSCOPE_PLUGINS)
install(TARGETS ${plugins} LIBRARY DESTINATION lib/tapscope/plugins)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/tapscope)

# What a plugin is built with, for find_package(TapScope): headers, static libraries, and tapscope_add_plugin.
set(sdk_rooms base file store scan decode settings inject plugin)
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

# polkit looks for actions in /usr/share/polkit-1/actions alone, and matches the helper by its whole path.
install(CODE "
    get_filename_component(prefix \"\${CMAKE_INSTALL_PREFIX}\" ABSOLUTE)
    set(TAPSCOPE_HELPER \"\${prefix}/libexec/tapscope-helper\")
    configure_file(${PROJECT_SOURCE_DIR}/resources/polkit/org.tapscope.helper.policy.in
                   ${PROJECT_BINARY_DIR}/polkit/org.tapscope.helper.policy @ONLY)
    file(INSTALL ${PROJECT_BINARY_DIR}/polkit/org.tapscope.helper.policy
         DESTINATION \"\${prefix}/share/polkit-1/actions\")")
