#pragma once

#include "device_service.h"

#include <QComboBox>

namespace tapscope {

/// A box for a network namespace: the names of `ip netns`, or another name or a process id that the user types. GUI
/// thread.
class NamespaceBox final : public QComboBox {
    Q_OBJECT

public:
    NamespaceBox(DeviceService& service, const QString& placeholder, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return currentText().trimmed(); }
};

} // namespace tapscope
