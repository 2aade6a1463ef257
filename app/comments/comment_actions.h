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

/// Comments on frames and on the capture: adding, changing and deleting them. They are the session's notes until they
/// are saved. GUI's thread; the file's own comments are read on others.
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
    /// Changes the notes, unless another capture than `of` is shown by now.
    void change(const std::shared_ptr<const FrameStore>& of, const std::function<void(CaptureNotes&)>& how);
    void changeFrame(const std::shared_ptr<const FrameStore>& of, FrameNumber frame, const CommentChange& change);

    FramePane& pane_;
    CaptureSession& session_;
};

} // namespace tapscope
