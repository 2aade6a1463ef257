#pragma once

#include "partly_saved.h"
#include "save_target.h"

#include <plugin/exporter.h>

#include <QDialog>

#include <analysis/frame_ranges.h>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QThreadPool;

namespace tapscope {

class SettingsForm;

/// Asks what to save, in which format and where, and stays open until it is saved. If saving fails, the dialog shows
/// the error and keeps all choices.
class SaveDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Which { All, Displayed, Selected, Marked, Range };
    struct Start {
        quint64 all = 0, displayed = 0, selected = 0, marked = 0; ///< frames
        bool isGrowing = false;                                   ///< frames are still being captured
        std::filesystem::path path;                               ///< offered
        const Exporter* preferred = nullptr;                      ///< chosen first
    };
    /// Files are checked on threads of `work`, which a hanging file system may block.
    struct Files {
        QThreadPool& work;
        std::function<bool(const std::filesystem::path&)> isOwnFile;
    };

    SaveDialog(const std::vector<const Exporter*>& exporters, Start start, Files files, QWidget* parent = nullptr);

    [[nodiscard]] const Exporter& exporter() const;
    [[nodiscard]] SettingValues settings() const;
    [[nodiscard]] Which which() const;
    /// For Which::Range; nothing if the typed text is not valid.
    [[nodiscard]] std::vector<FrameRange> ranges() const;
    /// Whether the frames that the chosen ones depend on are saved, too.
    [[nodiscard]] bool withDepended() const;
    /// The complete path, with the format's suffix if none was typed. Valid from saveAsked() on.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return chosen_; }

    /// The frames were saved: closes the dialog.
    void finish(const PartlySaved& saved);
    [[nodiscard]] const PartlySaved& saved() const noexcept { return saved_; }
    /// Shows why saving failed, and lets the user choose again.
    void refuse(const QString& reason);
    void showProgress(int percent);
    /// Shows why saving takes long. It goes on until it ends or is cancelled.
    void showProblem(const QString& text);

signals:
    /// The user pressed Save, and an existing file may be replaced. finish() or refuse() reports the result; reject()
    /// if the user cancels.
    void saveAsked();

private:
    void lay();
    void browse();
    void update();
    void followSuffix();
    void giveSuffix();
    void examine();
    void take(const Result<SaveTarget>& target);
    void setBusy(bool isBusy);

    std::vector<const Exporter*> exporters_;
    std::vector<SettingsForm*> forms_;
    Start start_;
    Files files_;
    std::filesystem::path chosen_;
    QComboBox *format_, *which_;
    QLineEdit *range_, *path_;
    QCheckBox* depended_;
    QStackedWidget* settings_;
    QWidget* choices_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton* save_;
    PartlySaved saved_;
    bool isBusy_ = false;
};

} // namespace tapscope
