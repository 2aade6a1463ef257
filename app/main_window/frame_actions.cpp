#include "frame_actions.h"

#include "../bytes/hex_view.h"
#include "../frames/frame_list_view.h"
#include "../session/current_capture.h"
#include "actions.h"
#include "frame_pane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QInputDialog>

namespace tapscope {
namespace {

void copy(const QString& text) {
    QApplication::clipboard()->setText(text);
}

} // namespace

FrameActions::FrameActions(const Actions& a, FramePane& pane, FrameListModel& model, CurrentCapture& capture,
                           QObject* parent)
    : QObject(parent), pane_(pane), model_(model), capture_(capture) {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    FrameListView* list = pane_.list();
    on(a.copy, [this] { copy(pane_.asText()); });
    on(a.copyHex, [this] { copy(pane_.bytes()->asHex()); });
    on(a.copyCArray, [this] { copy(pane_.bytes()->asCArray()); });
    on(a.selectAll, [list] { list->selectAll(); });
    on(a.mark, [this] { markSelected(); });
    on(a.timeReference, [this] { model_.toggleTimeReference(pane_.currentFrame()); });
    on(a.nextFrame, [list] { list->step(1); });
    on(a.previousFrame, [list] { list->step(-1); });
    on(a.goTo, [this] { askFrameNumber(); });
    on(a.follow, [list](bool follow) { list->setFollowing(follow); });
    on(a.injectFrame, [this] { injectCurrent(); });
    connect(list, &FrameListView::followingChanged, a.follow, &QAction::setChecked);

    const QList<QAction*> needFrames = {a.copy,          a.copyHex, a.copyCArray, a.selectAll,    a.mark,
                                        a.timeReference, a.goTo,    a.nextFrame,  a.previousFrame};
    const auto update = [this, needFrames, inject = a.injectFrame] {
        for (QAction* action : needFrames)
            action->setEnabled(model_.count() > 0);
        inject->setEnabled(pane_.currentFrame() != 0);
    };
    connect(list, &FrameListView::currentChanged, this, update);
    connect(&model_, &FrameListModel::countChanged, this, update);
    connect(&model_, &FrameListModel::reset, this, update);
    update();
}

void FrameActions::markSelected() {
    capture_.toggleMarks(pane_.list()->selectedNumbers());
}

void FrameActions::askFrameNumber() {
    bool ok = false;
    const double number = QInputDialog::getDouble(pane_.window(), tr("Go to frame"), tr("Frame number"), 1, 1,
                                                  static_cast<double>(model_.total()), 0, &ok);
    if (ok)
        pane_.list()->setCurrentRow(model_.rowOf(static_cast<FrameNumber>(number)));
}

void FrameActions::injectCurrent() {
    const auto frame = model_.read(pane_.currentFrame());
    if (!frame)
        return;
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(frame->bytes.data()),
                                               static_cast<qsizetype>(frame->bytes.size()));
    emit injectAsked(QString::fromLatin1(bytes.toHex(' ')));
}

} // namespace tapscope
