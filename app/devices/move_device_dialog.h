#pragma once

#include "device_service.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace tapscope {

/// Moves a device into another network namespace: one named by `ip netns`, or that of a process.
class MoveDeviceDialog final : public QDialog {
    Q_OBJECT

public:
    MoveDeviceDialog(DeviceService& service, InterfaceName device, QWidget* parent = nullptr);

private:
    void listNamespaces();
    void move();

    DeviceService& service_;
    InterfaceName device_;
    QComboBox* target_;
    QLabel* refusal_;
    QPushButton* move_;
    QDialogButtonBox* buttons_;
};

} // namespace tapscope
