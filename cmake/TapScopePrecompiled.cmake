# Precompiled headers, one for each kind of target: parsing the standard library, fmt and Qt took most of the build
# time. Each is compiled by a target of its own, and reused by the others (one precompiled header serves some hundred
# files). They add no include path, so a room still sees only the rooms listed under USES.

function(tapscope_add_precompiled kind)
    set(source ${PROJECT_BINARY_DIR}/precompiled/${kind}.cpp)
    if(NOT EXISTS ${source})
        file(WRITE ${source} "")
    endif()
    add_library(tapscope_precompiled_${kind} STATIC ${source})
    target_precompile_headers(tapscope_precompiled_${kind} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled/${kind}.h)
    target_link_libraries(tapscope_precompiled_${kind} PRIVATE ${ARGN} tapscope_sanitizers tapscope_warnings)
endfunction()

function(tapscope_use_precompiled target kind)
    if(TAPSCOPE_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM tapscope_precompiled_${kind})
    endif()
endfunction()

option(TAPSCOPE_PRECOMPILE "Precompile the headers that most files include" ON)
if(CMAKE_CROSSCOMPILING)
    set(TAPSCOPE_PRECOMPILE OFF)
endif()
if(TAPSCOPE_PRECOMPILE)
    tapscope_add_precompiled(core fmt::fmt)
    tapscope_add_precompiled(decoding tapscope::decode)
    tapscope_add_precompiled(plugin tapscope::plugin)
    tapscope_add_precompiled(verbs fmt::fmt CLI11::CLI11 tapscope_not_optimised)
    if(TAPSCOPE_BUILD_APP)
        tapscope_add_precompiled(app tapscope::analysis tapscope::capture tapscope::filter tapscope::plugin tapscope::stats
                                 Qt6::Widgets tapscope_rarely_run)
    endif()
    if(TAPSCOPE_BUILD_TESTS)
        tapscope_add_precompiled(test tapscope::plugin Qt6::Core)
    endif()
endif()
