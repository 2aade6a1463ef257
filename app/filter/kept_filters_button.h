#pragma once

#include "kept_filters.h"

class QAction;
class QLineEdit;
class QMenu;

namespace tapscope {

class Theme;

/// A bookmark at the left end of a filter's line: its menu offers the bookmarks and the last filters, and keeps the
/// filter that stands there under a name. Owned by the line.
class KeptFiltersButton final : public QObject {
    Q_OBJECT

public:
    KeptFiltersButton(QLineEdit& line, const QString& kind, const Theme& theme, Profiles* profiles = nullptr);

    [[nodiscard]] KeptFilters& filters() noexcept { return filters_; }
    /// Whether what stands in the line can be kept: it is valid.
    void setKeepable(bool keepable) noexcept { isKeepable_ = keepable; }

signals:
    /// The user took one from the menu.
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
