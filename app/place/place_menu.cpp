#include "place_menu.h"

#include "../text/plain_text.h"
#include "places.h"
#include "run_dialog.h"

#include <net/network_namespace.h>

#include <QInputDialog>
#include <QKeySequence>
#include <QMessageBox>
#include <QPushButton>

#include <limits>

namespace tapscope {

PlaceMenu::PlaceMenu(Places& places, MayLeave mayLeave, QWidget* window)
    : QMenu(tr("&Network"), window), places_(places), mayLeave_(std::move(mayLeave)), window_(window),
      sandbox_(add(tr("Private &sandbox"), "Ctrl+Alt+B",
                   tr("Work in a private network, where you have all rights and nobody else sees the traffic"),
                   QStringLiteral("enterSandbox"))),
      run_(add(tr("&Run a program here…"), "Ctrl+Alt+R",
               tr("Run a shell, QEMU or any command in the network that the window shows"),
               QStringLiteral("runProgram"))),
      leave_(add(tr("&Back to this machine"), "Ctrl+Alt+Shift+H", tr("Work with this machine's own devices again"),
                 QStringLiteral("leavePlace"))),
      namespaces_(new QMenu(tr("Network &namespace"), this)) {
    setToolTipsVisible(true);
    auto* ofProcess =
        add(tr("Network of a &process…"), "Ctrl+Alt+O",
            tr("Work in the network of a process, such as a container, by its id"), QStringLiteral("networkOfProcess"));
    addAction(sandbox_);
    addMenu(namespaces_);
    addAction(ofProcess);
    addSeparator();
    addAction(run_);
    addSeparator();
    addAction(leave_);
    connect(namespaces_, &QMenu::aboutToShow, this, &PlaceMenu::fillNamespaces);
    connect(ofProcess, &QAction::triggered, this, &PlaceMenu::askForProcess);
    connect(sandbox_, &QAction::triggered, this, [this] { mayLeave_([this] { places_.enterSandbox(); }); });
    connect(run_, &QAction::triggered, this, &PlaceMenu::openRunDialog);
    connect(leave_, &QAction::triggered, this, [this] { leaveFor([this] { places_.leave(); }); });
    connect(&places_, &Places::changed, this, &PlaceMenu::update);
    update();
}

QAction* PlaceMenu::add(const QString& text, const char* keys, const QString& toolTip, const QString& name) {
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
    action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, action->shortcut().toString(QKeySequence::NativeText)));
    action->setStatusTip(toolTip);
    action->setObjectName(name);
    window_->addAction(action);
    return action;
}

void PlaceMenu::update() {
    const auto& place = places_.current();
    sandbox_->setEnabled(place.kind != NetworkPlace::Kind::Sandbox);
    leave_->setEnabled(places_.isElsewhere());
}

void PlaceMenu::fillNamespaces() {
    namespaces_->clear();
    for (const auto& each : NetworkNamespace::names()) {
        const QString name = QString::fromStdString(each);
        connect(namespaces_->addAction(plainMenuText(name)), &QAction::triggered, this,
                [this, name] { leaveFor([this, name] { places_.enterNamedNetwork(name); }); });
    }
    if (namespaces_->isEmpty())
        namespaces_->addAction(tr("None yet (ip netns add NAME creates one)"))->setEnabled(false);
}

void PlaceMenu::askForProcess() {
    auto* question = new QInputDialog(window_);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Network of a process"));
    question->setLabelText(
        tr("The id of the process. You can enter your own containers and sandboxes; root can enter all."));
    question->setInputMode(QInputDialog::IntInput);
    question->setIntRange(1, std::numeric_limits<int>::max());
    connect(question, &QInputDialog::intValueSelected, this,
            [this](int process) { leaveFor([this, process] { places_.enterNetworkOf(process); }); });
    question->open();
}

void PlaceMenu::openRunDialog() {
    auto* dialog = new RunDialog(places_, window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

bool PlaceMenu::wouldEndPrograms() const {
    return !places_.sandboxPrograms().empty();
}

void PlaceMenu::leaveFor(const std::function<void()>& then) {
    mayEndPrograms(tr("Leave"), [this, then] { mayLeave_(then); });
}

void PlaceMenu::mayEndPrograms(const QString& verb, std::function<void()> then) {
    const auto programs = places_.sandboxPrograms();
    if (programs.empty()) {
        then();
        return;
    }
    QStringList names;
    for (const auto& each : programs)
        names << QStringLiteral("%1 (pid %2)").arg(plainText(each.program)).arg(each.id);
    auto* question = new QMessageBox(
        QMessageBox::NoIcon, tr("End the sandbox?"),
        tr("These programs run in the sandbox and end with it: %1.").arg(names.join(QStringLiteral(", "))),
        QMessageBox::Cancel, window_);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* confirm = question->addButton(verb, QMessageBox::DestructiveRole);
    confirm->setObjectName(QStringLiteral("endSandbox"));
    connect(confirm, &QAbstractButton::clicked, this, std::move(then));
    question->open();
}

} // namespace tapscope
