#include "go_actions.h"

#include "../detail/field_tree_model.h"
#include "../find/find_bar.h"
#include "../frames/frame_list_view.h"
#include "../main_window/actions.h"
#include "../main_window/frame_pane.h"

#include <filter/field_condition.h>

#include <QAction>
#include <QInputDialog>
#include <QTreeView>

#include <algorithm>

namespace tapscope {

GoActions::GoActions(const Actions& a, FramePane& pane, FrameListModel& model, FindBar& findBar, QObject* parent)
    : QObject(parent), pane_(pane), model_(model), findBar_(findBar) {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    FrameListView* list = pane_.list();
    on(a.nextFrame, [list] { list->step(1); });
    on(a.previousFrame, [list] { list->step(-1); });
    on(a.firstFrame, [list] { list->setCurrentRow(0); });
    on(a.lastFrame, [list] { list->goToEnd(); });
    on(a.nextInConversation, [this] { stepInConversation(SearchDirection::Forward); });
    on(a.previousInConversation, [this] { stepInConversation(SearchDirection::Backward); });
    on(a.nextMark, [this] { stepTo(model_.marked(), SearchDirection::Forward); });
    on(a.previousMark, [this] { stepTo(model_.marked(), SearchDirection::Backward); });
    on(a.nextReference, [this] { stepTo(model_.timeReferences(), SearchDirection::Forward); });
    on(a.previousReference, [this] { stepTo(model_.timeReferences(), SearchDirection::Backward); });
    on(a.back, [this] { goTo(visited_.back()); });
    on(a.forward, [this] { goTo(visited_.forward()); });
    on(a.goToLinked, [this] { followLink(); });
    on(a.goTo, [this] { askNumber(); });
    connect(pane_.fields(), &QTreeView::doubleClicked, this, &GoActions::followLink);
    connect(&findBar_, &FindBar::notFound, this, &GoActions::noted);

    const QList<QAction*> needFrames = {a.nextFrame, a.previousFrame, a.firstFrame, a.lastFrame, a.goTo};
    const QList<QAction*> needCurrent = {a.nextInConversation, a.previousInConversation, a.goToLinked};
    const auto update = [this, needFrames, needCurrent, back = a.back, forward = a.forward,
                         marks = QList<QAction*>{a.nextMark, a.previousMark},
                         references = QList<QAction*>{a.nextReference, a.previousReference, a.unsetReferences}] {
        for (QAction* action : needFrames)
            action->setEnabled(model_.count() > 0);
        for (QAction* action : needCurrent)
            action->setEnabled(pane_.currentFrame() != 0);
        for (QAction* action : marks)
            action->setEnabled(!model_.marked().empty());
        for (QAction* action : references)
            action->setEnabled(!model_.timeReferences().empty());
        back->setEnabled(visited_.canGoBack());
        forward->setEnabled(visited_.canGoForward());
    };
    connect(list, &FrameListView::currentChanged, this, [this, update](quint64 row) {
        visited_.visit(model_.number(row));
        update();
    });
    connect(&model_, &FrameListModel::countChanged, this, update);
    connect(&model_, &FrameListModel::rowsChanged, this, update); // marked rows and time references look different
    connect(&model_, &FrameListModel::reset, this, [this, update] {
        if (model_.total() == 0)
            visited_.forget();
        update();
    });
    update();
}

void GoActions::goTo(FrameNumber frame) {
    if (frame == 0)
        return;
    const quint64 row = model_.rowOf(frame);
    if (row < model_.count() && model_.number(row) == frame)
        pane_.list()->setCurrentRow(row);
    else
        emit noted(tr("Frame %L1 does not match the filter").arg(frame));
    pane_.list()->setFocus();
}

void GoActions::stepInConversation(SearchDirection direction) {
    const auto& frame = pane_.frame();
    const std::string condition = frame ? conversationCondition(frame->dissection()) : std::string();
    if (condition.empty())
        emit noted(tr("This frame has no addresses, so it does not belong to a conversation"));
    else
        findBar_.findFiltered(condition, direction,
                              direction == SearchDirection::Forward ? tr("This is the conversation's last frame")
                                                                    : tr("This is the conversation's first frame"));
}

void GoActions::stepTo(std::span<const FrameNumber> frames, SearchDirection direction) {
    if (frames.empty())
        return;
    const FrameNumber current = pane_.currentFrame();
    if (direction == SearchDirection::Forward) {
        const auto next = std::ranges::upper_bound(frames, current);
        goTo(next == frames.end() ? frames.front() : *next);
    } else {
        const auto next = std::ranges::lower_bound(frames, current);
        goTo(next == frames.begin() ? frames.back() : *std::prev(next));
    }
}

void GoActions::followLink() {
    const auto* fields = qobject_cast<const FieldTreeModel*>(pane_.fields()->model());
    const FrameNumber frame = fields->linkedFrame(pane_.fields()->currentIndex());
    if (frame != 0)
        goTo(frame);
}

void GoActions::askNumber() {
    auto* question = new QInputDialog(pane_.window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Go to frame"));
    question->setLabelText(tr("Frame number, 1 to %L1").arg(model_.total()));
    question->setInputMode(QInputDialog::TextInput);
    question->setTextValue(QString::number(pane_.currentFrame()));
    connect(question, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        bool isNumber = false;
        const quint64 number = QLocale().toULongLong(text.trimmed(), &isNumber);
        if (isNumber && number >= 1 && number <= model_.total())
            goTo(number);
        else
            emit noted(tr("%1 is not a frame number from 1 to %L2").arg(text).arg(model_.total()));
    });
    question->open();
}

} // namespace tapscope
