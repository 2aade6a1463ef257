#pragma once

#include <QObject>

namespace tapscope {

/// SIGTERM, SIGINT and SIGHUP as a signal of Qt's, so that a capture ends in good order when the session or the
/// terminal does. One object in the program; on the GUI's thread.
class EndSignals final : public QObject {
    Q_OBJECT

public:
    explicit EndSignals(QObject* parent = nullptr);
    ~EndSignals() override;

signals:
    void asked();
};

} // namespace tapscope
