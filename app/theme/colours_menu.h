#pragma once

#include <QMenu>

namespace tapscope {

class Theme;

/// The menu for light, dark or system colours; the choice is stored in the settings.
class ColoursMenu final : public QMenu {
    Q_OBJECT

public:
    explicit ColoursMenu(Theme& theme, QWidget* parent = nullptr);
};

} // namespace tapscope
