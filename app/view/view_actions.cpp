#include "view_actions.h"

#include "../bytes/hex_view.h"
#include "../frames/frame_list_model.h"
#include "../frames/frame_list_view.h"
#include "../frames/list_header.h"
#include "../main_window/actions.h"
#include "../main_window/frame_pane.h"
#include "../theme/theme.h"
#include "frame_window.h"
#include "pane_focus.h"
#include "pane_layout.h"

#include <QAction>
#include <QSettings>

namespace tapscope {

ViewActions::ViewActions(const Actions& a, const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(a.expandSubtree, [this] { parts_.pane.expandCurrent(); });
    on(a.collapseSubtree, [this] { parts_.pane.collapseCurrent(); });
    on(a.expandAll, [this] { parts_.pane.expandAll(); });
    on(a.collapseAll, [this] { parts_.pane.collapseAll(); });
    on(a.zoomIn, [this] { parts_.theme.setZoom(parts_.theme.zoom() + 1); });
    on(a.zoomOut, [this] { parts_.theme.setZoom(parts_.theme.zoom() - 1); });
    on(a.zoomReset, [this] { parts_.theme.setZoom(0); });
    on(a.fullScreen, [this](bool isFull) { showFullScreen(isFull); });
    on(a.resizeColumns, [this] { parts_.pane.list()->fitColumns(); });
    on(a.resetLayout, [this] {
        parts_.layout.reset();
        parts_.pane.list()->header()->resetWidths();
    });
    on(a.frameWindow, [this] { openFrameWindow(); });
    const auto show = [this, bits = a.showBits, ebcdic = a.showEbcdic] {
        parts_.pane.bytes()->setBits(bits->isChecked());
        parts_.pane.bytes()->setText(ebcdic->isChecked() ? ByteText::Ebcdic : ByteText::Ascii);
    };
    for (QAction* each : {a.showBits, a.showEbcdic}) {
        const QString key = QStringLiteral("bytes/") + each->objectName();
        each->setChecked(QSettings().value(key).toBool());
        on(each, [show, key](bool isOn) {
            QSettings().setValue(key, isOn);
            show();
        });
    }
    show();
    on(a.nextPane, [this] { parts_.focus.next(); });
    on(a.previousPane, [this] { parts_.focus.previous(); });
    const auto update = [this, needFrame = QList<QAction*>{a.expandSubtree, a.collapseSubtree, a.expandAll,
                                                           a.collapseAll, a.frameWindow}] {
        for (QAction* action : needFrame)
            action->setEnabled(parts_.pane.currentFrame() != 0);
    };
    connect(parts_.pane.list(), &FrameListView::currentChanged, this, update);
    connect(&parts_.model, &FrameListModel::reset, this, update);
    update();
}

void ViewActions::showFullScreen(bool isFull) {
    QWidget* window = parts_.pane.window(); // it is as large as before afterwards, also if that was the whole screen
    window->setWindowState(isFull ? window->windowState() | Qt::WindowFullScreen
                                  : window->windowState() & ~Qt::WindowFullScreen);
}

void ViewActions::openFrameWindow() {
    if (parts_.pane.frame())
        (new FrameWindow(parts_.pane.frame(), parts_.pane.currentFrame(), parts_.theme, parts_.pane.window()))->show();
}

} // namespace tapscope
