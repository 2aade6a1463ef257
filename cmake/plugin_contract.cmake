# cmake -DHEADERS=… -DBUILT_WITH=… -DOUTPUT=… -P plugin_contract.cmake
# Writes the header that identifies the plugin contract: a hash over the tokens of the headers that plugins are compiled
# with. Comments and layout are ignored, so plugins are refused only after changes that can affect a class, a table or a
# call.

set(tokens "")
foreach(header IN LISTS HEADERS)
    file(READ ${header} text)
    string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" " " text "${text}")
    string(REGEX REPLACE "//[^\n]*" " " text "${text}")
    string(REGEX REPLACE "[ \t\r\n]+" " " text "${text}")
    string(APPEND tokens "${text}\n")
endforeach()
string(SHA256 hash "${tokens}")
string(SUBSTRING ${hash} 0 16 hash)

set(header "#pragma once

/// Names the headers, the C++ library and the Qt version that a plugin was built with (cmake/plugin_contract.cmake).
#define TAPSCOPE_PLUGIN_CONTRACT \"${hash} ${BUILT_WITH}\"
")
set(old "")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} old)
endif()
if(NOT old STREQUAL header)
    file(WRITE ${OUTPUT} "${header}")
endif()
