#pragma once

#include <filter/field_filter.h>
#include <filter/filter_completion.h>

#include <QLineEdit>

#include <memory>

class QCompleter;
class QLabel;
class QStringListModel;

namespace tapscope {

class KeptFiltersButton;
class Profiles;
class Theme;

/// The line for a field filter, as one types: green when it can be applied, yellow when it perhaps means something
/// else, red when it cannot; the reason stands below it, and fields and values are completed. Enter applies it; an
/// empty line shows all frames. Its bookmark offers kept filters and the last ones.
class FilterBar final : public QLineEdit {
    Q_OBJECT

public:
    /// Filters are kept in the profile.
    FilterBar(const DecoderRegistry& registry, const Theme& theme, Profiles& profiles, QWidget* parent = nullptr);

    /// Another registry: checks what is typed and applies what was applied once more, or nothing if it means nothing
    /// any more.
    void setRegistry(const DecoderRegistry& registry);
    /// Applies a text as if it were typed.
    void apply(const QString& text);
    [[nodiscard]] QString problem() const { return problem_; }
    /// What is wrong with a text as a filter, or nothing.
    [[nodiscard]] QString problemOf(const QString& text) const;
    /// What is suspicious about a filter that can be applied.
    [[nodiscard]] QString warning() const { return warning_; }
    /// How far a filter has come: frames looked at, of those there are. Shown as a line at the bottom while it runs.
    void setProgress(quint64 examined, quint64 total);

signals:
    /// Null shows all frames.
    void applied(const std::shared_ptr<const tapscope::FieldFilter>& filter);
    void refused(const QString& problem);
    /// Escape while a filter runs.
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
    void complete(const QString& candidate);
    void say();

    const DecoderRegistry* registry_;
    const Theme& theme_;
    std::shared_ptr<const FieldFilter> filter_;
    QString problem_, warning_;
    QString applied_;
    KeptFiltersButton* kept_;
    QCompleter* completer_;
    QStringListModel* candidates_;
    FilterCompletion completion_;
    QLabel* message_ = nullptr; ///< below the line, over the window
    double progress_ = 1;
};

} // namespace tapscope
