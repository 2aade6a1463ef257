# find_package(TapScope): the library tapscope::plugin with its dependencies, and tapscope_add_plugin.

include(CMakeFindDependencyMacro)
find_dependency(fmt)
find_dependency(Qt6 COMPONENTS Core)
find_dependency(Threads)
find_dependency(PkgConfig)
foreach(library ZLIB:zlib ZSTD:libzstd LZ4:liblz4) # core/store opens compressed captures
    string(REPLACE ":" ";" library ${library})
    list(GET library 0 name)
    list(GET library 1 module)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
endforeach()
include(${CMAKE_CURRENT_LIST_DIR}/TapScopeTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/TapScopePlugin.cmake)
get_filename_component(TAPSCOPE_PLUGIN_CONTRACT
    ${CMAKE_CURRENT_LIST_DIR}/../../../include/tapscope/plugin_contract.h ABSOLUTE)
