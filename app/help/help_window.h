#pragma once

#include <QDialog>

namespace tapscope {

class ManualPage;

/// The manual: pages that the program brings along, beside the window. GUI's thread.
class HelpWindow final : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget* parent = nullptr);

private:
    void showPage(int page);

    ManualPage* text_;
};

} // namespace tapscope
