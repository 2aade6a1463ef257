# Compiles for a BSD on another system, with zig's clang, libc headers and libc++ (scripts/install_zig installs it into
# build/zig): cmake --preset freebsd | netbsd | openbsd

set(CMAKE_SYSTEM_NAME ${TAPSCOPE_BSD})
set(CMAKE_SYSTEM_PROCESSOR x86_64)
string(TOLOWER ${TAPSCOPE_BSD} bsd_target)
set(CMAKE_CXX_COMPILER ${CMAKE_CURRENT_LIST_DIR}/../build/zig/zig c++)
set(CMAKE_CXX_COMPILER_TARGET x86_64-${bsd_target})

# Linking a program just to test the compiler would build libc++ once more.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TAPSCOPE_BSD)
