#pragma once

#include "frame_print.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPrinter;
class QProgressBar;
class QPushButton;
class QThreadPool;

namespace tapscope {

/// Asks which frames to print, what to print of each, and whether on a printer or to a PDF document. Stays open until
/// printing has ended, and shows the result. GUI thread; printing happens on another thread.
class PrintDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Which { Displayed, Selected, Marked };
    struct Start {
        FramePrint common; ///< everything except the frames and what to print of each
        quint64 displayed = 0, selected = 0, marked = 0;
        std::function<std::vector<FrameNumber>(Which)> frames;
        QString fileName; ///< for a document, without its suffix
    };
    /// Prints on threads of `work`, which a file system or a decoder may block forever.
    PrintDialog(Start start, QThreadPool& work, QWidget* parent = nullptr);
    ~PrintDialog() override;

    /// While it prints: stops printing, and stays open to show the result.
    void reject() override;

private:
    void layOut();
    void updateState();
    void askPrinter();
    void print(const std::shared_ptr<QPrinter>& printer);
    void savePdf();
    void begin();
    void end(const QString& text);
    [[nodiscard]] std::shared_ptr<const FramePrint> chosen() const;
    /// The progress of the printing that begins now.
    [[nodiscard]] ExportProgress progress();
    /// Calls a function on the GUI thread, unless the dialog is gone by then.
    template <typename Told>
    static void tell(const QPointer<PrintDialog>& self, Told told);

    Start start_;
    QThreadPool& work_;
    QComboBox* which_;
    QCheckBox *summary_, *details_, *bytes_, *pages_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton *close_, *pdf_, *print_;
    QWidget* choices_;
    std::stop_source stop_; ///< stops the current or the last printing
    bool isPrinting_ = false;
};

} // namespace tapscope
