#pragma once

#include <QGridLayout>
#include <QHash>

class QLabel;

namespace tapscope {

/// Rows of a title and a field, each of which can be hidden. QFormLayout writes beyond its memory when it lays out a
/// hidden row beside fields whose text wraps (Qt 6.4), so it is not used for such forms. GUI thread.
class FormGrid final : public QGridLayout {
    Q_OBJECT

public:
    using QGridLayout::QGridLayout;

    /// The letter after "&" in the title moves the focus to the field.
    void addRow(const QString& title, QWidget* field);
    void addRow(QLabel* title, QWidget* field);
    void addRow(const QString& title, QLayout* fields);
    /// Adds a row without a title.
    void addRow(QWidget* field);

    void setRowVisible(QWidget* field, bool isVisible);
    [[nodiscard]] bool isRowVisible(const QWidget* field) const;

private:
    QHash<const QWidget*, QLabel*> titles_;
};

} // namespace tapscope
