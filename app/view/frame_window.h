#pragma once

#include <QDialog>

#include <analysis/dissected_frame.h>

#include <memory>

namespace tapscope {

class Theme;

/// A window with one frame, fields above bytes, which stays open when the list moves on and when the capture is closed;
/// for example to compare a request with its response. GUI thread.
class FrameWindow final : public QDialog {
    Q_OBJECT

public:
    /// `frame` is not null.
    FrameWindow(std::shared_ptr<const DissectedFrame> frame, FrameNumber number, const Theme& theme,
                QWidget* parent = nullptr);
};

} // namespace tapscope
