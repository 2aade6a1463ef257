#include "choose_file.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QRegularExpression>
#include <QTreeView>

namespace tapscope {
namespace {

/// Returns "svg" for "SVG picture (*.svg)".
QString endingOf(const QString& nameFilter) {
    static const QRegularExpression ending(QStringLiteral(R"(\*\.(\w+))"));
    return ending.match(nameFilter).captured(1);
}

} // namespace

void chooseFile(QWidget* parent, const WantedFile& wanted, const std::function<void(const QString& name)>& then) {
    auto* dialog = new QFileDialog(parent, wanted.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    switch (wanted.use) {
    case WantedFile::For::Opening:
        dialog->setFileMode(QFileDialog::ExistingFile);
        break;
    case WantedFile::For::OpeningSeveral:
        dialog->setFileMode(QFileDialog::ExistingFiles);
        break;
    case WantedFile::For::Saving:
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setFileMode(QFileDialog::AnyFile);
        dialog->setOption(QFileDialog::DontConfirmOverwrite);
        break;
    case WantedFile::For::Folder:
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        break;
    }
    if (!wanted.nameFilters.isEmpty())
        dialog->setNameFilters(wanted.nameFilters);
    if (wanted.use == WantedFile::For::Saving) {
        dialog->setDefaultSuffix(endingOf(dialog->selectedNameFilter()));
        QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                         [dialog](const QString& filter) { dialog->setDefaultSuffix(endingOf(filter)); });
    }
    if (wanted.use == WantedFile::For::Folder && !wanted.suggested.isEmpty())
        dialog->setDirectory(wanted.suggested);
    else
        dialog->selectFile(wanted.suggested);
    // For Qt's own dialog, which is used if the desktop has none: its date column must be wide enough.
    if (auto* details = dialog->findChild<QTreeView*>(QStringLiteral("treeView"))) {
        details->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
        details->header()->setSectionResizeMode(0, QHeaderView::Stretch);
        dialog->resize(dialog->size().expandedTo({860, 480}));
    }
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, [then](const QStringList& names) {
        for (const QString& name : names)
            then(name);
    });
    dialog->open();
}

} // namespace tapscope
