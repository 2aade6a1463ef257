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
    PlaceMenu(Places& places, QWidget* window);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* add(const QString& text, const char* keys, const QString& toolTip, const QString& name);
    void update();
    void fillNamespaces();
    void askForProcess();
    void openRunDialog();
    /// Goes on with `then` at once, or after a question when programs run in the sandbox.
    void afterQuestion(const QString& verb, std::function<void()> then);

    Places& places_;
    QWidget* window_;
    QAction *sandbox_, *run_, *leave_;
    QMenu* namespaces_;
    bool mayClose_ = false;
};

} // namespace tapscope
