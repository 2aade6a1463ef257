#pragma once

#include "kept_filters.h"

class QAction;
class QLineEdit;
class QMenu;

namespace tapscope {

class Theme;

/// A button at the left end of a filter input: its menu offers the bookmarks and recent filters, and bookmarks the
/// current filter. Owned by the input.
class KeptFiltersButton final : public QObject {
    Q_OBJECT

public:
    KeptFiltersButton(QLineEdit& line, const QString& kind, const Theme& theme, Profiles* profiles = nullptr);

    [[nodiscard]] KeptFilters& filters() noexcept { return filters_; }
    /// Whether the current filter can be bookmarked: it is valid.
    void setKeepable(bool keepable) noexcept { isKeepable_ = keepable; }

signals:
    /// The user chose a filter from the menu.
    void chosen(const QString& filter);

private:
    void fill();
    void keep();

    QLineEdit& line_;
    const Theme& theme_;
    KeptFilters filters_;
    QAction* action_;
    QMenu* menu_;
    bool isKeepable_ = true;
};

} // namespace tapscope
