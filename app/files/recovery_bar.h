#pragma once

#include <QWidget>

class QLabel;

namespace tapscope {

/// A bar that tells of captures that were left behind. It waits beside whatever the window does, and disturbs nothing:
/// it takes no focus and stops no capture. GUI's thread.
class RecoveryBar final : public QWidget {
    Q_OBJECT

public:
    explicit RecoveryBar(QWidget* parent = nullptr);

    /// Looks, in the background, whether there are any.
    void look();
    /// The list of them, to open or delete.
    void openDialog();

signals:
    void openAsked(const QString& path);

private:
    QLabel* words_;
};

} // namespace tapscope
