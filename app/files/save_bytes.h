#pragma once

#include <base/error.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>

class QWidget;

namespace tapscope {

/// Data other than captures that can be saved: a frame's bytes, a stream, a table, a picture, rules.
struct BytesToSave {
    QString title;                ///< of the dialog
    QString suggestedName;        ///< without a folder
    QStringList nameFilters = {}; ///< as QFileDialog's; empty: any name
    /// Returns the contents for a file of that name. Called on another thread.
    std::function<Result<QByteArray>(const std::filesystem::path& file)> bytes;
};

/// A file that was written.
struct SavedBytes {
    QString shownPath; ///< fit for a label
    qsizetype size = 0;

    /// "Wrote 98 bytes to frame-1.bin"
    [[nodiscard]] QString text() const;
};

/// Asks for a file name, and whether to replace an existing file, and writes the file on a thread that a hanging file
/// system may block forever: the window is never blocked, and an existing file is kept if writing fails. A file that is
/// being recorded is refused. Calls `then` with the result, unless the user cancels or `parent` has been destroyed by
/// then. GUI thread.
void askToSave(QWidget* parent, const BytesToSave& what, const std::function<void(const Result<SavedBytes>&)>& then);

/// The same for a window without its own message line: success is sent to the window as a status tip, an error is shown
/// in a message box.
void askToSave(QWidget& owner, const BytesToSave& what);

} // namespace tapscope
