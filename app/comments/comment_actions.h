#pragma once

#include <base/frame.h>
#include <file/capture_notes.h>

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace tapscope {

class CaptureSession;
class FramePane;
class FrameStore;
struct Actions;

/// Adds, changes and deletes comments on frames and on the capture. Until they are saved, they are the session's notes.
/// GUI thread; comments in the file are read on other threads.
class CommentActions final : public QObject {
    Q_OBJECT

public:
    CommentActions(const Actions& actions, FramePane& pane, CaptureSession& session, QObject* parent = nullptr);

signals:
    void failed(const QString& text);

private:
    void add();
    void edit();
    void remove();
    void editFile();
    /// Changes the notes, unless a capture other than `of` is shown by now.
    void change(const std::shared_ptr<const FrameStore>& of, const std::function<void(CaptureNotes&)>& how);
    void changeFrame(const std::shared_ptr<const FrameStore>& of, FrameNumber frame, const CommentChange& change);

    FramePane& pane_;
    CaptureSession& session_;
};

} // namespace tapscope
