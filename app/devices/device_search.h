#pragma once

#include "device_order.h"

#include <QWidget>

class QLineEdit;

namespace tapscope {

class Theme;

/// The line above the list of devices: what to search for, and a menu with the order and the height of the rows, which
/// are remembered. Esc clears the line; Return, Down and Esc go to the list. GUI thread.
class DeviceSearch final : public QWidget {
    Q_OBJECT

public:
    explicit DeviceSearch(const Theme& theme, QWidget* parent = nullptr);

    void begin();
    void clear();
    [[nodiscard]] DeviceOrder::Key key() const noexcept { return key_; }
    [[nodiscard]] bool isCompact() const noexcept { return isCompact_; }

signals:
    void searched(const QString& words);
    void keyChanged();
    void heightChanged();
    void listAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* line_;
    DeviceOrder::Key key_ = DeviceOrder::Key::Name;
    bool isCompact_ = false;
};

} // namespace tapscope
