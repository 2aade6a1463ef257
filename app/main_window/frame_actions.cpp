#include "frame_actions.h"

#include "../bytes/hex_view.h"
#include "../files/save_bytes.h"
#include "../frames/frame_list_view.h"
#include "../session/current_capture.h"
#include "../text/plain_text.h"
#include "actions.h"
#include "frame_pane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>

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
    const auto copyRows = [this](RowsText::Kind kind) { pane_.list()->collectSelection(copy, kind); };
    on(a.copyCsv, [copyRows] { copyRows(RowsText::Kind::Csv); });
    on(a.copyYaml, [copyRows] { copyRows(RowsText::Kind::Yaml); });
    connect(list, &FrameListView::copiedPartly, this, [this](quint64 copied, quint64 left) {
        emit told(tr("Only the first %L1 of %L2 selected frames were copied").arg(copied).arg(copied + left));
    });
    on(a.copyValue, [this] { copy(pane_.currentValue()); });
    on(a.copyName, [this] { copy(pane_.currentFieldName()); });
    on(a.copyDescription, [this] { copy(pane_.currentLine()); });
    on(a.copyHex, [this] { copy(pane_.bytes()->asHex()); });
    on(a.copyDump, [this] { copy(pane_.bytes()->asDump()); });
    on(a.copyText, [this] { copy(pane_.bytes()->asText()); });
    on(a.copyEscaped, [this] { copy(pane_.bytes()->asEscaped()); });
    on(a.copyCArray, [this] { copy(pane_.bytes()->asCArray()); });
    on(a.selectAll, [list] { list->selectAll(); });
    on(a.mark, [this] { markSelected(); });
    on(a.timeReference, [this] { model_.toggleTimeReference(pane_.currentFrame()); });
    on(a.unsetReferences, [this] { model_.unsetTimeReferences(); });
    on(a.markDisplayed, [this] { markDisplayed(); });
    on(a.unmarkAll, [this] { capture_.setMarks({}); });
    on(a.ignore, [this] { capture_.toggleIgnored(pane_.list()->selectedNumbers()); });
    on(a.ignoreDisplayed, [this] { ignoreDisplayed(); });
    on(a.unignoreAll, [this] { capture_.setIgnored({}); });
    on(a.exportBytes, [this] { exportBytes(); });
    on(a.follow, [list](bool follow) { list->setFollowing(follow); });
    on(a.injectFrame, [this] { injectCurrent(); });
    connect(list, &FrameListView::followingChanged, a.follow, &QAction::setChecked);

    const QList<QAction*> needFrames = {
        a.copy,     a.copyCsv,         a.copyYaml,      a.copyValue,   a.copyName,       a.copyFilter, a.copyHex,
        a.copyDump, a.copyText,        a.copyEscaped,   a.copyCArray,  a.selectAll,      a.mark,       a.markDisplayed,
        a.ignore,   a.ignoreDisplayed, a.timeReference, a.exportBytes, a.copyDescription};
    const auto update = [this, needFrames, inject = a.injectFrame, unmark = a.unmarkAll, unignore = a.unignoreAll] {
        for (QAction* action : needFrames)
            action->setEnabled(model_.count() > 0);
        inject->setEnabled(pane_.currentFrame() != 0);
        const auto hasAny = [](const auto& frames) { return frames && !frames->empty(); };
        unmark->setEnabled(hasAny(capture_.shown().marked));
        unignore->setEnabled(hasAny(capture_.shown().ignored));
    };
    connect(&capture_, &CurrentCapture::changed, this, update);
    connect(list, &FrameListView::currentChanged, this, update);
    connect(&model_, &FrameListModel::countChanged, this, update);
    connect(&model_, &FrameListModel::reset, this, update);
    update();
}

void FrameActions::markSelected() {
    capture_.toggleMarks(pane_.list()->selectedNumbers());
}

void FrameActions::markDisplayed() {
    capture_.setMarks(joined(capture_.shown().marked.get(), model_.displayed()));
}

void FrameActions::ignoreDisplayed() {
    capture_.setIgnored(joined(capture_.shown().ignored.get(), model_.displayed()));
}

void FrameActions::exportBytes() {
    askToSave(pane_.window(),
              {.title = tr("Export bytes"),
               .suggestedName = QStringLiteral("frame-%1.bin").arg(pane_.currentFrame()),
               .bytes = [bytes = pane_.bytes()->chosen()](const auto&) { return bytes; }},
              [this](const Result<SavedBytes>& saved) {
                  if (saved)
                      emit told(saved->text());
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
