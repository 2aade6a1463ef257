#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace tapscope {

class Theme;

/// Shown in place of the list while there are no frames: suggests what to do next, or says why a file could not be
/// opened.
class EmptyPage final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(const Theme& theme, QWidget* parent = nullptr);

    /// Suggests a device, a file or the demo.
    void invite();
    /// Says why a file could not be opened, and offers to open another one.
    void explain(const QString& reason);

signals:
    void openAsked();
    void demoAsked();

private:
    QLabel *picture_, *heading_, *sentence_;
    QPushButton *open_, *demo_;
};

} // namespace tapscope
