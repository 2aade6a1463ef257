#pragma once

#include <QObject>

namespace tapscope {

class DevicesPane;
struct Actions;

/// Implements the Devices menu. GUI thread.
class DeviceActions final : public QObject {
    Q_OBJECT

public:
    DeviceActions(const Actions& actions, DevicesPane& pane, QObject* parent = nullptr);
};

} // namespace tapscope
