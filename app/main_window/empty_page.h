#pragma once

#include <QWidget>

namespace tapscope {

class Theme;

/// What stands where the frames will be: what it is for, and the next click.
class EmptyPage final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(const Theme& theme, QWidget* parent = nullptr);

signals:
    void openAsked();
    void demoAsked();
};

} // namespace tapscope
