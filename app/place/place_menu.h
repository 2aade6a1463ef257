#pragma once

#include <QMenu>
#include <QString>

#include <functional>

namespace tapscope {

class Places;

/// The window's menu about where it works: the machine, a private sandbox, another network namespace, and the programs
/// that run there. Keeps the window's title true, and asks before a sandbox ends under running programs.
class PlaceMenu final : public QMenu {
    Q_OBJECT

public:
    /// Goes on with what it is given once the capture may end, or not at all.
    using MayLeave = std::function<void(const std::function<void()>& then)>;

    PlaceMenu(Places& places, MayLeave mayLeave, QWidget* window);

    /// Whether programs run in the sandbox, which end with it.
    [[nodiscard]] bool wouldEndPrograms() const;
    /// Goes on with `then` at once, or after a question when programs run in the sandbox. `verb` is on its button.
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
