#pragma once

#include "list_column.h"

#include <decode/registry.h>

#include <QDialog>

class QLineEdit;

namespace tapscope {

class CheckedLine;

/// Asks for a column: its title, and the field that it shows, which is completed and checked while it is typed. For one
/// of the built-in columns, only the title can be changed.
class ColumnDialog final : public QDialog {
    Q_OBJECT

public:
    ColumnDialog(const DecoderRegistry& registry, const ListColumn& column, const QString& usualTitle,
                 QWidget* parent = nullptr);

signals:
    void chosen(const tapscope::ListColumn& column);

private:
    [[nodiscard]] QString problem(const QString& field) const;

    const DecoderRegistry& registry_;
    ListColumn column_;
    CheckedLine* field_ = nullptr;
    QLineEdit* title_;
};

} // namespace tapscope
