#pragma once

#include <QObject>
#include <QString>

namespace tapscope {

class LogPane;
class StatusStrip;

/// How the window tells its user something in passing. The log keeps everything. GUI's thread.
class Messages final : public QObject {
    Q_OBJECT

public:
    Messages(LogPane& log, StatusStrip& status, QObject* parent = nullptr)
        : QObject(parent), log_(log), status_(status) {}

    /// An error, which the status bar shows, too.
    void fail(const QString& text);
    /// What was done: the status bar shows it for a while.
    void tell(const QString& text);
    /// For the log alone.
    void note(const QString& text);

private:
    LogPane& log_;
    StatusStrip& status_;
};

} // namespace tapscope
