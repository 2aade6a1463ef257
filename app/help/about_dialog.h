#pragma once

#include <QDialog>

namespace tapscope {

/// Shows version, licence, and the folders that the program uses. GUI thread.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace tapscope
