#include "destroy_question.h"

#include "../text/plain_text.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tapscope {
namespace {

/// The texts, which have the translation context of the device pane.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(tapscope::DevicesPane)
};

constexpr qsizetype mostLines = 10;

void ask(QWidget& window, const QString& title, const QString& text, const QString& agreement,
         std::function<void()> destroy) {
    auto* question = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::NoButton, &window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* confirm = question->addButton(agreement, QMessageBox::DestructiveRole);
    confirm->setObjectName(QStringLiteral("confirmDestroy"));
    auto* cancel = question->addButton(Texts::tr("&Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    QObject::connect(confirm, &QAbstractButton::clicked, &window, std::move(destroy));
    question->open();
}

} // namespace

QString lossBy(const DeviceInfo& info, std::span<const DeviceUser> users) {
    const QString device = plainText(info.name.text());
    if (info.kind == DeviceKind::Veth)
        return info.peer ? Texts::tr("%1 is one end of a pair. Its peer, %2, is destroyed with it.")
                               .arg(device, plainText(info.peer->text()))
                         : Texts::tr("%1 is one end of a pair. Its peer in another namespace is destroyed with it.")
                               .arg(device);
    if (info.kind == DeviceKind::Bridge)
        return Texts::tr("Its ports are no longer connected with each other, and its addresses are removed with it.");
    if (!info.hasCarrier)
        return info.addresses.empty()
                   ? Texts::tr("No program has %1 open.").arg(device)
                   : Texts::tr("No program has %1 open. Its addresses are removed with it.").arg(device);
    QStringList names;
    for (const auto& user : users) {
        if (user.pid == QCoreApplication::applicationPid())
            names << Texts::tr("this window");
        else
            names << QStringLiteral("%1 (pid %2)").arg(plainText(user.program)).arg(user.pid);
    }
    if (names.isEmpty())
        return Texts::tr("%1 is in use. If you destroy it, the programs that have it open lose it.").arg(device);
    return Texts::tr("%1 is in use by %2. If you destroy it, the programs that have it open lose it.")
        .arg(device, names.join(QStringLiteral(", ")));
}

void askToDestroy(QWidget& window, const DeviceInfo& device, std::span<const DeviceUser> users,
                  std::function<void()> destroy) {
    const QString name = plainText(device.name.text());
    ask(window, Texts::tr("Destroy %1?").arg(name), lossBy(device, users),
        Texts::tr("&Destroy %1").arg(plainMenuText(name)), std::move(destroy));
}

void askToDestroyAll(QWidget& window, const QStringList& losses, std::function<void()> destroy) {
    QStringList lines = losses.mid(0, mostLines);
    if (losses.size() > mostLines)
        lines << Texts::tr("and %L1 more").arg(losses.size() - mostLines);
    ask(window, Texts::tr("Destroy these devices?"), lines.join(QLatin1Char('\n')), Texts::tr("&Destroy them all"),
        std::move(destroy));
}

} // namespace tapscope
