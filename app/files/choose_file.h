#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace tapscope {

/// A file or folder that the user is asked for.
struct WantedFile {
    enum class For : std::uint8_t { Opening, OpeningSeveral, Saving, Folder };
    QString title; ///< of the dialog
    For use = For::Opening;
    QStringList nameFilters = {}; ///< as QFileDialog's; empty: any name
    QString suggested = {};       ///< a name, with or without its folder; for a folder: where to begin
};

/// Asks with the desktop's dialog, without an event loop of its own, and gives the name to `then`, or each of several
/// names, unless the user cancelled it or `parent` is gone by then. A name to save to gets the ending of the chosen
/// name filter if it has none, and whether an existing file is to be replaced is not asked here. The name is text as
/// typedPath() takes it. GUI's thread.
void chooseFile(QWidget* parent, const WantedFile& wanted, const std::function<void(const QString& name)>& then);

} // namespace tapscope
