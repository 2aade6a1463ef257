#include "pane_focus.h"

#include <QApplication>
#include <QWidget>

namespace tapscope {

PaneFocus::PaneFocus(std::vector<QWidget*> panes, QObject* parent) : QObject(parent), panes_(std::move(panes)) {
    for (std::size_t i = 1; i < panes_.size(); ++i)
        QWidget::setTabOrder(panes_[i - 1], panes_[i]);
}

void PaneFocus::go(int by) {
    const auto count = static_cast<int>(panes_.size());
    int from = by > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        const QWidget* pane = panes_[static_cast<std::size_t>(i)];
        const QWidget* focus = QApplication::focusWidget();
        if (focus != nullptr && (pane == focus || pane->isAncestorOf(focus)))
            from = i;
    }
    for (int step = 1; step <= count; ++step) {
        QWidget* pane = panes_[static_cast<std::size_t>(((from + by * step) % count + count) % count)];
        if (pane->isVisible() && pane->isEnabled()) {
            pane->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace tapscope
