# The libraries TapScope depends on. Their Debian packages are listed in scripts/setup.sh; `run` installs them.

if(CMAKE_CROSSCOMPILING)
    # Only the headers are needed, in a separate folder: other headers of the host must not be visible.
    find_path(TAPSCOPE_FMT_HEADERS fmt/format.h REQUIRED PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include/fmt)
    file(CREATE_LINK ${TAPSCOPE_FMT_HEADERS}/fmt ${PROJECT_BINARY_DIR}/include/fmt/fmt SYMBOLIC)
    add_library(fmt::fmt INTERFACE IMPORTED)
    target_include_directories(fmt::fmt INTERFACE ${PROJECT_BINARY_DIR}/include/fmt)
    target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY)
else()
    find_package(fmt REQUIRED)
endif()
if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    return()
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(PCAP REQUIRED IMPORTED_TARGET libpcap)
pkg_check_modules(MNL REQUIRED IMPORTED_TARGET libmnl)
pkg_check_modules(CAPNG REQUIRED IMPORTED_TARGET libcap-ng)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(URING REQUIRED IMPORTED_TARGET liburing)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4)

set(qt_components Core)
if(TAPSCOPE_BUILD_APP)
    list(APPEND qt_components Gui Widgets Svg PrintSupport)
endif()
if(TAPSCOPE_BUILD_TESTS)
    list(APPEND qt_components Test)
endif()
find_package(Qt6 6.4 REQUIRED COMPONENTS ${qt_components})

# lrelease compiles the window's translations, and lupdate updates them. Found by name: some systems package their CMake
# files only with all of Qt's tools.
if(TAPSCOPE_BUILD_APP)
    foreach(tool lrelease lupdate)
        find_program(TAPSCOPE_${tool} NAMES ${tool}-qt6 ${tool} HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS})
        if(NOT TAPSCOPE_${tool})
            message(FATAL_ERROR "Qt's ${tool}, which the window's translations need, was not found. Install qt6-l10n-tools "
                                "(Debian, Ubuntu), qt6-qttools-devel (Fedora) or qt6-tools (Arch), or configure with "
                                "-DTAPSCOPE_BUILD_APP=OFF.")
        endif()
    endforeach()
endif()
