#include "filter_buttons.h"

#include "../profiles/profiles.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "filter_bar.h"
#include "filter_button_dialog.h"

#include <QAction>
#include <QMenu>
#include <QSettings>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

const auto settingsKey = QStringLiteral("filterButtons");
constexpr int mostButtons = 100;

QString shortened(const QString& label) {
    constexpr int longest = 24;
    return label.size() <= longest ? label : label.left(longest - 1) + QStringLiteral("…");
}

} // namespace

std::vector<FilterButton> storedFilterButtons(QSettings& settings) {
    std::vector<FilterButton> buttons;
    const int count = std::min(settings.beginReadArray(settingsKey), mostButtons);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        buttons.push_back({.label = settings.value(QStringLiteral("label")).toString(),
                           .filter = settings.value(QStringLiteral("filter")).toString(),
                           .comment = settings.value(QStringLiteral("comment")).toString()});
    }
    settings.endArray();
    return buttons;
}

void storeFilterButtons(QSettings& settings, const std::vector<FilterButton>& buttons) {
    settings.remove(settingsKey);
    settings.beginWriteArray(settingsKey, static_cast<int>(buttons.size()));
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(QStringLiteral("label"), buttons[i].label);
        settings.setValue(QStringLiteral("filter"), buttons[i].filter);
        settings.setValue(QStringLiteral("comment"), buttons[i].comment);
    }
    settings.endArray();
}

FilterButtons::FilterButtons(QToolBar& bar, FilterBar& line, Profiles& profiles, const Theme& theme, QObject* parent)
    : QObject(parent), bar_(bar), line_(line), profiles_(profiles),
      addition_(bar.addAction(tr("Add a filter button"))) {
    addition_->setObjectName(QStringLiteral("addFilterButton"));
    addition_->setToolTip(tr("Make a button from this filter"));
    theme.keepIcon(this, QStringLiteral("plus"), &Colours::ink,
                   [this](const QIcon& icon) { addition_->setIcon(icon); });
    connect(addition_, &QAction::triggered, this,
            [this] { edit(buttons_.size(), {.label = {}, .filter = line_.text().trimmed()}); });
    const auto update = [this] {
        addition_->setEnabled(!line_.text().trimmed().isEmpty() && line_.problem().isEmpty() &&
                              buttons_.size() < mostButtons);
    };
    connect(&line_, &QLineEdit::textChanged, this, update); // the filter bar, connected earlier, has checked it
    connect(&profiles_, &Profiles::changed, this, &FilterButtons::loadButtons);
    loadButtons();
    update();
}

void FilterButtons::loadButtons() {
    buttons_ = storedFilterButtons(profiles_.settings());
    showButtons();
}

void FilterButtons::store(std::vector<FilterButton> buttons) {
    buttons_ = std::move(buttons);
    storeFilterButtons(profiles_.settings(), buttons_);
    showButtons();
}

void FilterButtons::showButtons() {
    for (QAction* each : std::exchange(shown_, {})) {
        bar_.removeAction(each);
        each->deleteLater(); // it may be the button whose menu is open
    }
    for (std::size_t place = 0; place < buttons_.size(); ++place) {
        const FilterButton& button = buttons_[place];
        auto* action = bar_.addAction(plainMenuText(shortened(button.label)));
        action->setObjectName(QStringLiteral("filterButton"));
        const QString comment = button.comment.isEmpty() ? QString() : QStringLiteral("\n") + plainText(button.comment);
        action->setToolTip(plainText(button.filter) + comment);
        connect(action, &QAction::triggered, this, [this, filter = button.filter] { line_.apply(filter); });
        QWidget* const widget = bar_.widgetForAction(action);
        widget->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(widget, &QWidget::customContextMenuRequested, this,
                [this, place, widget](const QPoint& at) { showMenu(place, widget->mapToGlobal(at)); });
        shown_.push_back(action);
    }
}

void FilterButtons::showMenu(std::size_t place, const QPoint& at) {
    auto* menu = new QMenu(&bar_);
    menu->setObjectName(QStringLiteral("filterButtonMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto moved = [this, place](std::size_t to) {
        auto buttons = buttons_;
        std::swap(buttons[place], buttons[to]);
        store(std::move(buttons));
    };
    menu->addAction(tr("&Edit…"), this, [this, place] { edit(place, buttons_[place]); });
    menu->addAction(tr("Move &left"), this, [moved, place] { moved(place - 1); })->setEnabled(place > 0);
    menu->addAction(tr("Move &right"), this, [moved, place] { moved(place + 1); })
        ->setEnabled(place + 1 < buttons_.size());
    menu->addSeparator();
    menu->addAction(tr("Re&move"), this, [this, place] {
        auto buttons = buttons_;
        buttons.erase(buttons.begin() + static_cast<std::ptrdiff_t>(place));
        store(std::move(buttons));
    });
    menu->popup(at);
}

void FilterButtons::edit(std::size_t place, const FilterButton& button) {
    auto* dialog =
        new FilterButtonDialog(button, [this](const QString& filter) { return problem(filter); }, bar_.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FilterButtonDialog::chosen, this, [this, place](const FilterButton& chosen) {
        auto buttons = buttons_;
        if (place < buttons.size())
            buttons[place] = chosen;
        else
            buttons.push_back(chosen);
        store(std::move(buttons));
    });
    dialog->open();
}

QString FilterButtons::problem(const QString& filter) const {
    return filter.trimmed().isEmpty() ? tr("A button needs a filter") : line_.problemOf(filter);
}

} // namespace tapscope
