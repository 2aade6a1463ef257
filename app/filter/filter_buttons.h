#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QAction;
class QSettings;
class QToolBar;

namespace tapscope {

class FilterBar;
class Profiles;
class Theme;

/// A filter that is applied by clicking its button.
struct FilterButton {
    QString label;
    QString filter;
    QString comment = {};

    [[nodiscard]] bool operator==(const FilterButton& other) const = default;
};

[[nodiscard]] std::vector<FilterButton> storedFilterButtons(QSettings& settings);
void storeFilterButtons(QSettings& settings, const std::vector<FilterButton>& buttons);

/// Filter buttons after the filter bar, and a "+" that makes a button from the current filter. A button's menu edits,
/// moves and removes it. If the tool bar has no room, the buttons are behind its extension arrow. Stored in the
/// profile. GUI thread.
class FilterButtons final : public QObject {
    Q_OBJECT

public:
    FilterButtons(QToolBar& bar, FilterBar& line, Profiles& profiles, const Theme& theme, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<FilterButton>& buttons() const noexcept { return buttons_; }

private:
    void loadButtons();
    void store(std::vector<FilterButton> buttons);
    void showButtons();
    void showMenu(std::size_t place, const QPoint& at);
    /// Asks for the label and the filter.
    void edit(std::size_t place, const FilterButton& button);
    [[nodiscard]] QString problem(const QString& filter) const;

    QToolBar& bar_;
    FilterBar& line_;
    Profiles& profiles_;
    QAction* addition_;
    std::vector<FilterButton> buttons_;
    std::vector<QAction*> shown_;
};

} // namespace tapscope
