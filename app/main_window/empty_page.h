#pragma once

#include <QWidget>

namespace tapscope {

class Theme;

/// Shown in place of the list while there are no frames: suggests what to do next.
class EmptyPage final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(const Theme& theme, QWidget* parent = nullptr);

signals:
    void openAsked();
    void demoAsked();
};

} // namespace tapscope
