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

/// A filter that a click on its button applies.
struct FilterButton {
    QString label;
    QString filter;
    QString comment = {};

    [[nodiscard]] bool operator==(const FilterButton& other) const = default;
};

[[nodiscard]] std::vector<FilterButton> storedFilterButtons(QSettings& settings);
void storeFilterButtons(QSettings& settings, const std::vector<FilterButton>& buttons);

/// Buttons behind the filter's line, and a "+" that makes another of the filter that stands there. Each is edited,
/// moved and removed by its menu. Where the tool bar has no room for them, it offers them behind its arrow. Kept in the
/// profile. GUI's thread.
class FilterButtons final : public QObject {
    Q_OBJECT

public:
    FilterButtons(QToolBar& bar, FilterBar& line, Profiles& profiles, const Theme& theme, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<FilterButton>& buttons() const noexcept { return buttons_; }

private:
    void takeStored();
    void store(std::vector<FilterButton> buttons);
    void showButtons();
    void showMenu(std::size_t place, const QPoint& at);
    /// Asks for a label, and for the filter too.
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
