#pragma once

#include <QObject>

namespace tapscope {

class CurrentCapture;
class FrameListModel;
class FramePane;
struct Actions;

/// What is done with the frames of the list and the fields of one: copying, marking, ignoring, writing bytes to a file.
/// GUI's thread.
class FrameActions final : public QObject {
    Q_OBJECT

public:
    FrameActions(const Actions& actions, FramePane& pane, FrameListModel& model, CurrentCapture& capture,
                 QObject* parent = nullptr);

signals:
    /// The bytes, in hex, of a frame to send once more.
    void injectAsked(const QString& hex);
    void failed(const QString& text);
    void told(const QString& text);

private:
    void injectCurrent();
    void markSelected();
    void markDisplayed();
    void ignoreDisplayed();
    void exportBytes();

    FramePane& pane_;
    FrameListModel& model_;
    CurrentCapture& capture_;
};

} // namespace tapscope
