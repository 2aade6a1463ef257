#pragma once

#include "notice_bar.h"

namespace tapscope {

/// A bar that announces captures left behind by a crash. It does not take the focus and does not affect a running
/// capture. GUI thread.
class RecoveryBar final : public NoticeBar {
    Q_OBJECT

public:
    explicit RecoveryBar(QWidget* parent = nullptr);

    /// Looks for such captures in the background.
    void look();
    /// The user wants to see their list.
    void openDialog();

signals:
    void openAsked(const QString& path);
};

} // namespace tapscope
