#pragma once

#include <QWidget>

class QLabel;

namespace tapscope {

/// A bar that announces captures left behind by a crash. It does not take the focus and does not affect a running
/// capture. GUI thread.
class RecoveryBar final : public QWidget {
    Q_OBJECT

public:
    explicit RecoveryBar(QWidget* parent = nullptr);

    /// Looks for such captures in the background.
    void look();
    /// The user wants to see their list.
    void openDialog();

signals:
    void openAsked(const QString& path);

private:
    QLabel* words_;
};

} // namespace tapscope
