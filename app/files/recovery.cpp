#include "recovery.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/plain_text.h"

#include <store/recovery.h>

#include <QFile>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace tapscope {

void offerRecovery(QWidget& window, const std::function<void(const QString&)>& open) {
    inBackground(
        &window, [folder = recordingsFolder().toStdString()] { return findLeftRecordings(folder); },
        [&window, open](const std::vector<LeftRecording>& left) {
            if (left.empty())
                return;
            const QString path = QString::fromStdString(left.front().path.string());
            const QString size =
                QLocale(QLocale::English)
                    .formattedDataSize(static_cast<qint64>(left.front().size), 1, QLocale::DataSizeSIFormat);
            auto* question =
                new QMessageBox(QMessageBox::Question, QObject::tr("Recover a capture?"),
                                QObject::tr("A capture of %1 was left behind when TapScope ended unexpectedly:\n%2")
                                    .arg(size, plainText(path)),
                                QMessageBox::NoButton, &window);
            question->setAttribute(Qt::WA_DeleteOnClose);
            auto* recover = question->addButton(QObject::tr("Recover"), QMessageBox::AcceptRole);
            auto* remove = question->addButton(QObject::tr("Delete it"), QMessageBox::DestructiveRole);
            question->addButton(QObject::tr("Later"), QMessageBox::RejectRole);
            QObject::connect(recover, &QAbstractButton::clicked, &window, [open, path] { open(path); });
            QObject::connect(remove, &QAbstractButton::clicked, &window, [path] { QFile::remove(path); });
            question->open();
        });
}

} // namespace tapscope
