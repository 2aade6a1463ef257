#pragma once

#include <filter/field_filter.h>
#include <filter/filter_completion.h>

#include <QLineEdit>

#include <memory>

namespace tapscope {

class FilterMessage;
class FilterPopup;
class KeptFiltersButton;
class Profiles;
class Theme;

/// The input for a field filter. While typing, its border is green if the filter is valid, yellow if it may not mean
/// what it says, and red if it is not valid, with the reason below; fields and values are completed. Enter or the
/// button at its end applies it, and the applied filter is shown on a tinted background; an empty filter shows all
/// frames. Its bookmark button offers bookmarked and recent filters, and the Down key does so in the empty input.
class FilterBar final : public QLineEdit {
    Q_OBJECT

public:
    /// Filters are kept in the profile.
    FilterBar(const DecoderRegistry& registry, const Theme& theme, Profiles& profiles, QWidget* parent = nullptr);

    /// Changes the registry: checks the typed text and compiles the applied filter again, or removes it if it is no
    /// longer valid.
    void setRegistry(const DecoderRegistry& registry);
    /// Applies a text as if the user had typed it.
    void apply(const QString& text);
    [[nodiscard]] QString problem() const { return problem_; }
    /// The problem with a filter text; empty if it is valid.
    [[nodiscard]] QString problemOf(const QString& text) const;
    /// A warning about a valid filter; empty if there is none.
    [[nodiscard]] QString warning() const { return warning_; }
    /// The progress of a filter: frames examined, of all frames. Shown as a line at the bottom while the filter runs.
    void setProgress(quint64 examined, quint64 total);

signals:
    /// Null shows all frames.
    void applied(const std::shared_ptr<const tapscope::FieldFilter>& filter);
    void refused(const QString& problem);
    /// The user pressed Escape while a filter runs.
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void check(const QString& text);
    void commit();
    void offerCompletions();
    void offerRecent();
    void complete(const QString& candidate);
    [[nodiscard]] bool isApplied() const;
    void showState();

    const DecoderRegistry* registry_;
    const Theme& theme_;
    std::shared_ptr<const FieldFilter> filter_;
    QString problem_, warning_;
    QString applied_;
    KeptFiltersButton* kept_;
    QAction* apply_;
    FilterPopup* popup_;
    FilterMessage* message_;
    FilterCompletion completion_;
    bool offersFilters_ = false; ///< the popup offers whole filters and not words
    double progress_ = 1;
};

} // namespace tapscope
