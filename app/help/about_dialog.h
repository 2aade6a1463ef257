#pragma once

#include <QDialog>

namespace tapscope {

/// Version, licence, and where the program keeps things. GUI's thread.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace tapscope
