#pragma once

#include "hostile_client.h"

#include <support/ordinary_user.h>

#include <QDir>
#include <QTest>

#include <memory>
#include <utility>

namespace tapscope::test {

/// An ordinary user with an installed helper, and a client that tries to do more than the helper permits: a base of
/// test classes.
class HostileSession {
protected:
    explicit HostileSession(UserScene scene) : scene_(std::move(scene)) {}
    ~HostileSession() { QDir(QString::fromStdString(scene_.folder)).removeRecursively(); }
    HostileSession(const HostileSession&) = delete;
    HostileSession& operator=(const HostileSession&) = delete;

    /// Starts a helper in place of the one before.
    void begin() {
        client_ = std::make_unique<HostileClient>(scene_.rightsHelper);
        QCOMPARE(client_->ask(Hello{}), QString("granted"));
    }
    [[nodiscard]] static InterfaceName named(const QString& text) { return *InterfaceName::parse(text.toStdString()); }

    const UserScene scene_;
    std::unique_ptr<HostileClient> client_;
};

} // namespace tapscope::test
