#pragma once

#include "device_service.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace tapscope {

class NamespaceBox;

/// Moves a device into another network namespace: one named by `ip netns`, or that of a process.
class MoveDeviceDialog final : public QDialog {
    Q_OBJECT

public:
    MoveDeviceDialog(DeviceService& service, InterfaceName device, QWidget* parent = nullptr);

private:
    void move();

    DeviceService& service_;
    InterfaceName device_;
    NamespaceBox* target_;
    QLabel* refusal_;
    QPushButton* move_;
    QDialogButtonBox* buttons_;
};

} // namespace tapscope
