#pragma once

#include <QDialog>

#include <analysis/dissected_frame.h>

#include <memory>

namespace tapscope {

class Theme;

/// One frame in a window of its own, fields above bytes, that stays when the list goes on, and when the capture is
/// closed: to compare a request with its answer. GUI's thread.
class FrameWindow final : public QDialog {
    Q_OBJECT

public:
    /// `frame` is not null.
    FrameWindow(std::shared_ptr<const DissectedFrame> frame, FrameNumber number, const Theme& theme,
                QWidget* parent = nullptr);
};

} // namespace tapscope
