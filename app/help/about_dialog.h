#pragma once

#include <QDialog>

namespace tapscope {

/// Shows version and licence, the folders that the program uses, and a link to the manual. GUI thread.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);

signals:
    /// The user followed the link to the manual.
    void manualAsked();
};

} // namespace tapscope
