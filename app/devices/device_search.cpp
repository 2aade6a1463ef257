#include "device_search.h"

#include "../theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array<const char*, DeviceOrder::keys> keyTitles = {
    QT_TRANSLATE_NOOP("tapscope::DeviceSearch", "Sort by &name"),
    QT_TRANSLATE_NOOP("tapscope::DeviceSearch", "Sort by &kind"),
    QT_TRANSLATE_NOOP("tapscope::DeviceSearch", "Sort by &rate"),
    QT_TRANSLATE_NOOP("tapscope::DeviceSearch", "Sort by &state"),
};

QString orderKey() {
    return QStringLiteral("deviceOrder");
}
QString compactKey() {
    return QStringLiteral("compactDevices");
}

} // namespace

DeviceSearch::DeviceSearch(const Theme& theme, QWidget* parent) : QWidget(parent), line_(new QLineEdit) {
    key_ =
        static_cast<DeviceOrder::Key>(std::clamp(QSettings().value(orderKey(), 0).toInt(), 0, DeviceOrder::keys - 1));
    isCompact_ = QSettings().value(compactKey(), false).toBool();
    line_->setObjectName(QStringLiteral("deviceSearch"));
    line_->setAccessibleName(tr("Search the devices"));
    line_->setPlaceholderText(tr("Search (Ctrl+L)"));
    line_->setToolTip(tr("Name, alias, address, kind or program; several words must all occur"));
    line_->setClearButtonEnabled(true);
    line_->installEventFilter(this);

    auto* menu = new QMenu(this);
    auto* order = new QActionGroup(this);
    for (int i = 0; i < DeviceOrder::keys; ++i) {
        QAction* action = menu->addAction(tr(keyTitles[static_cast<std::size_t>(i)]));
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(key_));
        order->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] {
            key_ = static_cast<DeviceOrder::Key>(i);
            QSettings().setValue(orderKey(), i);
            emit keyChanged();
        });
    }
    menu->addSeparator();
    QAction* compact = menu->addAction(tr("&Compact rows"));
    compact->setObjectName(QStringLiteral("compactDevices"));
    compact->setCheckable(true);
    compact->setChecked(isCompact_);
    connect(compact, &QAction::toggled, this, [this](bool isCompact) {
        isCompact_ = isCompact;
        QSettings().setValue(compactKey(), isCompact);
        emit heightChanged();
    });
    auto* sorting = new QToolButton;
    sorting->setObjectName(QStringLiteral("deviceSorting"));
    theme.keepIcon(sorting, QStringLiteral("arrow-down-up"), &Colours::ink,
                   [sorting](const QIcon& icon) { sorting->setIcon(icon); });
    sorting->setToolTip(tr("Order and height of the rows"));
    sorting->setAccessibleName(tr("Order and height of the rows"));
    sorting->setMenu(menu);
    sorting->setPopupMode(QToolButton::InstantPopup);
    sorting->setFocusPolicy(Qt::TabFocus);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 8, 6);
    layout->addWidget(line_, 1);
    layout->addWidget(sorting);
    connect(line_, &QLineEdit::textChanged, this, &DeviceSearch::searched);
}

void DeviceSearch::begin() {
    line_->setFocus(Qt::ShortcutFocusReason);
    line_->selectAll();
}

void DeviceSearch::clear() {
    line_->clear();
}

bool DeviceSearch::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        clear();
        [[fallthrough]];
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        emit listAsked();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace tapscope
