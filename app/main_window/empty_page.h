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

    /// Suggests a capture, a file or the demo.
    void invite();
    /// The device on which a capture can be started; empty: none is selected.
    void setDevice(const QString& name);
    /// Says why a file could not be opened, and offers to open another one.
    void explain(const QString& reason);

signals:
    void startAsked();
    void openAsked();
    void demoAsked();

private:
    QLabel *picture_, *heading_, *sentence_;
    QPushButton *start_, *open_, *demo_;
    QString device_;
    bool isInviting_ = true;
};

} // namespace tapscope
