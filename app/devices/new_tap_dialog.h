#pragma once

#include "device_service.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;

namespace tapscope {

class CheckedLine;

/// Makes a TAP. Nothing half-made stays when a step is refused.
class NewTapDialog final : public QDialog {
    Q_OBJECT

public:
    explicit NewTapDialog(DeviceService& service, QWidget* parent = nullptr);

signals:
    void created(const QString& device);

private:
    void create();
    void update();

    DeviceService& service_;
    CheckedLine *name_, *addresses_, *mtu_, *owner_;
    QCheckBox *keep_, *up_;
    QLabel* refusal_;
    QDialogButtonBox* buttons_;
};

} // namespace tapscope
