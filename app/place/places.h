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

/// Where the window works: on the machine, in a private sandbox or in another network namespace; and the programs
/// that it runs there. Lives on the GUI's thread; places are entered and looked at on others.
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
    /// Ends what the sandbox runs and goes back to the machine.
    void leave();

    /// Runs a program where the window works: words as a shell splits them, without a shell. No words: the user's
    /// shell in the user's terminal. failed() when it cannot be started.
    void run(const QString& words);
    using OnPrograms = std::function<void(std::vector<NamespaceProcess>)>;
    /// Calls `then` with the programs in the place, without its helper; unless `context` is gone by then.
    void listPrograms(QObject* context, OnPrograms then);
    /// The same now, of a sandbox; none elsewhere. A few milliseconds.
    [[nodiscard]] std::vector<NamespaceProcess> sandboxPrograms() const;
    /// Asks a program to end (SIGTERM).
    static void end(pid_t program);

    /// Ends what was started in the private networks, as the destructor does.
    void endPrograms() const;

signals:
    /// Everybody who holds the place before has to let it go.
    void changed(const tapscope::NetworkPlace& place);
    void failed(const QString& text);
    void noted(const QString& text);

private:
    void enter(NetworkPlace::Kind kind, const QString& title, const HelperProgram::Command& command);
    void become(NetworkPlace place);
    /// The command that runs `command` in the place.
    [[nodiscard]] QStringList inside(const QStringList& command) const;

    HelperProgram program_;
    NetworkPlace current_;
    bool isEntering_ = false;
};

} // namespace tapscope
