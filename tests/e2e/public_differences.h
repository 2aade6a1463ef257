#pragma once

#include <QString>

namespace tapscope::test {

/// Why tshark's values of a statistic ("conv,udp") differ from ours in a public capture, by its file name; null if they
/// have to be equal.
[[nodiscard]] const char* publicDifference(const QString& capture, const QString& kind);

} // namespace tapscope::test
