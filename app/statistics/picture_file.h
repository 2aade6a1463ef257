#pragma once

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
    std::function<void(QPainter&, const QRect&)> draw;
};

/// Writes it as what the path's ending says: SVG, PDF, else PNG of twice the size. The error's text; empty: it is
/// written.
[[nodiscard]] QString writePicture(const Picture& picture, const QString& path);

/// Asks for a file and writes the picture there; tells the user what went wrong.
void savePicture(QWidget& owner, const Picture& picture);

/// Asks for a file and writes a text there, such as CSV; tells the user what went wrong.
void saveText(QWidget& owner, const QString& title, const QString& fileName, const QByteArray& text);

} // namespace tapscope
