#pragma once

#include <QDialog>

class QTextBrowser;

namespace tapscope {

/// The manual: pages that the program brings along, beside the window. GUI's thread.
class HelpWindow final : public QDialog {
    Q_OBJECT

public:
    explicit HelpWindow(QWidget* parent = nullptr);

private:
    void showPage(int page);
    void find(const QString& words);

    QTextBrowser* text_;
};

} // namespace tapscope
