#pragma once

#include "../background/latest_work.h"
#include "../colouring/colouring.h"
#include "frame_overview.h"

#include <QObject>
#include <QTimer>

#include <analysis/shown_capture.h>

#include <memory>

namespace tapscope {

class FrameListModel;

/// Makes the overview of the shown capture on a thread of its own, and continues as the capture grows. It takes one
/// thread only, so that what the user waits for goes faster. GUI's thread, which it never blocks.
class OverviewScanner final : public QObject {
    Q_OBJECT

public:
    /// Of the capture that `model` shows, which outlives this.
    explicit OverviewScanner(const FrameListModel& model, QObject* parent = nullptr);

    /// The capture has more frames.
    void proceed();
    /// Looks whether the model shows another capture, or the same one decoded or coloured otherwise, as it does by
    /// itself soon after a change: then it looks at all frames again. Marks and comments change nothing.
    void follow();

    /// Of the frames up to done(); null: of none yet.
    [[nodiscard]] const std::shared_ptr<const FrameOverview>& overview() const noexcept { return overview_; }
    [[nodiscard]] FrameNumber done() const noexcept { return done_; }

signals:
    void changed();

private:
    void scan();

    const FrameListModel& model_;
    QTimer soon_;  ///< after a change of the model
    QTimer pause_; ///< between two parts of a capture that grows
    ShownCapture capture_;
    std::shared_ptr<const Colouring> colouring_;
    std::shared_ptr<const FrameOverview> overview_;
    FrameNumber done_ = 0;
    LatestWork work_; ///< the last member: its threads use the others
};

} // namespace tapscope
