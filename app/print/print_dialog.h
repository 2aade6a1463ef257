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

/// Asks which frames are printed, what of each, and whether on a printer or to a PDF document, and stays until that is
/// done: then it says how it ended. GUI's thread; printing happens on another.
class PrintDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Which { Displayed, Selected, Marked };
    struct Start {
        FramePrint common; ///< all but the frames and what is printed of each
        quint64 displayed = 0, selected = 0, marked = 0;
        std::function<std::vector<FrameNumber>(Which)> frames;
        QString fileName; ///< for a document, without its ending
    };
    /// Prints on threads of `work`, which a file system or a decoder may hold up for ever.
    PrintDialog(Start start, QThreadPool& work, QWidget* parent = nullptr);
    ~PrintDialog() override;

    /// While it prints: stops that, and stays to tell.
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
    /// Of what begins now.
    [[nodiscard]] ExportProgress progress();
    /// Calls a function on the GUI's thread, unless the dialog is gone by then.
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
    std::stop_source stop_; ///< of what is printed, or was printed last
    bool isPrinting_ = false;
};

} // namespace tapscope
