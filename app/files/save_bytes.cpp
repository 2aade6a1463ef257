#include "save_bytes.h"

#include "../background/background.h"
#include "file_text.h"

#include <plugin/replacement_file.h>

#include <QFile>
#include <QFileDialog>

namespace tapscope {
namespace {

Result<SavedBytes> write(const QByteArray& bytes, const std::filesystem::path& path) {
    auto file = ReplacementFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    QFile out;
    if (!out.open(file->descriptor(), QIODevice::WriteOnly | QIODevice::Unbuffered) || out.write(bytes) != bytes.size())
        return failure(ErrorKind::System, "save", path.string(), out.errorString().toStdString());
    if (auto done = file->commit(); !done)
        return std::unexpected(done.error());
    return SavedBytes{.shownPath = shownPath(path), .size = bytes.size()};
}

} // namespace

void askToSave(QWidget* parent, const BytesToSave& what, const std::function<void(const Result<SavedBytes>&)>& then) {
    auto* dialog = new QFileDialog(parent, what.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    if (!what.nameFilter.isEmpty())
        dialog->setNameFilter(what.nameFilter);
    dialog->selectFile(what.suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, make = what.bytes, then](const QString& name) {
                         inBackground(parent, [make, path = typedPath(name)] { return write(make(), path); }, then);
                     });
    dialog->open();
}

} // namespace tapscope
