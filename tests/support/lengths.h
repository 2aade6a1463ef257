#pragma once

#include <QtGlobal>

namespace tapscope::test {

/// How often something is repeated, or how long it runs: `usual` in normal runs of the tests, `full` in `./test long`.
[[nodiscard]] inline int lengthOf(int usual, int full) {
    return qEnvironmentVariableIsSet("TAPSCOPE_LONG") ? full : usual;
}

} // namespace tapscope::test
