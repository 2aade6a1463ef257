#pragma once

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace tapscope {

class Places;

/// "Run a program here…": starts a program in the network that the window shows, and lists and ends the running
/// programs.
class RunDialog final : public QDialog {
    Q_OBJECT

public:
    explicit RunDialog(Places& places, QWidget* parent = nullptr);

private:
    void run();
    void refresh();

    Places& places_;
    QLineEdit* command_;
    QListWidget* programs_;
    QPushButton* end_;
    QTimer timer_;
};

} // namespace tapscope
