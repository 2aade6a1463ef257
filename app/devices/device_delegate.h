#pragma once

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace tapscope {

class Theme;

/// Paints a device's row: icon, name, description, a graph of the rate, and the on/off switch. Clicking the switch
/// requests a change; the switch always shows the state in the system. A compact row is one line, except the
/// expanded one.
class DeviceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit DeviceDelegate(const Theme& theme, QObject* parent = nullptr);

    void setCompact(bool isCompact) { isCompact_ = isCompact; }
    [[nodiscard]] bool isCompact() const noexcept { return isCompact_; }
    /// Shows this row in full, even if rows are compact. The list has to lay out its rows after this: between the two,
    /// it would look for rows where they are not.
    void setExpanded(const QModelIndex& row) { expanded_ = row; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The position of the switch in a row.
    [[nodiscard]] static QRect switchRect(const QRect& row);

signals:
    void switchClicked(const QString& device);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    [[nodiscard]] static QFont smallFont(const QFont& font);

    [[nodiscard]] bool isOneLine(const QModelIndex& index) const { return isCompact_ && index != expanded_; }
    /// The part of a row with its name and switch, which stay where they are when the row is expanded.
    [[nodiscard]] QRect mainPart(const QStyleOptionViewItem& option) const;

    const Theme& theme_;
    QPersistentModelIndex expanded_;
    bool isCompact_ = false;
};

} // namespace tapscope
