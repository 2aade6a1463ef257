#pragma once

#include <QMenu>
#include <QString>

#include <functional>

namespace tapscope {

class Places;

/// The menu for the network that the window works in: the machine, a private sandbox, another network namespace, and
/// the programs that run there. Updates the window title, and asks before a sandbox with running programs ends.
class PlaceMenu final : public QMenu {
    Q_OBJECT

public:
    /// Calls the function that it is given once the capture may end, or never.
    using MayLeave = std::function<void(const std::function<void()>& then)>;

    PlaceMenu(Places& places, MayLeave mayLeave, QWidget* window);

    /// Whether programs run in the sandbox, which end with it.
    [[nodiscard]] bool wouldEndPrograms() const;
    /// Calls `then` at once, or after a question if programs run in the sandbox. `verb` is the text of its button.
    void mayEndPrograms(const QString& verb, std::function<void()> then);

private:
    QAction* add(const QString& text, const char* keys, const QString& toolTip, const QString& name);
    void update();
    void fillNamespaces();
    void askForProcess();
    void openRunDialog();
    void leaveFor(const std::function<void()>& then);

    Places& places_;
    MayLeave mayLeave_;
    QWidget* window_;
    QAction *sandbox_, *run_, *leave_;
    QMenu* namespaces_;
};

} // namespace tapscope
