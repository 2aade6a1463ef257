# Debian packages by CPack; run with `./package`. One package per component of TapScopeInstall.cmake.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tapscope)
set(CPACK_PACKAGE_VENDOR "The TapScope authors")
set(CPACK_PACKAGE_CONTACT "The TapScope authors <tapscope@tapscope.org>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGE_HOMEPAGE_URL "https://tapscope.org")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own first line
set(CPACK_COMPONENTS_ALL runtime dev wireshark)
set(CPACK_COMPONENTS_GROUPING IGNORE)
# Staged with DESTDIR, so that installed files (polkit's action) contain the prefix and not the staging folder.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/stage_debian_package.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(packaging ${PROJECT_SOURCE_DIR}/packaging/debian)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME tapscope)
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "create, watch, record and feed TAP devices
TapScope is for people who work with TAP devices: authors of VPNs, virtual
machines, user-space network stacks and containers. One window creates and
configures the devices, shows their frames as they arrive, decodes them,
records them to pcapng files, and injects and replays frames. It runs as an
ordinary user; tapscope-cli does the same without a display.")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS "debconf (>= 0.5) | debconf-2.0, libcap2-bin, adduser")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS
    "fonts-inter, fonts-jetbrains-mono, pkexec, polkitd, iproute2, qt6-wayland, qt6-translations-l10n")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SUGGESTS "tapscope-wireshark, ieee-data")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
    "${packaging}/config;${packaging}/templates;${packaging}/postinst;${packaging}/prerm;${packaging}/postrm")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME tapscope-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION "headers and libraries for plugins of TapScope
Files for building decoders, injectors and exporters for TapScope: the headers
of the plugin contract, static libraries, and find_package(TapScope) for CMake.
The documentation has an example.")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "tapscope (= ${PROJECT_VERSION}-1), qt6-base-dev, libfmt-dev, zlib1g-dev, libzstd-dev, liblz4-dev, pkg-config, cmake")

set(CPACK_DEBIAN_WIRESHARK_PACKAGE_NAME tapscope-wireshark)
set(CPACK_DEBIAN_WIRESHARK_DESCRIPTION "show Wireshark's view of a frame in TapScope
This plugin for TapScope asks an installed tshark about the selected frame and
shows its answer beside TapScope's own. It is a separate package because its
licence is the GPL, while TapScope's is MIT.")
set(CPACK_DEBIAN_WIRESHARK_PACKAGE_DEPENDS "tapscope (= ${PROJECT_VERSION}-1), tshark")

include(CPack)
