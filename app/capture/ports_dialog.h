#pragma once

#include <capture/capture_status.h>

#include <QDialog>

class QTableWidget;

namespace tapscope {

class CaptureSession;
class Theme;

/// The captured devices, each with its state, its frames, and what is missing. Shows the running capture, then its end.
/// GUI thread.
class PortsDialog final : public QDialog {
    Q_OBJECT

public:
    PortsDialog(const CaptureSession& session, const Theme& theme, QWidget* parent = nullptr);

private:
    void update();
    void showPort(int row, const PortStatus& port);
    void setText(int row, int column, const QString& text, bool isTrouble = false);

    const CaptureSession& session_;
    const Theme& theme_;
    QTableWidget* table_;
};

} // namespace tapscope
