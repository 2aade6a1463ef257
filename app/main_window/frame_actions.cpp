#include "frame_actions.h"

#include "../bytes/hex_view.h"
#include "../files/save_bytes.h"
#include "../frames/frame_list_view.h"
#include "../session/current_capture.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "actions.h"
#include "frame_pane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>

#include <algorithm>

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
    on(a.copy, [this] { pane_.collectText(copy); });
    on(a.copyValue, [this] { copy(pane_.currentValue()); });
    on(a.copyName, [this] { copy(pane_.currentFieldName()); });
    on(a.copyDescription, [this] { copy(pane_.currentLine()); });
    on(a.copyHex, [this] { copy(pane_.bytes()->asHex()); });
    on(a.copyDump, [this] { copy(pane_.bytes()->asDump()); });
    on(a.copyText, [this] { copy(pane_.bytes()->asText()); });
    on(a.copyCArray, [this] { copy(pane_.bytes()->asCArray()); });
    on(a.selectAll, [list] { list->selectAll(); });
    on(a.mark, [this] { markSelected(); });
    on(a.timeReference, [this] { model_.toggleTimeReference(pane_.currentFrame()); });
    on(a.unsetReferences, [this] { model_.unsetTimeReferences(); });
    on(a.markDisplayed, [this] { markDisplayed(); });
    on(a.unmarkAll, [this] { capture_.setMarks({}); });
    on(a.exportBytes, [this] { exportBytes(); });
    on(a.follow, [list](bool follow) { list->setFollowing(follow); });
    on(a.injectFrame, [this] { injectCurrent(); });
    connect(list, &FrameListView::followingChanged, a.follow, &QAction::setChecked);

    const QList<QAction*> needFrames = {
        a.copy,          a.copyValue,       a.copyName,    a.copyFilter,     a.copyHex,       a.copyDump,
        a.copyText,      a.copyCArray,      a.selectAll,   a.mark,           a.markDisplayed, a.unmarkAll,
        a.timeReference, a.unsetReferences, a.exportBytes, a.copyDescription};
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

void FrameActions::markDisplayed() {
    MarkedFrames marks = model_.marked();
    const auto before = static_cast<std::ptrdiff_t>(marks.size());
    const auto displayed = model_.displayed();
    marks.insert(marks.end(), displayed.begin(), displayed.end());
    std::ranges::inplace_merge(marks, marks.begin() + before);
    const auto twice = std::ranges::unique(marks);
    marks.erase(twice.begin(), twice.end());
    capture_.setMarks(std::move(marks));
}

void FrameActions::exportBytes() {
    askToSave(pane_.window(),
              {.title = tr("Export bytes"),
               .suggestedName = QStringLiteral("frame-%1.bin").arg(pane_.currentFrame()),
               .bytes = [bytes = pane_.bytes()->chosen()] { return bytes; }},
              [this](const Result<SavedBytes>& saved) {
                  if (saved)
                      emit told(tr("Wrote %L1 byte(s) to %2", nullptr, pluralOf(static_cast<quint64>(saved->size)))
                                    .arg(saved->size)
                                    .arg(saved->shownPath));
                  else
                      emit failed(plainText(saved.error().text()));
              });
}

void FrameActions::injectCurrent() {
    const auto& frame = pane_.frame();
    if (!frame)
        return;
    const Bytes bytes = frame->dissection().buffers().front().bytes;
    const auto view =
        QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    emit injectAsked(QString::fromLatin1(view.toHex(' ')));
}

} // namespace tapscope
