#pragma once

#include "save_bytes.h"

#include <QSize>
#include <QString>

#include <functional>

class QPainter;
class QRect;
class QWidget;

namespace tapscope {

/// A drawing that can be saved.
struct Picture {
    QString title;
    QString fileName; ///< without its suffix
    QSize size;
    std::function<void(QPainter&, const QRect&)> draw; ///< called on the GUI thread
};

/// The current drawing, for askToSave(): as SVG or PDF if the file's suffix says so, otherwise as PNG of twice the size
/// (smaller if that would be too large). The file contents are made on the thread that asks for the bytes. GUI thread.
[[nodiscard]] BytesToSave pictureToSave(const Picture& picture);

/// Asks for a file and writes the picture there (askToSave()).
void savePicture(QWidget& owner, const Picture& picture);

/// Asks for a file and writes a text there, such as CSV (askToSave()).
void saveText(QWidget& owner, const QString& title, const QString& fileName, const QByteArray& text);

} // namespace tapscope
