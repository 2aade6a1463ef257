#pragma once

#include <QObject>

namespace tapscope {

/// SIGTERM, SIGINT and SIGHUP as a signal of Qt's, so that a capture ends in good order when the session or the
/// terminal does; and a word that is kept: a program that was asked to end, by a signal or by its user, does so within
/// a second. What holds it up then (a plugin, a disk) is left, with a line that names the plugin: what was captured is
/// in its recording. One object in the program; on the GUI's thread.
class EndSignals final : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

    /// A signal has asked the program to end.
    [[nodiscard]] static bool haveCome() noexcept;
    /// The program is ending, with this exit code: from now on it has a second, if a signal has not said so before.
    static void expectEnd(int code);
    /// It is ending, and something moves: it has another second.
    static void grantTime();

signals:
    void asked();
};

} // namespace tapscope
