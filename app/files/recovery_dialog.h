#pragma once

#include <store/recovery.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tapscope {

/// The recordings that were left behind, to be opened or deleted one by one. GUI's thread; looks for them on another.
class RecoveryDialog final : public QDialog {
    Q_OBJECT

public:
    explicit RecoveryDialog(QWidget* parent = nullptr);

signals:
    void openAsked(const QString& path);
    /// Some were deleted.
    void changed();

private:
    void look();
    void show(const std::vector<LeftRecording>& left);
    void update();
    void openSelected();
    void askDelete();

    QTreeWidget* list_;
    QLabel* message_;
    QPushButton *open_, *delete_;
    std::vector<LeftRecording> left_;
};

} // namespace tapscope
