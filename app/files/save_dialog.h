#pragma once

#include "frame_ranges.h"
#include "partly_saved.h"
#include "save_target.h"

#include <plugin/exporter.h>

#include <QDialog>

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

/// Asks what to save, in which format and where, and stays until it is saved: a save that fails is told here, with all
/// that was chosen still there.
class SaveDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Which { All, Displayed, Selected, Marked, Range };
    struct Start {
        quint64 all = 0, displayed = 0, selected = 0, marked = 0; ///< frames
        bool isGrowing = false;                                   ///< more frames come meanwhile
        std::filesystem::path path;                               ///< offered
        const Exporter* preferred = nullptr;                      ///< chosen first
    };
    /// Where it looks at files: on threads of `work`, which a file system may hold up.
    struct Files {
        QThreadPool& work;
        std::function<bool(const std::filesystem::path&)> isOwnFile;
    };

    SaveDialog(const std::vector<const Exporter*>& exporters, Start start, Files files, QWidget* parent = nullptr);

    [[nodiscard]] const Exporter& exporter() const;
    [[nodiscard]] SettingValues settings() const;
    [[nodiscard]] Which which() const;
    /// For Which::Range; none when what was typed is not understood.
    [[nodiscard]] std::vector<FrameRange> ranges() const;
    /// Whole, and with the format's ending where none was typed; from saveAsked() on.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return chosen_; }

    /// It was saved: closes the dialog.
    void finish(const PartlySaved& saved);
    [[nodiscard]] const PartlySaved& saved() const noexcept { return saved_; }
    /// Says why it was not saved, and lets the user choose again.
    void refuse(const QString& reason);
    void showProgress(int percent);

signals:
    /// Save was pressed, and what is there may be replaced. finish() or refuse() ends what follows; reject() when the
    /// user cancels it.
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
    QStackedWidget* settings_;
    QWidget* choices_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton* save_;
    PartlySaved saved_;
    bool isBusy_ = false;
};

} // namespace tapscope
