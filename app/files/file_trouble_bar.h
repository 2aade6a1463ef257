#pragma once

#include "notice_bar.h"

namespace tapscope {

class CaptureSession;
class Theme;

/// A bar above the list which says that the shown file is not whole, or that another file could not be opened. It stays
/// until it is closed or another capture is shown.
class FileTroubleBar final : public NoticeBar {
    Q_OBJECT

public:
    FileTroubleBar(const CaptureSession& session, const Theme& theme, QWidget* parent = nullptr);

    void showReason(const QString& text);
};

} // namespace tapscope
