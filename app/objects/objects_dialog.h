#pragma once

#include "../background/latest_work.h"

#include <QDialog>

#include <objects/captured_objects.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace tapscope {

class ObjectListModel;

/// The transferred objects of a capture (HTTP, TFTP, mails): a list with a filter and a preview, from which one object
/// or all listed objects can be saved. Reading and writing happen on another thread and can be cancelled. GUI thread.
class ObjectsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ObjectsDialog(ShownCapture capture, QWidget* parent = nullptr);
    ~ObjectsDialog() override;

    /// Writes the listed objects to a folder.
    void saveAll(const std::filesystem::path& folder);

signals:
    void frameAsked(quint64 frame);

private:
    void layOut();
    void collect();
    void take(Result<CapturedObjects> found);
    void preview();
    void saveCurrent();
    void askFolder();
    void cancel();
    [[nodiscard]] bool isBusy() const;
    void setBusy(bool isBusy);
    void tell(const QString& text);
    [[nodiscard]] const CapturedObject* current() const;
    /// The rows that match the filter, in their order.
    [[nodiscard]] std::vector<std::size_t> listed() const;

    ShownCapture capture_;
    std::shared_ptr<const CapturedObjects> objects_;
    ObjectListModel* model_;
    QSortFilterProxyModel* sorted_;
    QComboBox* protocols_;
    QLineEdit* filter_;
    QTreeView* list_;
    QPlainTextEdit* preview_;
    QProgressBar* progress_;
    QLabel* message_;
    QPushButton *cancel_, *goTo_, *save_, *saveAll_;
    std::optional<std::stop_source> saving_; ///< while files are written
    LatestWork work_;                        ///< last, so that it ends before the members that it uses
};

} // namespace tapscope
