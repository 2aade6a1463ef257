#include "form_grid.h"

#include <QLabel>

namespace tapscope {

void FormGrid::addRow(const QString& title, QWidget* field) {
    auto* label = new QLabel(title);
    label->setBuddy(field);
    addRow(label, field);
}

void FormGrid::addRow(QLabel* title, QWidget* field) {
    const int row = rowCount();
    addWidget(title, row, 0);
    addWidget(field, row, 1);
    titles_.insert(field, title);
    setColumnStretch(1, 1);
}

void FormGrid::addRow(const QString& title, QLayout* fields) {
    const int row = rowCount();
    addWidget(new QLabel(title), row, 0);
    addLayout(fields, row, 1);
    setColumnStretch(1, 1);
}

void FormGrid::addRow(QWidget* field) {
    addWidget(field, rowCount(), 0, 1, 2);
}

void FormGrid::setRowVisible(QWidget* field, bool isVisible) {
    field->setVisible(isVisible);
    if (QLabel* title = titles_.value(field))
        title->setVisible(isVisible);
}

bool FormGrid::isRowVisible(const QWidget* field) const {
    return !field->isHidden();
}

} // namespace tapscope
