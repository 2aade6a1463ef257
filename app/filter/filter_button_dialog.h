#pragma once

#include "filter_buttons.h"

#include <QDialog>

#include <functional>

class QLineEdit;

namespace tapscope {

class CheckedLine;

/// Asks for the label, the filter and the comment of a filter button; checked as one types.
class FilterButtonDialog final : public QDialog {
    Q_OBJECT

public:
    /// `problem` returns what is wrong with a filter, or nothing.
    FilterButtonDialog(const FilterButton& button, std::function<QString(const QString&)> problem,
                       QWidget* parent = nullptr);

signals:
    void chosen(const tapscope::FilterButton& button);

private:
    CheckedLine *label_, *filter_;
    QLineEdit* comment_;
};

} // namespace tapscope
