#pragma once

#include <base/error.h>

#include <QDialog>

#include <combine/capture_merge.h>

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

class QComboBox;
class QListWidget;
class QMimeData;
class QProgressBar;
class QPushButton;

namespace tapscope {

class MessageLabel;

/// Merges several files into a new recording, on another thread. Files are added by a dialog or dropped. GUI thread.
class MergeDialog final : public QDialog {
    Q_OBJECT

public:
    explicit MergeDialog(const std::vector<std::filesystem::path>& files, QWidget* parent = nullptr);
    ~MergeDialog() override;

    void addFiles(const std::vector<std::filesystem::path>& files);

signals:
    /// A recording with the frames was made; it is to be opened like a recovered one.
    void merged(const QString& path);
    /// The recording does not contain something.
    void noted(const QString& text);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void askFiles();
    void move(int by);
    void merge();
    void end(const std::filesystem::path& path, const Result<CaptureMerge::Report>& report);
    void updateState();

    QListWidget* files_;
    QComboBox* order_;
    MessageLabel* message_;
    QProgressBar* progress_;
    QPushButton *add_, *remove_, *up_, *down_, *merge_;
    std::optional<std::stop_source> merging_;
};

/// The local files of a drop. Their names are bytes and need not be UTF-8.
[[nodiscard]] std::vector<std::filesystem::path> droppedFiles(const QMimeData& data);

} // namespace tapscope
