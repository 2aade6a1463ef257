#include "destroy_question.h"

#include "../text/plain_text.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope::DevicesPane", text);
}

/// What is lost when the device is destroyed.
QString lossBy(const DeviceInfo& info, std::span<const DeviceUser> users) {
    const QString device = plainText(info.name.text());
    if (info.kind == DeviceKind::Veth)
        return info.peer ? tr("%1 is one end of a pair. Its peer, %2, goes with it.")
                               .arg(device, plainText(info.peer->text()))
                         : tr("%1 is one end of a pair. Its peer in another namespace goes with it.").arg(device);
    if (!info.hasCarrier)
        return info.addresses.empty() ? tr("Nobody has %1 open.").arg(device)
                                      : tr("Nobody has %1 open. Its addresses go with it.").arg(device);
    QStringList names;
    for (const auto& user : users) {
        if (user.pid == QCoreApplication::applicationPid())
            names << tr("this window");
        else
            names << QStringLiteral("%1 (pid %2)").arg(plainText(user.program)).arg(user.pid);
    }
    return tr("%1 is in use%2. Destroying it takes it away from the programs that have it open.")
        .arg(device, names.isEmpty() ? QString() : tr(" by %1").arg(names.join(QStringLiteral(", "))));
}

} // namespace

void askToDestroy(QWidget& window, const DeviceInfo& device, std::span<const DeviceUser> users,
                  std::function<void()> destroy) {
    const QString name = plainText(device.name.text());
    auto* question = new QMessageBox(QMessageBox::NoIcon, tr("Destroy %1?").arg(name), lossBy(device, users),
                                     QMessageBox::NoButton, &window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* confirm = question->addButton(tr("&Destroy %1").arg(plainMenuText(name)), QMessageBox::DestructiveRole);
    confirm->setObjectName(QStringLiteral("confirmDestroy"));
    auto* cancel = question->addButton(tr("&Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    QObject::connect(confirm, &QAbstractButton::clicked, &window, std::move(destroy));
    question->open();
}

} // namespace tapscope
