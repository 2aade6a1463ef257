#pragma once

#include "remote_machine.h"

#include <QTreeWidget>

namespace tapscope {

/// The devices of another machine; several can be selected.
class RemoteDeviceList final : public QTreeWidget {
    Q_OBJECT

public:
    explicit RemoteDeviceList(QWidget* parent = nullptr);

    /// Keeps the selection, by name.
    void setInterfaces(const std::vector<RemoteInterface>& interfaces);
    /// The names of the selected devices, from top to bottom.
    [[nodiscard]] QStringList selected() const;
    /// The selected device; null if there are none or several.
    [[nodiscard]] const RemoteInterface* only() const;

private:
    std::vector<RemoteInterface> interfaces_;
};

} // namespace tapscope
