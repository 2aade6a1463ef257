#pragma once

#include <QWidget>

namespace tapscope {

class Places;

/// A bar above the devices for users who may not configure this machine's devices: explains that, and offers the
/// sandbox instead.
class SandboxOffer final : public QWidget {
    Q_OBJECT

public:
    explicit SandboxOffer(Places& places, QWidget* parent = nullptr);

signals:
    void sandboxAsked();
};

} // namespace tapscope
