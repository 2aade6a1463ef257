#pragma once

#include "../text/styled_label.h"

#include <capture/capture_status.h>

#include <QObject>

#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QStatusBar;

namespace tapscope {

class CaptureSession;
class FrameListModel;
class Theme;

/// The status bar: state and rate of the capture on the left, the last error in the middle, then progress with Cancel
/// and the counts. Reads the session a few times per second. GUI thread.
class StatusStrip final : public QObject {
    Q_OBJECT

public:
    StatusStrip(QStatusBar& bar, CaptureSession& session, const FrameListModel& model, const Theme& theme);

    /// Shows an error for a while; the log keeps it.
    void showError(const QString& text);
    /// Shows a success for a while.
    void showNote(const QString& text);
    /// Sets the captured devices that are switched off.
    void setSwitchedOff(const QStringList& devices);
    /// Shows the progress of a task that can be cancelled; 100 hides it.
    void showProgress(const QString& what, int percent);

signals:
    /// The user cancels the running task.
    void cancelled();
    /// The user clicks the state of the capture.
    void portsAsked();

private:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void say(const QString& text, const char* role);
    void update();
    void showCounts();
    void showState();
    /// Shows how much waits for the disk, and what found no room there.
    void showDisk();
    void showDrops();
    [[nodiscard]] QString switchedOffText() const;
    [[nodiscard]] StyledLabel::Run figures(const QString& text) const;
    [[nodiscard]] static QString capturingText(const std::vector<PortStatus>& ports);

    CaptureSession& session_;
    const FrameListModel& model_;
    const Theme& theme_;
    StyledLabel* state_;
    QLabel *rate_, *message_;
    QStringList switchedOff_;
    StyledLabel *disk_, *frames_, *displayed_, *dropped_, *size_;
    QProgressBar* progress_;
    QPushButton* cancel_;
};

} // namespace tapscope
