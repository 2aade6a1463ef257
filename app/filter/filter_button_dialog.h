#pragma once

#include "filter_buttons.h"

#include <QDialog>

#include <functional>

class QLineEdit;

namespace tapscope {

class CheckedLine;

/// Asks for the label, the filter and the comment of a filter button, and checks them while they are typed.
class FilterButtonDialog final : public QDialog {
    Q_OBJECT

public:
    /// `problem` returns the problem with a filter; empty if it is valid.
    FilterButtonDialog(const FilterButton& button, std::function<QString(const QString&)> problem,
                       QWidget* parent = nullptr);

signals:
    void chosen(const tapscope::FilterButton& button);

private:
    CheckedLine *label_, *filter_;
    QLineEdit* comment_;
};

} // namespace tapscope
