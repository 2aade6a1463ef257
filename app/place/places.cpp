#include "places.h"

#include "../background/background.h"
#include "../text/plain_text.h"

#include <privilege/escalating_control.h>
#include <privilege/helper_control.h>

#include <QStandardPaths>

#include <csignal>

namespace tapscope {
namespace {

QString textOf(const Error& error) {
    return plainText(error.text());
}

/// A terminal program and its arguments for running a program.
QStringList terminal() {
    const auto chosen = qEnvironmentVariable("TERMINAL");
    for (const auto& [name, option] :
         {std::pair(chosen, "-e"), std::pair(QStringLiteral("x-terminal-emulator"), "-e"),
          std::pair(QStringLiteral("konsole"), "-e"), std::pair(QStringLiteral("gnome-terminal"), "--"),
          std::pair(QStringLiteral("xfce4-terminal"), "-x"), std::pair(QStringLiteral("xterm"), "-e")}) {
        if (const QString path = name.isEmpty() ? name : QStandardPaths::findExecutable(name); !path.isEmpty())
            return {path, QString::fromLatin1(option)};
    }
    return {};
}

std::vector<NamespaceProcess> programsIn(pid_t helper) {
    const auto network = networkOf(helper);
    if (!network)
        return {};
    auto programs = processesIn(*network);
    std::erase_if(programs, [&](const NamespaceProcess& each) { return each.id == helper; });
    return programs;
}

} // namespace

Places::Places(HelperProgram program, QObject* parent)
    : QObject(parent), program_(std::move(program)), current_(machine(program_)) {}

Places::~Places() {
    endPrograms();
}

NetworkPlace Places::machine(const HelperProgram& program) {
    return {.kind = NetworkPlace::Kind::Machine, .title = {}, .control = escalatingControl(program), .helper = {}};
}

void Places::enterSandbox() {
    enter(NetworkPlace::Kind::Sandbox, tr("private sandbox"), program_.inSandbox());
}

void Places::enterNamedNetwork(const QString& name) {
    enter(NetworkPlace::Kind::Namespace, tr("network namespace %1").arg(name),
          program_.inNamedNetwork(name.toStdString()));
}

void Places::enterNetworkOf(pid_t process) {
    enter(NetworkPlace::Kind::Namespace, tr("network of process %1").arg(process), program_.inNetworkOf(process));
}

void Places::enter(NetworkPlace::Kind kind, const QString& title, const HelperProgram::Command& command) {
    if (std::exchange(isEntering_, true))
        return;
    inBackground(
        this, [command] { return HelperConnection::start(command); },
        [this, kind, title](const Result<std::shared_ptr<HelperConnection>>& helper) {
            isEntering_ = false;
            if (helper)
                become({kind, title, helperControl(*helper, HelperPlace::Elsewhere), *helper});
            else
                emit failed(textOf(helper.error()));
        });
}

void Places::leave() {
    if (isElsewhere())
        become(machine(program_));
}

void Places::become(NetworkPlace place) {
    endPrograms();
    current_ = std::move(place);
    emit changed(current_);
}

QStringList Places::inside(const QStringList& command) const {
    QStringList starter;
    if (current_.helper) {
        for (const auto& word : program_.runIn(current_.helper->process()))
            starter << QString::fromStdString(word);
    }
    return starter + command;
}

void Places::run(const QString& words) {
    QStringList command = QProcess::splitCommand(words);
    if (command.isEmpty()) {
        command = {qEnvironmentVariable("SHELL", QStringLiteral("/bin/sh"))};
        const QStringList window = terminal();
        if (window.isEmpty()) {
            emit failed(
                tr("No terminal program was found; set TERMINAL to the one you use, or enter a program to run"));
            return;
        }
        command = window + inside(command); // the terminal runs outside; only the shell enters the namespace
    } else {
        command = inside(command);
    }
    auto* process = new QProcess(this);
    process->setProcessChannelMode(QProcess::ForwardedChannels);
    const QString shown = words.isEmpty() ? tr("a terminal") : words;
    connect(process, &QProcess::started, this, [this, shown] { emit noted(tr("Started %1").arg(shown)); });
    connect(process, &QProcess::errorOccurred, this, [this, process, shown](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            emit failed(tr("Cannot run %1: %2").arg(shown, process->errorString()));
            process->deleteLater();
        }
    });
    connect(process, &QProcess::finished, this, [this, process, shown](int status) {
        if (status != 0)
            emit failed(tr("%1 ended with status %2").arg(shown).arg(status));
        else
            emit noted(tr("%1 has ended").arg(shown));
        process->deleteLater();
    });
    process->start(command.takeFirst(), command);
}

void Places::listPrograms(QObject* context, OnPrograms then) {
    if (!current_.helper) {
        then({});
        return;
    }
    inBackground(context, [helper = current_.helper] { return programsIn(helper->process()); }, std::move(then));
}

void Places::end(pid_t program) {
    kill(program, SIGTERM);
}

std::vector<NamespaceProcess> Places::sandboxPrograms() const {
    return current_.kind == NetworkPlace::Kind::Sandbox ? programsIn(current_.helper->process())
                                                        : std::vector<NamespaceProcess>{};
}

void Places::endPrograms() const {
    for (const auto& program : sandboxPrograms())
        end(program.id);
}

} // namespace tapscope
