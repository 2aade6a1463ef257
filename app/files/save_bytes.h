#pragma once

#include <base/error.h>

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace tapscope {

/// What is saved beside captures: a frame's bytes, a stream, a table, rules.
struct BytesToSave {
    QString title;                     ///< of the dialog
    QString suggestedName;             ///< without a folder
    QString nameFilter = {};           ///< as QFileDialog's; empty: any name
    std::function<QByteArray()> bytes; ///< called on another thread, once a name was chosen
};

/// A file that was written.
struct SavedBytes {
    QString shownPath; ///< fit for a label
    qsizetype size = 0;
};

/// Asks for a file's name and writes to it on a thread that a file system may hold up for ever: the window is never
/// blocked, and an older file stays as it was when that fails. `then` is told how it ended, unless the user called it
/// off or `parent` is gone by then. GUI's thread.
void askToSave(QWidget* parent, const BytesToSave& what, const std::function<void(const Result<SavedBytes>&)>& then);

} // namespace tapscope
