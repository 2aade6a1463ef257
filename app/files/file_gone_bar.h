#pragma once

#include "notice_bar.h"

namespace tapscope {

class CaptureSession;

/// A red bar which says that the file being recorded was deleted or replaced, and offers to save its frames elsewhere.
class FileGoneBar final : public NoticeBar {
    Q_OBJECT

public:
    explicit FileGoneBar(const CaptureSession& session, QWidget* parent = nullptr);

signals:
    void saveAsked();

private:
    void look();

    const CaptureSession& session_;
};

} // namespace tapscope
