#include "filter_popup.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTreeView>

#include <algorithm>

namespace tapscope {
namespace {

enum CandidateColumn { CandidateText, CandidateDescription, CandidateColumnCount };
constexpr int mostVisible = 10;

} // namespace

FilterPopup::FilterPopup(QLineEdit& line, const Theme& theme)
    : QObject(&line), line_(line), theme_(theme), model_(new QStandardItemModel(0, CandidateColumnCount, this)),
      completer_(new QCompleter(this)) {
    auto* view = new QTreeView;
    view->setRootIsDecorated(false);
    view->setItemsExpandable(false);
    view->setHeaderHidden(true);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->header()->setStretchLastSection(true);
    completer_->setModel(model_);
    completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer_->setMaxVisibleItems(mostVisible);
    completer_->setWidget(&line);
    completer_->setPopup(view);
    view->setObjectName(QStringLiteral("completions"));
    view->setAccessibleName(tr("Completions"));
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterPopup::chosen);
}

void FilterPopup::offer(const std::vector<FilterCandidate>& candidates) {
    if (candidates.empty()) {
        hide();
        return;
    }
    model_->setRowCount(0);
    for (const FilterCandidate& each : candidates) {
        auto* text = new QStandardItem(QString::fromStdString(each.text)); // our own names, and what the user typed
        text->setFont(theme_.fixedFont());
        auto* description = new QStandardItem(plainText(each.description));
        description->setForeground(theme_.colours().muted);
        for (QStandardItem* item : {text, description})
            item->setEditable(false);
        model_->appendRow({text, description});
    }
    completer_->complete(line_.rect());
    fit();
    completer_->popup()->setCurrentIndex({}); // Return applies the typed text
}

/// QCompleter takes the height of a row for the whole list's, without borders, and the input's width.
void FilterPopup::fit() {
    auto* view = qobject_cast<QTreeView*>(completer_->popup());
    constexpr int gap = 16, least = 360;
    view->resizeColumnToContents(CandidateText);
    const int names = view->columnWidth(CandidateText) + gap;
    view->setColumnWidth(CandidateText, names);
    const int rows = std::min(model_->rowCount(), mostVisible);
    const int border = view->height() - view->viewport()->height();
    const bool scrolls = model_->rowCount() > rows;
    const int wanted = names + completer_->popup()->sizeHintForColumn(CandidateDescription) + 2 * gap +
                       (scrolls ? view->verticalScrollBar()->sizeHint().width() : 0);
    view->resize(std::clamp(wanted, least, std::max(least, line_.window()->width())),
                 rows * completer_->popup()->sizeHintForRow(0) + border);
}

void FilterPopup::hide() {
    completer_->popup()->hide();
}

bool FilterPopup::isVisible() const {
    return completer_->popup()->isVisible();
}

const QWidget& FilterPopup::widget() const {
    return *completer_->popup();
}

bool FilterPopup::hasSelection() const {
    return completer_->popup()->currentIndex().isValid();
}

QString FilterPopup::selectedOrFirst() const {
    const QModelIndex selected = completer_->popup()->currentIndex();
    return completer_->popup()
        ->model()
        ->index(selected.isValid() ? selected.row() : 0, CandidateText)
        .data()
        .toString();
}

} // namespace tapscope
