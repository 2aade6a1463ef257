# Compiler cache, linker, warnings and sanitizers, as interface targets that all our targets link.

find_program(TAPSCOPE_CCACHE ccache)
if(TAPSCOPE_CCACHE AND NOT CMAKE_CROSSCOMPILING)
    # Required by ccache to cache files that use a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${TAPSCOPE_CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-fpch-preprocess)
    else()
        add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
    endif()
endif()

find_program(TAPSCOPE_LLD NAMES ld.lld)
if(TAPSCOPE_LLD AND NOT CMAKE_CROSSCOMPILING)
    add_link_options(-fuse-ld=lld)
endif()

# A plugin calls its own copies of core functions directly, and those of another plugin are never used instead.
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

add_library(tapscope_warnings INTERFACE)
target_compile_options(tapscope_warnings INTERFACE
    # Designated initialisers leave out members with defaults on purpose.
    -Wall -Wextra -Wno-missing-field-initializers -Wconversion -Wnon-virtual-dtor -Wold-style-cast
    # g++'s full -Wshadow also complains about enumerators of an enum class and about names of a namespace.
    $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,-Wshadow>)
# Only the developers' presets enable it: a newer compiler with more warnings must not break a user's build.
option(TAPSCOPE_WARNINGS_ARE_ERRORS "Stop the build at warnings" OFF)
if(TAPSCOPE_WARNINGS_ARE_ERRORS)
    target_compile_options(tapscope_warnings INTERFACE -Werror)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms of g++ 12 when it inlines std::string (GCC bugs 105651 and 105329).
    target_compile_options(tapscope_warnings INTERFACE -Wno-restrict -Wno-stringop-overflow)
endif()
if(CMAKE_UNITY_BUILD)
    # In a unity build, these warnings are about names in other files that are compiled together.
    target_compile_options(tapscope_warnings INTERFACE -Wno-shadow $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # clang's -Wconversion includes signs, g++'s does not; libstdc++ 12 itself uses functions that it declares
    # deprecated.
    target_compile_options(tapscope_warnings INTERFACE -Wno-sign-conversion -Wno-deprecated-declarations
                           -fbracket-depth=1024) # for tables of several hundred names
endif()

add_library(tapscope_sanitizers INTERFACE)
if(TAPSCOPE_SANITIZER STREQUAL "address")
    set(sanitizer_flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(TAPSCOPE_SANITIZER STREQUAL "thread")
    set(sanitizer_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(TAPSCOPE_SANITIZER)
    message(FATAL_ERROR "TAPSCOPE_SANITIZER is 'address', 'thread' or empty, not '${TAPSCOPE_SANITIZER}'")
elseif(TAPSCOPE_COVERAGE)
    set(sanitizer_flags -fprofile-instr-generate -fcoverage-mapping)
endif()
if(TAPSCOPE_BUILD_FUZZERS)
    # Lets a fuzzer measure its coverage in the rooms and in the plugins that it loads.
    target_compile_options(tapscope_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(sanitizer_flags)
    target_compile_options(tapscope_sanitizers INTERFACE ${sanitizer_flags})
    target_link_options(tapscope_sanitizers INTERFACE ${sanitizer_flags})
endif()

# Code that runs for each row or pixel of the window, or once per command. Optimising it like the core takes longer,
# without a noticeable gain.
add_library(tapscope_quick_to_build INTERFACE)
target_compile_options(tapscope_quick_to_build INTERFACE $<$<CONFIG:Release>:-O1>)

# Code that declares options, once at the start. Optimising it inlines CLI11 into each declaration, and took more than
# half of the time of these files.
add_library(tapscope_not_optimised INTERFACE)
target_compile_options(tapscope_not_optimised INTERFACE $<$<CONFIG:Release>:-O0>)

# Code of the window that runs once per click. It shares a precompiled header with the rest of the window: g++ refuses
# one that was compiled with another level of optimisation, and for clang the level only changes the macro __OPTIMIZE__.
add_library(tapscope_rarely_run INTERFACE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_link_libraries(tapscope_rarely_run INTERFACE tapscope_not_optimised)
    target_compile_options(tapscope_quick_to_build INTERFACE "$<$<CONFIG:Release>:SHELL:-Xclang -fno-validate-pch>")
else()
    target_link_libraries(tapscope_rarely_run INTERFACE tapscope_quick_to_build)
endif()
