# The libraries we stand on. Their Debian packages are listed in `run`, which installs them.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(PCAP REQUIRED IMPORTED_TARGET libpcap)
pkg_check_modules(MNL REQUIRED IMPORTED_TARGET libmnl)
pkg_check_modules(URING REQUIRED IMPORTED_TARGET liburing)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)

set(qt_components Core)
if(TAPSCOPE_BUILD_APP)
    list(APPEND qt_components Gui Widgets Svg)
endif()
if(TAPSCOPE_BUILD_TESTS)
    list(APPEND qt_components Test)
endif()
find_package(Qt6 6.4 REQUIRED COMPONENTS ${qt_components})
