#pragma once

#include <app/frames/frame_list_view.h>
#include <app/main_window/main_window.h>
#include <support/patience.h>

#include <QDir>
#include <QTest>

namespace tapscope::test {

/// Opens a capture of tests/captures by its name, or another file by its path, and waits until the whole file is open
/// and everything that is known about its frames is shown. From then on, rows and fields change only by an action.
inline void openCapture(MainWindow& window, const QString& name) {
    const auto before = window.session().store();
    window.openFile(QDir::isAbsolutePath(name) ? name : QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/") + name);
    QTRY_VERIFY2(window.session().store() != nullptr && window.session().store() != before, qPrintable(name));
    QTRY_VERIFY2(window.isSettled(), qPrintable(name));
    const auto* list = window.findChild<FrameListView*>(QStringLiteral("frameList"));
    QTRY_COMPARE(list->model().total(), window.session().store()->count());
}

} // namespace tapscope::test
