#include "merge_dialog.h"

#include "../background/background.h"
#include "../session/recordings.h"
#include "../text/message_label.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "choose_file.h"
#include "file_text.h"
#include "written_recording.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int pathRole = Qt::UserRole;

} // namespace

std::vector<std::filesystem::path> droppedFiles(const QMimeData& data) {
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile())
            files.emplace_back(QByteArray::fromPercentEncoding(url.path(QUrl::FullyEncoded).toLatin1()).toStdString());
    }
    return files;
}

MergeDialog::MergeDialog(const std::vector<std::filesystem::path>& files, QWidget* parent)
    : QDialog(parent), files_(new QListWidget), order_(new QComboBox), message_(new MessageLabel),
      progress_(new QProgressBar), add_(new QPushButton(tr("&Add files…"))), remove_(new QPushButton(tr("&Remove"))),
      up_(new QPushButton(tr("Move &up"))), down_(new QPushButton(tr("Move &down"))),
      merge_(new QPushButton(tr("&Merge"))) {
    setWindowTitle(tr("Merge captures"));
    setObjectName(QStringLiteral("mergeDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    resize(620, 380);
    layOut();
    connect(add_, &QPushButton::clicked, this, &MergeDialog::askFiles);
    connect(remove_, &QPushButton::clicked, this, [this] {
        delete files_->currentItem();
        updateState();
    });
    connect(up_, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down_, &QPushButton::clicked, this, [this] { move(1); });
    connect(merge_, &QPushButton::clicked, this, &MergeDialog::merge);
    connect(files_, &QListWidget::currentRowChanged, this, &MergeDialog::updateState);
    addFiles(files);
}

MergeDialog::~MergeDialog() {
    if (merging_)
        merging_->request_stop();
}

void MergeDialog::layOut() {
    files_->setObjectName(QStringLiteral("mergeFiles"));
    files_->setAccessibleName(tr("Files to merge"));
    files_->setToolTip(tr("Drop captures here"));
    order_->setObjectName(QStringLiteral("mergeOrder"));
    order_->addItem(tr("By time"));
    order_->addItem(tr("One file after the other"));
    message_->setObjectName(QStringLiteral("mergeMessage"));
    progress_->setRange(0, 0); // how many frames there are is not known
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);
    progress_->hide();
    merge_->setObjectName(QStringLiteral("merge"));
    merge_->setProperty("role", "primary");
    merge_->setDefault(true);
    auto* side = new QVBoxLayout;
    for (QPushButton* button : {add_, remove_, up_, down_}) {
        button->setAutoDefault(false);
        side->addWidget(button);
    }
    side->addStretch(1);
    auto* middle = new QHBoxLayout;
    middle->addWidget(files_, 1);
    middle->addLayout(side);
    auto* form = new QFormLayout;
    form->addRow(tr("&Order of the frames"), order_);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    buttons->addButton(merge_, QDialogButtonBox::ActionRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(middle, 1);
    layout->addLayout(form);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void MergeDialog::addFiles(const std::vector<std::filesystem::path>& files) {
    for (const auto& file : files) {
        auto* item = new QListWidgetItem(shownPath(file), files_);
        item->setData(pathRole, fileText(file));
    }
    if (files_->currentRow() < 0 && files_->count() > 0)
        files_->setCurrentRow(0);
    updateState();
}

void MergeDialog::askFiles() {
    chooseFile(this,
               {.title = tr("Add captures"),
                .use = WantedFile::For::OpeningSeveral,
                .nameFilters = {tr("Captures (*.pcap *.pcapng *.cap *.dmp *.gz *.zst *.lz4)"), tr("All files (*)")}},
               [this](const QString& name) { addFiles({typedPath(name)}); });
}

void MergeDialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFiles(*event->mimeData()).empty())
        event->acceptProposedAction();
}

void MergeDialog::dropEvent(QDropEvent* event) {
    addFiles(droppedFiles(*event->mimeData()));
}

void MergeDialog::move(int by) {
    const int row = files_->currentRow();
    files_->insertItem(row + by, files_->takeItem(row));
    files_->setCurrentRow(row + by);
}

void MergeDialog::updateState() {
    const bool isMerging = merging_.has_value();
    const int row = files_->currentRow();
    for (QWidget* each : std::initializer_list<QWidget*>{files_, order_, add_})
        each->setEnabled(!isMerging);
    remove_->setEnabled(!isMerging && row >= 0);
    up_->setEnabled(!isMerging && row > 0);
    down_->setEnabled(!isMerging && row >= 0 && row + 1 < files_->count());
    merge_->setEnabled(!isMerging && files_->count() > 1);
    progress_->setVisible(isMerging);
    if (!isMerging)
        message_->say(files_->count() > 1 ? tr("The merged capture opens in this window, where you can save it.")
                                          : tr("Add two or more files, or drop them here."));
}

void MergeDialog::merge() {
    merging_.emplace();
    updateState();
    message_->say(tr("Merging…"));
    CaptureMerge work{.order =
                          order_->currentIndex() == 0 ? CaptureMerge::Order::ByTime : CaptureMerge::Order::Appended,
                      .stop = merging_->get_token()};
    for (int row = 0; row < files_->count(); ++row)
        work.files.push_back(filePath(files_->item(row)->data(pathRole).toString()));
    work.progress = [self = QPointer(this)](FrameNumber frames) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, frames] {
                if (self)
                    self->message_->say(tr("Merging: %L1 frame(s)", nullptr, pluralOf(frames)).arg(frames));
            },
            Qt::QueuedConnection);
    };
    const auto path = newRecordingPath();
    inBackground(
        this,
        [work = std::move(work), path] {
            return writtenRecording(path, [&](const auto& write) { return work.run(write); });
        },
        [this, path](const Result<CaptureMerge::Report>& report) { end(path, report); });
}

void MergeDialog::end(const std::filesystem::path& path, const Result<CaptureMerge::Report>& report) {
    merging_.reset();
    updateState();
    if (!report) {
        message_->complain(plainText(report.error().text()));
        return;
    }
    for (const Error& damage : report->damages)
        emit noted(plainText(damage.text()));
    if (report->leftOut > 0)
        emit noted(tr("%L1 block(s) without a frame were left out: they do not fit into one section", nullptr,
                      pluralOf(report->leftOut))
                       .arg(report->leftOut));
    accept();
    emit merged(fileText(path));
}

} // namespace tapscope
