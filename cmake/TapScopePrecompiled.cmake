# Precompiled headers, one for each kind of target: parsing the standard library, fmt and Qt took most of a build.
# A target of its own compiles each, and the others reuse it (a header is precompiled once for some hundred files).
# They add no include path, so a room still sees only what it names under USES.

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
    tapscope_add_precompiled(decoder tapscope::decode)
    if(TAPSCOPE_BUILD_APP)
        tapscope_add_precompiled(app fmt::fmt Qt6::Widgets)
    endif()
    if(TAPSCOPE_BUILD_TESTS)
        tapscope_add_precompiled(test fmt::fmt Qt6::Core)
    endif()
endif()
