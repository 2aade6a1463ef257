#include "objects_dialog.h"

#include "../background/background.h"
#include "../files/choose_file.h"
#include "../files/file_text.h"
#include "../files/save_bytes.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "object_list_model.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <objects/object_files.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr qsizetype mostPreviewed = 64 << 10; // bytes

QByteArray beginningOf(const CapturedObject& object, qsizetype most) {
    const auto size = std::min(static_cast<qsizetype>(object.bytes.size()), most);
    return {reinterpret_cast<const char*>(object.bytes.data()), size};
}

/// The lines of a text, each made printable; nothing if the object is not text.
QString textOf(const QByteArray& bytes) {
    if (bytes.contains('\0'))
        return {};
    QStringList lines;
    for (QByteArray line : bytes.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        line.replace('\t', "    ");
        lines << plainText(std::string_view(line.constData(), static_cast<std::size_t>(line.size())));
    }
    return lines.join(QLatin1Char('\n'));
}

/// The outcome of writing several files.
struct Saved {
    quint64 files = 0;
    QString trouble; ///< why not all files were written; empty: all were
};

} // namespace

ObjectsDialog::ObjectsDialog(ShownCapture capture, QWidget* parent)
    : QDialog(parent), capture_(std::move(capture)), model_(new ObjectListModel(this)),
      sorted_(new QSortFilterProxyModel(this)), protocols_(new QComboBox), filter_(new QLineEdit), list_(new QTreeView),
      preview_(new QPlainTextEdit), progress_(new QProgressBar), message_(new QLabel),
      cancel_(new QPushButton(tr("&Cancel"))), goTo_(new QPushButton(tr("&Go to frame"))),
      save_(new QPushButton(tr("&Save…"))), saveAll_(new QPushButton(tr("Save &all…"))) {
    setWindowTitle(tr("Export objects"));
    setObjectName(QStringLiteral("objectsDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 560);
    layOut();
    connect(protocols_, &QComboBox::activated, this, &ObjectsDialog::collect);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        sorted_->setFilterFixedString(text.trimmed());
        setBusy(isBusy());
    });
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ObjectsDialog::preview);
    connect(list_, &QTreeView::doubleClicked, save_, &QPushButton::click);
    connect(save_, &QPushButton::clicked, this, &ObjectsDialog::saveCurrent);
    connect(saveAll_, &QPushButton::clicked, this, &ObjectsDialog::askFolder);
    connect(goTo_, &QPushButton::clicked, this, [this] { emit frameAsked(current()->frame); });
    connect(cancel_, &QPushButton::clicked, this, &ObjectsDialog::cancel);
    collect();
}

ObjectsDialog::~ObjectsDialog() {
    if (saving_)
        saving_->request_stop();
}

bool ObjectsDialog::isBusy() const {
    return work_.isRunning() || saving_.has_value();
}

void ObjectsDialog::cancel() {
    if (saving_) { // its end reports what was written
        saving_->request_stop();
        return;
    }
    work_.cancel();
    setBusy(false);
    tell(tr("Cancelled"));
}

void ObjectsDialog::layOut() {
    protocols_->setObjectName(QStringLiteral("objectProtocol"));
    protocols_->setAccessibleName(tr("Protocol"));
    protocols_->addItem(tr("HTTP: message bodies"), static_cast<int>(ObjectProtocol::Http));
    protocols_->addItem(tr("TFTP: files"), static_cast<int>(ObjectProtocol::Tftp));
    protocols_->addItem(tr("SMTP: emails"), static_cast<int>(ObjectProtocol::Mail));
    filter_->setObjectName(QStringLiteral("objectFilter"));
    filter_->setPlaceholderText(tr("Filter by host, type or name"));
    filter_->setAccessibleName(tr("Filter the list"));
    filter_->setClearButtonEnabled(true);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(ObjectListModel::sortRole);
    sorted_->setFilterKeyColumn(-1);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    list_->setObjectName(QStringLiteral("objects"));
    list_->setAccessibleName(tr("Objects"));
    list_->setModel(sorted_);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setAllColumnsShowFocus(true);
    list_->setSortingEnabled(true);
    list_->sortByColumn(ObjectListModel::FrameColumn, Qt::AscendingOrder);
    preview_->setObjectName(QStringLiteral("objectPreview"));
    preview_->setAccessibleName(tr("Beginning of the object"));
    preview_->setReadOnly(true);
    preview_->setLineWrapMode(QPlainTextEdit::NoWrap);
    Theme::makeFixed(*preview_);
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);
    message_->setObjectName(QStringLiteral("objectMessage"));
    message_->setWordWrap(true);
    message_->setProperty("role", "muted");
    save_->setObjectName(QStringLiteral("saveObject"));
    saveAll_->setObjectName(QStringLiteral("saveObjects"));
    auto* choices = new QHBoxLayout;
    choices->addWidget(protocols_);
    choices->addWidget(filter_, 1);
    auto* panes = new QSplitter(Qt::Vertical);
    panes->addWidget(list_);
    panes->addWidget(preview_);
    panes->setStretchFactor(0, 3);
    panes->setStretchFactor(1, 2);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    for (QPushButton* button : {cancel_, goTo_, save_, saveAll_})
        buttons->addButton(button, QDialogButtonBox::ActionRole);
    for (QAbstractButton* each : buttons->buttons()) // Return in the filter must not press a button
        qobject_cast<QPushButton*>(each)->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(choices);
    layout->addWidget(panes, 1);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ObjectsDialog::collect() {
    work_.cancel();
    objects_ = nullptr;
    model_->show(nullptr);
    preview();
    setBusy(true);
    tell(tr("Reading the capture…"));
    const auto protocol = static_cast<ObjectProtocol>(protocols_->currentData().toInt());
    work_.start([this, capture = capture_, protocol](const LatestWork::Job& job) -> std::function<void()> {
        const auto progress = [&](int percent) { job.tell([this, percent] { progress_->setValue(percent); }); };
        auto found = std::make_shared<Result<CapturedObjects>>(collectObjects(capture, protocol, job.stop, progress));
        return [this, found] { take(std::move(*found)); };
    });
}

