#pragma once

#include <QDialog>

class QMenuBar;

namespace tapscope {

/// Lists every action with its shortcut, menu by menu, with a search field. Built from the menus, so it is complete.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QMenuBar& menus, QWidget* parent = nullptr);
};

} // namespace tapscope
