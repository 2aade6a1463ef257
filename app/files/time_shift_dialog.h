#pragma once

#include <base/error.h>
#include <store/frame_store.h>

#include <QDialog>

#include <combine/time_shift.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace tapscope {

/// Gives the frames of a capture other times: all shifted alike, or one or two frames set to a time. Writes a new
/// recording on another thread; the capture itself stays as it is. GUI's thread.
class TimeShiftDialog final : public QDialog {
    Q_OBJECT

public:
    /// A finished capture in one file. `current`: the frame that is set at first; 0 = none.
    TimeShiftDialog(std::shared_ptr<const FrameStore> store, FrameNumber current, QWidget* parent = nullptr);
    ~TimeShiftDialog() override;

signals:
    /// A recording with the new times, to be opened like one that was left.
    void shifted(const QString& path);
    /// Something that the recording does not contain, or that kept its time.
    void noted(const QString& text);

private:
    struct Anchor {
        QSpinBox* frame;
        QLineEdit* time;
    };
    void layOut();
    [[nodiscard]] Anchor makeAnchor(const QString& name, FrameNumber frame);
    void showTime(const Anchor& anchor);
    /// What was chosen, or why it cannot be.
    [[nodiscard]] Result<TimeShift> chosen() const;
    [[nodiscard]] Result<TimeShift::Anchor> anchorOf(const Anchor& anchor) const;
    void updateState();
    void shift();
    void end(const std::filesystem::path& path, const Result<ShiftedCopy::Report>& report);

    std::shared_ptr<const FrameStore> store_;
    QRadioButton *shiftAll_, *setOne_, *setTwo_;
    QLineEdit* offset_;
    Anchor first_, second_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton* shift_;
    std::optional<std::stop_source> shifting_;
};

} // namespace tapscope
