#pragma once

#include <support/patience.h>

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace tapscope::test {

/// What a program printed and how it ended.
struct Ran {
    int status = -1;
    QByteArray out, err;
};

/// Runs a program to its end, at most 30 s.
Ran run(const QString& program, const QStringList& arguments);

/// A program that runs beside the test, and is ended and waited for with this.
class RunningProgram {
public:
    RunningProgram(const QString& program, const QStringList& arguments);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    [[nodiscard]] qint64 pid() const { return process_.processId(); }
    /// Sends SIGINT and waits.
    Ran interrupt();
    /// Waits for it to end by itself, at most 30 s.
    Ran finish();

private:
    QProcess process_;
};

/// `ip -d -j -s ARGUMENT…`: what iproute2 says, as an independent witness of what we did.
QJsonArray ip(const QStringList& arguments);

/// The "info_data" of a device's kind: for a TAP or TUN "type", "persist", "numqueues", …
QJsonObject ipKindData(const QString& name);

/// `ip -d -j -s address show dev NAME`; empty when there is no such device.
QJsonObject ipDevice(const QString& name);

/// Whether the kernel sends frames out of the device: somebody has it attached, and the kernel has taken note. It does
/// so in its own time (link watch, once a second and when it gets round to it); until then what is sent is dropped, or
/// the state is still that of an earlier owner.
bool carriesFrames(const QString& name);

/// The addresses of a device as "10.9.0.1/24", without link-local ones.
QStringList ipAddresses(const QString& name);

} // namespace tapscope::test
