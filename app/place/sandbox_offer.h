#pragma once

#include <QWidget>

namespace tapscope {

class Places;

/// A line above the devices for who may not configure this machine's: what that means, and the sandbox as a way out.
class SandboxOffer final : public QWidget {
    Q_OBJECT

public:
    explicit SandboxOffer(Places& places, QWidget* parent = nullptr);

signals:
    void sandboxAsked();
};

} // namespace tapscope
