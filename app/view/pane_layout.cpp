#include "pane_layout.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QSplitter>

#include <algorithm>

namespace tapscope {
namespace {

QString paneKey(const QString& name) {
    return QStringLiteral("panes/") + name;
}
QString splitterKey(qsizetype number) {
    return QStringLiteral("splitters/%1").arg(number);
}

} // namespace

PaneLayout::PaneLayout(QWidget& window, const std::vector<Pane>& panes)
    : QObject(&window), window_(window), menu_(new QMenu(tr("&Panes"), &window)),
      splitters_(window.findChildren<QSplitter*>()) {
    menu_->setToolTipsVisible(true);
    for (const QSplitter* each : splitters_)
        firstSizes_ << each->saveState();
    for (const Pane& each : panes)
        add(each);
}

void PaneLayout::add(const Pane& pane) {
    auto* action = menu_->addAction(pane.title);
    action->setObjectName(pane.name);
    action->setShortcut(QKeySequence(pane.keys));
    action->setCheckable(true);
    action->setChecked(true);
    const QString toolTip = tr("Show or hide this part of the window");
    action->setStatusTip(toolTip);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, action->shortcut().toString(QKeySequence::NativeText)));
    window_.addAction(action);
    connect(action, &QAction::toggled, this,
            [this, widget = pane.widget](bool isVisible) { setVisible(*widget, isVisible); });
}

void PaneLayout::setVisible(QWidget& pane, bool isVisible) {
    pane.setVisible(isVisible);
    // A splitter without visible panes takes no room.
    if (auto* around = qobject_cast<QSplitter*>(pane.parentWidget())) {
        bool isAnyShown = false;
        for (int i = 0; i < around->count(); ++i)
            isAnyShown = isAnyShown || !around->widget(i)->isHidden();
        around->setVisible(isAnyShown);
    }
}

void PaneLayout::restore() {
    const QSettings settings;
    for (QAction* each : menu_->actions())
        each->setChecked(settings.value(paneKey(each->objectName()), true).toBool());
    for (qsizetype i = 0; i < splitters_.size(); ++i)
        splitters_[i]->restoreState(settings.value(splitterKey(i)).toByteArray());
}

void PaneLayout::save() const {
    QSettings settings;
    for (const QAction* each : menu_->actions())
        settings.setValue(paneKey(each->objectName()), each->isChecked());
    for (qsizetype i = 0; i < splitters_.size(); ++i)
        settings.setValue(splitterKey(i), splitters_[i]->saveState());
}

void PaneLayout::reset() {
    for (QAction* each : menu_->actions())
        each->setChecked(true);
    for (qsizetype i = 0; i < splitters_.size(); ++i)
        splitters_[i]->restoreState(firstSizes_[i]);
}

void PaneLayout::show(const QString& name) {
    for (QAction* each : menu_->actions()) {
        if (each->objectName() == name)
            each->setChecked(true);
    }
}

} // namespace tapscope
