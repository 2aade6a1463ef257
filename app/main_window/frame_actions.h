#pragma once

#include <QObject>

namespace tapscope {

class CurrentCapture;
class FrameListModel;
class FramePane;
struct Actions;

/// What is done with frames of the list: copying, marking, going from one to the next. GUI's thread.
class FrameActions final : public QObject {
    Q_OBJECT

public:
    FrameActions(const Actions& actions, FramePane& pane, FrameListModel& model, CurrentCapture& capture,
                 QObject* parent = nullptr);

signals:
    /// The bytes, in hex, of a frame to send once more.
    void injectAsked(const QString& hex);

private:
    void injectCurrent();
    void markSelected();
    void askFrameNumber();

    FramePane& pane_;
    FrameListModel& model_;
    CurrentCapture& capture_;
};

} // namespace tapscope