void ObjectsDialog::take(Result<CapturedObjects> found) {
    setBusy(false);
    if (!found) {
        tell(plainText(found.error().text()));
        return;
    }
    objects_ = std::make_shared<const CapturedObjects>(std::move(*found));
    model_->show(objects_);
    for (int column = 0; column < ObjectListModel::ColumnCount; ++column)
        list_->resizeColumnToContents(column);
    if (sorted_->rowCount() > 0)
        list_->setCurrentIndex(sorted_->index(0, 0));
    setBusy(false);
    const quint64 count = objects_->objects.size();
    QString text = count == 0 ? tr("The capture has no objects of this protocol")
                              : tr("%L1 object(s)", nullptr, pluralOf(count)).arg(count);
    if (objects_->leftOut > 0)
        text += QLatin1Char('\n') +
                tr("%L1 more were left out: all objects together may have 1 GiB", nullptr, pluralOf(objects_->leftOut))
                    .arg(objects_->leftOut);
    tell(text);
}

const CapturedObject* ObjectsDialog::current() const {
    const QModelIndex index = sorted_->mapToSource(list_->currentIndex());
    return index.isValid() ? &model_->at(index.row()) : nullptr;
}

std::vector<std::size_t> ObjectsDialog::listed() const {
    std::vector<std::size_t> rows;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        rows.push_back(static_cast<std::size_t>(sorted_->mapToSource(sorted_->index(row, 0)).row()));
    return rows;
}

void ObjectsDialog::preview() {
    const CapturedObject* object = current();
    preview_->clear();
    setBusy(isBusy());
    if (object == nullptr)
        return;
    const QString text = textOf(beginningOf(*object, mostPreviewed));
    if (text.isEmpty())
        preview_->setPlaceholderText(object->bytes.empty() ? tr("The object is empty") : tr("The object is not text"));
    else
        preview_->setPlainText(text);
}

void ObjectsDialog::setBusy(bool isBusy) {
    if (isBusy != progress_->isVisibleTo(this))
        progress_->setValue(0);
    progress_->setVisible(isBusy);
    cancel_->setEnabled(isBusy);
    protocols_->setEnabled(!saving_);
    const bool hasCurrent = current() != nullptr;
    save_->setEnabled(!isBusy && hasCurrent);
    goTo_->setEnabled(hasCurrent);
    saveAll_->setEnabled(!isBusy && sorted_->rowCount() > 0);
}

void ObjectsDialog::tell(const QString& text) {
    message_->setText(text);
}

void ObjectsDialog::saveCurrent() {
    const CapturedObject* object = current();
    if (object == nullptr)
        return;
    const auto row = static_cast<std::size_t>(sorted_->mapToSource(list_->currentIndex()).row());
    askToSave(
        this,
        {.title = tr("Save the object"),
         .suggestedName = QString::fromStdString(objectFileName(object->name, row + 1)),
         .bytes =
             [objects = objects_, row](const std::filesystem::path&) {
                 const CapturedObject& chosen = objects->objects[row];
                 return beginningOf(chosen, static_cast<qsizetype>(chosen.bytes.size()));
             }},
        [this](const Result<SavedBytes>& saved) { tell(saved ? saved->text() : plainText(saved.error().text())); });
}

void ObjectsDialog::askFolder() {
    chooseFile(this, {.title = tr("Save the listed objects in a folder"), .use = WantedFile::For::Folder},
               [this](const QString& name) { saveAll(typedPath(name)); });
}

void ObjectsDialog::saveAll(const std::filesystem::path& folder) {
    if (isBusy() || !objects_)
        return;
    saving_.emplace();
    setBusy(true);
    tell(tr("Saving…"));
    // Does not use LatestWork, which waits for its threads: a file system may hang forever.
    inBackground(
        this,
        [objects = objects_, rows = listed(), folder, stop = saving_->get_token(), self = QPointer(this)]() -> Saved {
            Saved saved;
            for (const std::size_t row : rows) {
                if (stop.stop_requested()) {
                    saved.trouble = tr("Cancelled");
                    break;
                }
                if (const auto name = saveObject(objects->objects[row], row + 1, folder); !name) {
                    saved.trouble = plainText(name.error().text());
                    break;
                }
                ++saved.files;
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [self, percent = static_cast<int>(100 * saved.files / rows.size())] {
                        if (self)
                            self->progress_->setValue(percent);
                    },
                    Qt::QueuedConnection);
            }
            return saved;
        },
        [this, folder](const Saved& saved) {
            saving_.reset();
            setBusy(false);
            const QString done =
                tr("Wrote %L1 file(s) to %2", nullptr, pluralOf(saved.files)).arg(saved.files).arg(shownPath(folder));
            tell(saved.trouble.isEmpty() ? done : saved.trouble + QLatin1Char('\n') + done);
        });
}

} // namespace tapscope
