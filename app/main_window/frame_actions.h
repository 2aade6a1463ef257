#pragma once

#include <QObject>

namespace tapscope {

class CurrentCapture;
class FrameListModel;
class FramePane;
struct Actions;

/// Implements the actions on frames and fields: copying, marking, ignoring, exporting bytes. GUI thread.
class FrameActions final : public QObject {
    Q_OBJECT

public:
    FrameActions(const Actions& actions, FramePane& pane, FrameListModel& model, CurrentCapture& capture,
                 QObject* parent = nullptr);

signals:
    /// The user wants to send this frame again; its bytes in hex.
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
