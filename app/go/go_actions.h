#pragma once

#include "visited_frames.h"

#include <QObject>

#include <analysis/frame_search.h>

#include <span>

namespace tapscope {

struct Actions;
class FindBar;
class FrameListModel;
class FramePane;

/// Implements the Go menu: going to another frame by steps, marks, time references,
/// conversation, history, link or number. GUI thread.
class GoActions final : public QObject {
    Q_OBJECT

public:
    GoActions(const Actions& actions, FramePane& pane, FrameListModel& model, FindBar& findBar,
              QObject* parent = nullptr);

signals:
    void noted(const QString& text);

private:
    void goTo(FrameNumber frame);
    void stepInConversation(SearchDirection direction);
    /// Goes to the next of these frames, which are ascending; from the last one, to the first.
    void stepTo(std::span<const FrameNumber> frames, SearchDirection direction);
    void followLink();
    void askNumber();

    FramePane& pane_;
    FrameListModel& model_;
    FindBar& findBar_;
    VisitedFrames visited_;
};

} // namespace tapscope
