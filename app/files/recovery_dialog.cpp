#include "recovery_dialog.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "file_text.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <chrono>

namespace tapscope {
namespace {

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString timeText(std::filesystem::file_time_type time) {
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(time)).time_since_epoch().count();
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds), QLocale::ShortFormat);
}

} // namespace

RecoveryDialog::RecoveryDialog(QWidget* parent)
    : QDialog(parent), list_(new QTreeWidget), message_(new QLabel), open_(new QPushButton(tr("&Open"))),
      delete_(new QPushButton(tr("&Delete…"))) {
    setWindowTitle(tr("Recover captures"));
    setObjectName(QStringLiteral("recoveryDialog"));
    resize(560, 320);
    auto* words =
        new QLabel(tr("TapScope ended before these captures were saved. They stay until they are saved or deleted."));
    words->setWordWrap(true);
    list_->setObjectName(QStringLiteral("leftRecordings"));
    list_->setAccessibleName(tr("Unsaved captures"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderLabels({tr("Last frame"), tr("Size"), tr("File")});
    message_->setObjectName(QStringLiteral("recoveryMessage"));
    message_->setProperty("role", "error");
    message_->setWordWrap(true);
    open_->setObjectName(QStringLiteral("recover"));
    open_->setProperty("role", "primary");
    open_->setDefault(true);
    delete_->setObjectName(QStringLiteral("deleteRecording"));
    delete_->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox;
    auto* close = buttons->addButton(tr("&Later"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);
    buttons->addButton(delete_, QDialogButtonBox::ActionRole);
    buttons->addButton(open_, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(words);
    layout->addWidget(list_, 1);
    layout->addWidget(message_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(open_, &QPushButton::clicked, this, &RecoveryDialog::openSelected);
    connect(delete_, &QPushButton::clicked, this, &RecoveryDialog::askDelete);
    connect(list_, &QTreeWidget::itemActivated, this, &RecoveryDialog::openSelected);
    connect(list_, &QTreeWidget::currentItemChanged, this, &RecoveryDialog::update);
    update();
    look();
}

void RecoveryDialog::look() {
    inBackground(this, [] { return leftRecordings(); }, [this](const std::vector<LeftRecording>& left) { show(left); });
}

void RecoveryDialog::show(const std::vector<LeftRecording>& left) {
    left_ = left;
    list_->clear();
    for (const auto& each : left_)
        new QTreeWidgetItem(list_, {timeText(each.changed), sizeText(each.size), shownName(each.path)});
    for (int column = 0; column < list_->columnCount(); ++column)
        list_->resizeColumnToContents(column);
    if (!left_.empty())
        list_->setCurrentItem(list_->topLevelItem(0));
    update();
}

void RecoveryDialog::update() {
    const bool isSelected = list_->currentItem() != nullptr;
    open_->setEnabled(isSelected);
    delete_->setEnabled(isSelected);
}

void RecoveryDialog::openSelected() {
    const int row = list_->indexOfTopLevelItem(list_->currentItem());
    if (row < 0)
        return;
    const QString path = fileText(left_[static_cast<std::size_t>(row)].path);
    accept();
    emit openAsked(path);
}

void RecoveryDialog::askDelete() {
    const int row = list_->indexOfTopLevelItem(list_->currentItem());
    if (row < 0)
        return;
    const auto recording = left_[static_cast<std::size_t>(row)];
    auto* question = new QMessageBox(
        QMessageBox::NoIcon, tr("Delete the capture?"),
        tr("%1 of frames will be lost: they are not saved anywhere else.").arg(sizeText(recording.size)),
        QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto* sure = question->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    sure->setObjectName(QStringLiteral("deleteForGood"));
    auto* keep = question->addButton(tr("&Keep it"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    connect(sure, &QAbstractButton::clicked, this, [this, path = recording.path] {
        inBackground(
            this, [path] { return deleteLeftRecording(path); },
            [this](const Result<void>& done) {
                message_->setText(done ? QString() : oneLine(QString::fromStdString(done.error().text())));
                look();
                emit changed();
            });
    });
    question->open();
}

} // namespace tapscope
