#pragma once

#include <QObject>
#include <QString>

namespace tapscope {

class LogPane;
class StatusStrip;

/// Shows short messages in the window; the log keeps all of them. GUI thread.
class Messages final : public QObject {
    Q_OBJECT

public:
    Messages(LogPane& log, StatusStrip& status, QObject* parent = nullptr)
        : QObject(parent), log_(log), status_(status) {}

    /// An error, which the status bar shows, too.
    void fail(const QString& text);
    /// An error that is shown where it happened: only for the log.
    void noteFailure(const QString& text);
    /// A success: the status bar shows it for a while.
    void tell(const QString& text);
    /// A message only for the log.
    void note(const QString& text);

private:
    LogPane& log_;
    StatusStrip& status_;
};

} // namespace tapscope
