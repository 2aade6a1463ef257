#pragma once

#include <base/error.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>

class QWidget;

namespace tapscope {

/// What is saved beside captures: a frame's bytes, a stream, a table, a picture, rules.
struct BytesToSave {
    QString title;                ///< of the dialog
    QString suggestedName;        ///< without a folder
    QStringList nameFilters = {}; ///< as QFileDialog's; empty: any name
    /// Gives the contents for a file of that name, on another thread.
    std::function<Result<QByteArray>(const std::filesystem::path& file)> bytes;
};

/// A file that was written.
struct SavedBytes {
    QString shownPath; ///< fit for a label
    qsizetype size = 0;

    /// "Wrote 98 bytes to frame-1.bin"
    [[nodiscard]] QString text() const;
};

/// Asks for a file's name, and whether an existing file is to be replaced, and writes to it on a thread that a file
/// system may hold up for ever: the window is never blocked, and an older file stays as it was when that fails. A file
/// that is being recorded is refused. `then` is told how it ended, unless the user called it off or `parent` is gone by
/// then. GUI's thread.
void askToSave(QWidget* parent, const BytesToSave& what, const std::function<void(const Result<SavedBytes>&)>& then);

/// The same for a window that has no line for it: what was saved goes to the window as a status tip, and a message box
/// tells what went wrong.
void askToSave(QWidget& owner, const BytesToSave& what);

} // namespace tapscope
