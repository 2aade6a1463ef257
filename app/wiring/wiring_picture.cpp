#include "wiring_picture.h"

#include "wiring_scene.h"

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>

namespace tapscope {
namespace {

bool paintSvg(WiringScene& scene, QIODevice& file) {
    QSvgGenerator picture;
    picture.setOutputDevice(&file);
    const QRectF all({0, 0}, scene.sceneRect().size());
    picture.setSize(all.size().toSize());
    picture.setViewBox(all);
    picture.setTitle(QStringLiteral("The wiring"));
    QPainter painter;
    if (!painter.begin(&picture))
        return false;
    scene.paintAll(painter);
    return painter.end();
}

bool paintPng(WiringScene& scene, QIODevice& file) {
    constexpr double finer = 2, most = 12'000; // pixels a side
    const QSizeF size = scene.sceneRect().size();
    const double scale = std::min({finer, most / size.width(), most / size.height()});
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    QPainter painter;
    if (image.isNull() || !painter.begin(&image))
        return false;
    scene.paintAll(painter);
    painter.end();
    return image.save(&file, "PNG");
}

} // namespace

Result<void> saveWiringPicture(WiringScene& scene, const QString& path) {
    constexpr const char* action = "save the picture as";
    QSaveFile file(path);
    const bool isSvg = path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive);
    if (file.open(QIODevice::WriteOnly) && (isSvg ? paintSvg(scene, file) : paintPng(scene, file)) && file.commit())
        return {};
    return failure(ErrorKind::System, action, path.toStdString(), file.errorString().toStdString());
}

} // namespace tapscope
