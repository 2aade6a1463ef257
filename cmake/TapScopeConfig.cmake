# find_package(TapScope): the libraries tapscope::plugin and those it stands on, and tapscope_add_plugin.

include(CMakeFindDependencyMacro)
find_dependency(fmt)
find_dependency(Qt6 COMPONENTS Core)
include(${CMAKE_CURRENT_LIST_DIR}/TapScopeTargets.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/TapScopePlugin.cmake)
get_filename_component(TAPSCOPE_PLUGIN_CONTRACT
    ${CMAKE_CURRENT_LIST_DIR}/../../../include/tapscope/plugin_contract.h ABSOLUTE)
