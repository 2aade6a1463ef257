#include "log_pane.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int longest = 1000;

}

LogPane::LogPane(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme), lines_(new QTreeWidget) {
    lines_->setObjectName(QStringLiteral("log"));
    lines_->setAccessibleName(tr("Log"));
    lines_->setRootIsDecorated(false);
    lines_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    lines_->setHeaderLabels({tr("Time"), tr("Kind"), tr("Message")});
    lines_->header()->resizeSection(0, 160);
    lines_->header()->resizeSection(1, 70);
    auto* copy = new QAction(tr("Copy"), lines_);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    lines_->addAction(copy);
    lines_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, [this] {
        QStringList texts;
        for (const auto* item : lines_->selectedItems())
            texts << QStringList{item->text(0), item->text(1), item->text(2)}.join(QLatin1Char('\t'));
        QApplication::clipboard()->setText(texts.join(QLatin1Char('\n')));
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(lines_);
}

void LogPane::add(Severity severity, const QString& text) {
    auto* item =
        new QTreeWidgetItem(lines_, {QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")),
                                     severity == Severity::Error ? tr("error") : tr("note"), plainText(text)});
    item->setToolTip(2, item->text(2));
    if (severity == Severity::Error)
        item->setForeground(1, theme_.colours().error);
    if (lines_->topLevelItemCount() > longest)
        delete lines_->takeTopLevelItem(0);
    lines_->scrollToItem(item);
}

} // namespace tapscope
