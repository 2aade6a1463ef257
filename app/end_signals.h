#pragma once

#include <QObject>

namespace tapscope {

/// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal, so that a capture ends cleanly when the session or the terminal
/// does. It also guarantees that the program ends within a second after a signal or the user asked for it: it does not
/// wait longer for a plugin or a disk, and prints a line that names the plugin; captured frames are in the recording.
/// One object per program; GUI thread.
class EndSignals final : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

    /// A signal has asked the program to end.
    [[nodiscard]] static bool haveCome() noexcept;
    /// The program is ending with this exit code: from now on it has one second, unless a signal has started that
    /// second before.
    static void expectEnd(int code);
    /// The end makes progress: it gets another second.
    static void grantTime();

signals:
    void asked();
};

} // namespace tapscope
