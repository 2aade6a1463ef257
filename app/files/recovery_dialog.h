#pragma once

#include <store/recovery.h>

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tapscope {

/// Lists the recordings that were left behind, to open or delete them one by one. GUI thread; looks for them on another
/// thread.
class RecoveryDialog final : public QDialog {
    Q_OBJECT

public:
    explicit RecoveryDialog(QWidget* parent = nullptr);

signals:
    void openAsked(const QString& path);
    /// The user deleted some recordings.
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
