#pragma once

#include <support/patience.h>

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace tapscope::test {

/// The output of a program, and how it ended.
struct Ran {
    int status = -1;
    QByteArray out, err;
};

/// Runs a program to its end, for at most 30 s.
Ran run(const QString& program, const QStringList& arguments);

/// A program that runs in parallel to the test. The destructor ends it and waits for it.
class RunningProgram {
public:
    RunningProgram(const QString& program, const QStringList& arguments);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    [[nodiscard]] qint64 pid() const { return process_.processId(); }
    /// Sends SIGINT and waits.
    Ran interrupt();
    /// Waits until it ends by itself, for at most 30 s.
    Ran finish();

private:
    QProcess process_;
};

/// Runs `ip -d -j -s ARGUMENT…`: iproute2's view, as an independent check of our changes.
QJsonArray ip(const QStringList& arguments);

/// The "info_data" of a device's kind; for a TAP or TUN "type", "persist", "numqueues", …
QJsonObject ipKindData(const QString& name);

/// Runs `ip -d -j -s address show dev NAME`; empty if there is no such device.
QJsonObject ipDevice(const QString& name);

/// Applies settings of `ip link set` to a device and switches it on. The device gets no IPv6 address, so the kernel
/// sends no frames for one. Returns whether both steps succeeded.
bool bringUpQuiet(const QString& name, const QStringList& settings = {});

/// Whether the kernel sends frames out of the device: a program has it attached, and the kernel has noticed. It notices
/// asynchronously (link watch, once a second or later); until then frames are dropped, or the state is still that of an
/// earlier program.
bool carriesFrames(const QString& name);

/// The addresses of a device as "10.9.0.1/24", without link-local ones.
QStringList ipAddresses(const QString& name);

} // namespace tapscope::test
