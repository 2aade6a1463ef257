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
    QString fileName; ///< without its ending
    QSize size;
    std::function<void(QPainter&, const QRect&)> draw; ///< called on the GUI's thread
};

/// What is drawn now, for askToSave(): as what the file's ending says, SVG, PDF, else PNG of twice the size (less where
/// that would be too large). The formats are made on the thread that asks for the bytes. GUI's thread.
[[nodiscard]] BytesToSave pictureToSave(const Picture& picture);

/// Asks for a file and writes the picture there (askToSave()).
void savePicture(QWidget& owner, const Picture& picture);

/// Asks for a file and writes a text there, such as CSV (askToSave()).
void saveText(QWidget& owner, const QString& title, const QString& fileName, const QByteArray& text);

} // namespace tapscope
