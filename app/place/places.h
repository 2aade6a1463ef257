#pragma once

#include "network_place.h"

#include <privilege/helper_program.h>
#include <privilege/namespaces.h>

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace tapscope {

/// The network that the window works in: the machine's, a private sandbox or another network namespace; and the
/// programs that run there. GUI thread; namespaces are entered and examined on other threads.
class Places final : public QObject {
    Q_OBJECT

public:
    explicit Places(HelperProgram program, QObject* parent = nullptr);
    ~Places() override;

    /// The machine's own network, which needs nothing to be entered.
    [[nodiscard]] static NetworkPlace machine(const HelperProgram& program);

    [[nodiscard]] const NetworkPlace& current() const noexcept { return current_; }
    [[nodiscard]] bool isElsewhere() const noexcept { return current_.kind != NetworkPlace::Kind::Machine; }

    void enterSandbox();
    void enterNamedNetwork(const QString& name);
    void enterNetworkOf(pid_t process);
    /// Ends the programs in the sandbox and returns to the machine.
    void leave();

    /// Runs a program where the window works: `words` is split as by a shell, but run without a shell.
    /// If it is empty, runs the user's shell in the user's terminal. Emits failed() if it cannot be started.
    void run(const QString& words);
    using OnPrograms = std::function<void(std::vector<NamespaceProcess>)>;
    /// Calls `then` with the programs in the network, without TapScope's helper, unless `context` has been destroyed by
    /// then.
    void listPrograms(QObject* context, OnPrograms then);
    /// The programs in the sandbox, at once; none elsewhere. Takes a few milliseconds.
    [[nodiscard]] std::vector<NamespaceProcess> sandboxPrograms() const;
    /// Asks a program to end (SIGTERM).
    static void end(pid_t program);

    /// Ends what was started in the private networks, as the destructor does.
    void endPrograms() const;

signals:
    /// Everything that holds the previous namespace has to release it.
    void changed(const tapscope::NetworkPlace& place);
    void failed(const QString& text);
    void noted(const QString& text);

private:
    void enter(NetworkPlace::Kind kind, const QString& title, const HelperProgram::Command& command);
    void become(NetworkPlace place);
    /// The command line that runs `command` in the network.
    [[nodiscard]] QStringList inside(const QStringList& command) const;

    HelperProgram program_;
    NetworkPlace current_;
    bool isEntering_ = false;
};

} // namespace tapscope
