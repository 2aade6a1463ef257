#pragma once

#include <QMenu>

namespace tapscope {

class Theme;

/// Light, dark, or as the system; the choice is kept in the settings.
class ColoursMenu final : public QMenu {
    Q_OBJECT

public:
    explicit ColoursMenu(Theme& theme, QWidget* parent = nullptr);
};

} // namespace tapscope
