#pragma once

#include <QDialog>

namespace tapscope {

class ManualPage;

/// The manual in a separate window; its pages are part of the program. GUI thread.
class HelpWindow final : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget* parent = nullptr);

private:
    void showPage(int page);

    ManualPage* text_;
};

} // namespace tapscope
