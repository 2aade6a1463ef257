#include "save_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPicture>
#include <QSvgGenerator>

#include <algorithm>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

/// The recorded painting of a picture, which any thread can replay on any paint device.
struct Drawing {
    QString title;
    QSize size;
    QPicture strokes;

    void writeSvg(QIODevice& file) const {
        QSvgGenerator drawing;
        drawing.setOutputDevice(&file);
        drawing.setResolution(strokes.logicalDpiX());
        drawing.setSize(size);
        drawing.setViewBox(QRect(QPoint(), size));
        drawing.setTitle(title);
        QPainter(&drawing).drawPicture(0, 0, strokes);
    }

    void writePdf(QIODevice& file) const {
        QPdfWriter page(&file);
        page.setTitle(title);
        page.setResolution(strokes.logicalDpiX());
        page.setPageMargins(QMarginsF());
        page.setPageSize(QPageSize(QSizeF(size) / strokes.logicalDpiX(), QPageSize::Inch));
        QPainter(&page).drawPicture(0, 0, strokes);
    }

    [[nodiscard]] bool writePng(QIODevice& file) const {
        constexpr double finer = 2, most = 12'000; // pixels per side
        const double scale = std::min({finer, most / std::max(size.width(), 1), most / std::max(size.height(), 1)});
        QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
        if (image.isNull())
            return false; // there is not enough memory for it
        image.fill(Qt::white);
        {
            QPainter painter(&image);
            painter.scale(scale, scale);
            painter.drawPicture(0, 0, strokes);
        }
        return image.save(&file, "PNG");
    }

    [[nodiscard]] Result<QByteArray> bytesFor(const std::filesystem::path& path) const {
        QBuffer file;
        file.open(QIODevice::WriteOnly);
        const QString ending = QString::fromStdString(path.extension().string()).toLower();
        bool isDrawn = true;
        if (ending == QStringLiteral(".svg"))
            writeSvg(file);
        else if (ending == QStringLiteral(".pdf"))
            writePdf(file);
        else
            isDrawn = writePng(file);
        if (!isDrawn || file.data().isEmpty())
            return failure(ErrorKind::NoSpace, "save the picture as", path.string(), "there is not enough memory",
                           "Save it as SVG, or make the window smaller");
        return file.data();
    }
};

} // namespace

BytesToSave pictureToSave(const Picture& picture) {
    Drawing drawing{.title = picture.title, .size = picture.size, .strokes = QPicture()};
    {
        QPainter painter(&drawing.strokes);
        picture.draw(painter, QRect(QPoint(), picture.size));
    }
    return {.title = tr("Save the picture"),
            .suggestedName = picture.fileName + QStringLiteral(".svg"),
            .nameFilters = {tr("SVG picture (*.svg)"), tr("PNG picture (*.png)"), tr("PDF document (*.pdf)")},
            .bytes = [drawing](const std::filesystem::path& path) { return drawing.bytesFor(path); }};
}

void savePicture(QWidget& owner, const Picture& picture) {
    askToSave(owner, pictureToSave(picture));
}

void saveText(QWidget& owner, const QString& title, const QString& fileName, const QByteArray& text) {
    askToSave(owner, {.title = title, .suggestedName = fileName, .bytes = [text](const auto&) { return text; }});
}

} // namespace tapscope
