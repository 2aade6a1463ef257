#include "kept_filters_button.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>

namespace tapscope {

KeptFiltersButton::KeptFiltersButton(QLineEdit& line, const QString& kind, const Theme& theme, Profiles* profiles)
    : QObject(&line), line_(line), theme_(theme), filters_(kind, profiles),
      action_(line.addAction(theme.icon(QStringLiteral("bookmark")), QLineEdit::LeadingPosition)),
      menu_(new QMenu(&line)) {
    action_->setToolTip(tr("Bookmarks and recent filters"));
    action_->setText(tr("Bookmarks"));
    menu_->setObjectName(kind + QStringLiteral("Menu"));
    connect(menu_, &QMenu::aboutToShow, this, &KeptFiltersButton::fill);
    connect(action_, &QAction::triggered, this,
            [this] { menu_->popup(line_.mapToGlobal(QPoint(0, line_.height() + 2))); });
    connect(&theme, &Theme::changed, this, [this] { action_->setIcon(theme_.icon(QStringLiteral("bookmark"))); });
}

void KeptFiltersButton::fill() {
    menu_->clear();
    const QString text = line_.text().trimmed();
    const auto offer = [this](const QString& title, const QString& filter) {
        auto* action = menu_->addAction(plainMenuText(title));
        action->setToolTip(plainText(filter));
        connect(action, &QAction::triggered, this, [this, filter] { emit chosen(filter); });
    };
    auto* keepAction = menu_->addAction(tr("Bookmark this filter…"), this, &KeptFiltersButton::keep);
    keepAction->setEnabled(!text.isEmpty() && isKeepable_);
    const auto bookmarks = filters_.bookmarks();
    auto* removal = menu_->addMenu(tr("Remove bookmark"));
    removal->setEnabled(!bookmarks.empty());
    for (const auto& each : bookmarks)
        removal->addAction(plainMenuText(each.name), this, [this, name = each.name] { filters_.remove(name); });
    if (!bookmarks.empty())
        menu_->addSection(tr("Bookmarks"));
    constexpr int longest = 60;
    const auto shortened = [](const QString& filter) {
        return filter.size() <= longest ? filter : filter.left(longest - 1) + QStringLiteral("…");
    };
    for (const auto& each : bookmarks)
        offer(tr("%1:  %2").arg(each.name, shortened(each.filter)), each.filter);
    const QStringList recent = filters_.recent();
    if (recent.isEmpty())
        return;
    menu_->addSection(tr("Recently used"));
    for (const auto& each : recent)
        offer(shortened(each), each);
    menu_->addSeparator();
    menu_->addAction(tr("Clear recently used filters"), &filters_, &KeptFilters::forgetRecent);
}

void KeptFiltersButton::keep() {
    const QString filter = line_.text().trimmed();
    bool accepted = false;
    const QString name =
        QInputDialog::getText(&line_, tr("Bookmark filter"), tr("Name for \"%1\":").arg(plainText(filter)),
                              QLineEdit::Normal, {}, &accepted)
            .trimmed();
    if (accepted && !name.isEmpty())
        filters_.keep(name, filter);
}

} // namespace tapscope
