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

/// Makes the overview of the shown capture on a worker thread, and continues as the capture grows. It uses only one
/// thread, to leave the others to work that the user waits for. GUI thread, which it never blocks.
class OverviewScanner final : public QObject {
    Q_OBJECT

public:
    /// Scans the capture shown by `model`, which must outlive this object.
    explicit OverviewScanner(const FrameListModel& model, QObject* parent = nullptr);

    /// The capture has more frames.
    void proceed();
    /// Checks whether the model shows another capture, or the decoding or colouring has changed, and if so scans all
    /// frames again. Also happens by itself soon after a change. Marks and comments do not matter.
    void follow();

    /// The overview of the frames up to done(); null if there is none yet.
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
