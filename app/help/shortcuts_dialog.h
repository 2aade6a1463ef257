#pragma once

#include <QDialog>

class QMenuBar;

namespace tapscope {

/// Every action with its keys, menu by menu, with a line to search in. Made of the menus, so that nothing is missing.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QMenuBar& menus, QWidget* parent = nullptr);
};

} // namespace tapscope
