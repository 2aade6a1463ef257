#include "picture_file.h"

#include "../text/plain_text.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

void drawOn(QPaintDevice& device, const Picture& picture) {
    QPainter painter(&device);
    picture.draw(painter, QRect(QPoint(), picture.size));
}

void drawSvg(QIODevice& file, const Picture& picture) {
    QSvgGenerator drawing;
    drawing.setOutputDevice(&file);
    drawing.setSize(picture.size);
    drawing.setViewBox(QRect(QPoint(), picture.size));
    drawing.setTitle(picture.title);
    drawOn(drawing, picture);
}

void drawPdf(QIODevice& file, const Picture& picture) {
    constexpr int pixelsPerInch = 96;
    QPdfWriter page(&file);
    page.setTitle(picture.title);
    page.setResolution(pixelsPerInch);
    page.setPageMargins(QMarginsF());
    page.setPageSize(QPageSize(QSizeF(picture.size) / pixelsPerInch, QPageSize::Inch));
    drawOn(page, picture);
}

bool drawPng(QIODevice& file, const Picture& picture) {
    constexpr int scale = 2;
    QImage image(picture.size * scale, QImage::Format_RGB32);
    if (image.isNull())
        return false; // there is no memory for it
    image.setDevicePixelRatio(scale);
    drawOn(image, picture);
    return image.save(&file, "PNG");
}

} // namespace

QString writePicture(const Picture& picture, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    bool isDrawn = true;
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QStringLiteral("svg"))
        drawSvg(file, picture);
    else if (ending == QStringLiteral("pdf"))
        drawPdf(file, picture);
    else
        isDrawn = drawPng(file, picture);
    if (!isDrawn)
        return tr("The picture is too large");
    return file.commit() ? QString() : file.errorString();
}

void savePicture(QWidget& owner, const Picture& picture) {
    const QString path =
        QFileDialog::getSaveFileName(&owner, tr("Save the picture"), picture.fileName + QStringLiteral(".svg"),
                                     tr("SVG picture (*.svg);;PNG picture (*.png);;PDF document (*.pdf)"));
    if (path.isEmpty())
        return;
    if (const QString trouble = writePicture(picture, path); !trouble.isEmpty())
        QMessageBox::warning(&owner, tr("Save the picture"),
                             tr("The picture is not saved to %1: %2").arg(plainText(path), trouble));
}

void saveText(QWidget& owner, const QString& title, const QString& fileName, const QByteArray& text) {
    const QString path = QFileDialog::getSaveFileName(&owner, title, fileName);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        QMessageBox::warning(&owner, title, tr("%1 is not written: %2").arg(plainText(path), file.errorString()));
}

} // namespace tapscope
