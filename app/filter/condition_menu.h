#pragma once

#include <filter/field_condition.h>

#include <QMenu>

namespace tapscope {

/// The menu "Apply as filter" or "Prepare as filter": selected, not selected, and, or, and not, or not.
class ConditionMenu final : public QMenu {
    Q_OBJECT

public:
    explicit ConditionMenu(const QString& title, QWidget* parent = nullptr);

signals:
    void chosen(tapscope::ConditionJoin join);
};

} // namespace tapscope
