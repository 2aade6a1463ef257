#pragma once

#include <QTest>

// Tests also run under sanitizers and on busy machines, so events may be late. A long time limit costs nothing when
// they come soon.
namespace tapscope::test {
inline constexpr int patience = 60'000; ///< milliseconds, for QTest::qWaitFor()
}

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), 60'000)
#define QTRY_VERIFY2(condition, message) QTRY_VERIFY2_WITH_TIMEOUT((condition), (message), 60'000)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), 60'000)
