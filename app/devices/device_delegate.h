#pragma once

#include <QStyledItemDelegate>

namespace tapscope {

class Theme;

/// Paints a device's row: icon, name, description, the rate as a line, and the on/off switch, which a click asks
/// to flip. The switch shows what the system says, not what was asked.
class DeviceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit DeviceDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Where the switch is in a row.
    [[nodiscard]] static QRect switchRect(const QRect& row);

signals:
    void switchClicked(const QString& device);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    [[nodiscard]] static QFont smallFont(const QFont& font);

    const Theme& theme_;
};

} // namespace tapscope
