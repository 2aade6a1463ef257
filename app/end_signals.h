#pragma once

#include <QObject>

namespace tapscope {

/// SIGTERM, SIGINT and SIGHUP as a signal of Qt's, so that a capture ends in good order when the session or the
/// terminal does. Where the window does not react within a second, because a plugin does not return, or does not end
/// within ten, the program ends anyhow, with a line that names the plugin: what was captured is in its recording. One
/// object in the program; on the GUI's thread.
class EndSignals final : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

    /// From now on the program has ten seconds to end.
    static void expectEnd();

signals:
    void asked();
};

} // namespace tapscope
