#pragma once

#include <filter/field_filter.h>

#include <QLineEdit>

#include <memory>

namespace tapscope {

class Theme;

/// The line for a field filter: green when it can be applied, red with the reason when not, as one types. Enter applies
/// it; an empty line shows all frames.
class FilterBar final : public QLineEdit {
    Q_OBJECT

public:
    FilterBar(const DecoderRegistry& registry, const Theme& theme, QWidget* parent = nullptr);

    /// Applies a text as if it were typed.
    void apply(const QString& text);
    [[nodiscard]] QString problem() const { return problem_; }

signals:
    /// Null shows all frames.
    void applied(const std::shared_ptr<const tapscope::FieldFilter>& filter);
    void refused(const QString& problem);

private:
    void check(const QString& text);
    void commit();

    const DecoderRegistry& registry_;
    const Theme& theme_;
    std::shared_ptr<const FieldFilter> filter_;
    QString problem_;
};

} // namespace tapscope
