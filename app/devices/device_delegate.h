#pragma once

#include <QStyledItemDelegate>

namespace tapscope {

class Theme;

/// Paints a device's row: icon, name, description, a graph of the rate, and the on/off switch. Clicking the switch
/// requests a change; the switch always shows the state in the system. A compact row is one line, except the current
/// one.
class DeviceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit DeviceDelegate(const Theme& theme, QObject* parent = nullptr);

    void setCompact(bool isCompact) { isCompact_ = isCompact; }
    /// Another row is the current one.
    void moveCurrent(const QModelIndex& from, const QModelIndex& to);

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

    [[nodiscard]] bool isOneLine(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// The part of a row with its name and switch, which stay where they are when the row becomes the current one.
    [[nodiscard]] QRect mainPart(const QStyleOptionViewItem& option) const;

    const Theme& theme_;
    bool isCompact_ = false;
};

} // namespace tapscope
