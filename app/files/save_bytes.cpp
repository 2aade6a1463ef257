#include "save_bytes.h"

#include "../background/background.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "choose_file.h"
#include "file_text.h"
#include "replace_question.h"
#include "save_target.h"

#include <plugin/replacement_file.h>

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QStatusTipEvent>

namespace tapscope {
namespace {

Result<SavedBytes> write(const QByteArray& bytes, const std::filesystem::path& path) {
    auto file = ReplacementFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    QFile out;
    bool isWritten = out.open(file->descriptor(), QIODevice::WriteOnly | QIODevice::Unbuffered);
    // A disk that becomes full takes a part; only the next write says why it takes no more.
    for (qint64 done = 0; isWritten && done < bytes.size();) {
        const qint64 taken = out.write(bytes.constData() + done, bytes.size() - done);
        isWritten = taken > 0;
        done += taken;
    }
    if (!isWritten)
        return failure(ErrorKind::System, "save", path.string(), out.errorString().toStdString());
    if (auto done = file->commit(); !done)
        return std::unexpected(done.error());
    return SavedBytes{.shownPath = shownPath(path), .size = bytes.size()};
}

/// One save. The name is known; everything else is done on other threads.
struct Save {
    QWidget* parent;
    std::function<Result<QByteArray>(const std::filesystem::path& file)> bytes;
    std::function<void(const Result<SavedBytes>&)> then;
    std::filesystem::path path;

    void examine() const {
        const auto nobodys = [](const std::filesystem::path&) {
            return false;
        }; // create() refuses the file that is being recorded
        inBackground(
            parent, [path = path, nobodys] { return examineSaveTarget(path, nobodys); },
            [save = *this](const Result<SaveTarget>& target) {
                if (!target)
                    save.then(std::unexpected(target.error()));
                else if (*target != SaveTarget::File)
                    save.run();
                else
                    askToReplace(save.parent, save.path, [save](bool isReplaced) {
                        if (isReplaced)
                            save.run();
                    });
            });
    }

    void run() const {
        inBackground(
            parent,
            [path = path, make = bytes]() -> Result<SavedBytes> {
                const auto contents = make(path);
                return contents ? write(*contents, path) : std::unexpected(contents.error());
            },
            then);
    }
};

} // namespace

QString SavedBytes::text() const {
    const auto count = static_cast<quint64>(size); // lupdate hangs if the cast is an argument of translate()
    return QCoreApplication::translate("tapscope", "Wrote %L1 byte(s) to %2", nullptr, pluralOf(count))
        .arg(size)
        .arg(shownPath);
}

void askToSave(QWidget* parent, const BytesToSave& what, const std::function<void(const Result<SavedBytes>&)>& then) {
    chooseFile(parent,
               {.title = what.title,
                .use = WantedFile::For::Saving,
                .nameFilters = what.nameFilters,
                .suggested = what.suggestedName},
               [parent, make = what.bytes, then](const QString& name) {
                   Save{parent, make, then, typedPath(name)}.examine();
               });
}

void askToSave(QWidget& owner, const BytesToSave& what) {
    askToSave(&owner, what, [&owner, title = what.title](const Result<SavedBytes>& saved) {
        if (saved) {
            QStatusTipEvent told(saved->text());
            QApplication::sendEvent(&owner, &told);
            return;
        }
        auto* box =
            new QMessageBox(QMessageBox::NoIcon, title, plainText(saved.error().text()), QMessageBox::Close, &owner);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

} // namespace tapscope
