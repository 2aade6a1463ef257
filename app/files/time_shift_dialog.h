#pragma once

#include <base/error.h>
#include <store/frame_store.h>

#include <QDialog>

#include <combine/time_shift.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

class QLineEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace tapscope {

class MessageLabel;

/// Shifts the times of a capture: all frames by a duration, or so that one or two frames get a given time. Writes a new
/// recording on another thread; the capture itself is not changed. GUI thread.
class TimeShiftDialog final : public QDialog {
    Q_OBJECT

public:
    /// `store` is a finished capture in one file. `current` is the initially chosen frame; 0 = none.
    TimeShiftDialog(std::shared_ptr<const FrameStore> store, FrameNumber current, QWidget* parent = nullptr);
    ~TimeShiftDialog() override;

signals:
    /// A recording with the new times was made; it is to be opened like a recovered one.
    void shifted(const QString& path);
    /// The recording does not contain something, or frames kept their times.
    void noted(const QString& text);

private:
    struct Anchor {
        QSpinBox* frame;
        QLineEdit* time;
    };
    void layOut();
    [[nodiscard]] Anchor makeAnchor(const QString& name, FrameNumber frame);
    void showTime(const Anchor& anchor);
    /// The chosen shift, or the reason why it is not valid.
    [[nodiscard]] Result<TimeShift> chosen() const;
    [[nodiscard]] Result<TimeShift::Anchor> anchorOf(const Anchor& anchor) const;
    void updateState();
    void shift();
    void end(const std::filesystem::path& path, const Result<ShiftedCopy::Report>& report);

    std::shared_ptr<const FrameStore> store_;
    QRadioButton *shiftAll_, *setOne_, *setTwo_;
    QLineEdit* offset_;
    Anchor first_, second_;
    MessageLabel* message_;
    QProgressBar* progress_;
    QPushButton* shift_;
    std::optional<std::stop_source> shifting_;
};

} // namespace tapscope
