#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace tapscope {

/// Describes a file or folder that the user is asked for.
struct WantedFile {
    enum class For : std::uint8_t { Opening, OpeningSeveral, Saving, Folder };
    QString title; ///< of the dialog
    For use = For::Opening;
    QStringList nameFilters = {}; ///< as QFileDialog's; empty: any name
    QString suggested = {};       ///< a name, with or without its folder; for a folder, the initial one
};

/// Shows the desktop's file dialog without a nested event loop, and calls `then` with each chosen name, unless the user
/// cancels or `parent` has been destroyed by then. A name to save to gets the suffix of the chosen name filter if it
/// has none; whether an existing file may be replaced is not asked here. The name is text for typedPath(). GUI thread.
void chooseFile(QWidget* parent, const WantedFile& wanted, const std::function<void(const QString& name)>& then);

} // namespace tapscope
