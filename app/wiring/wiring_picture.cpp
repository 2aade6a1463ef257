#include "wiring_picture.h"

#include "wiring_scene.h"

#include <QCoreApplication>

namespace tapscope {

Picture pictureOf(WiringScene& scene) {
    return {.title = QCoreApplication::translate("tapscope", "The wiring"),
            .fileName = QCoreApplication::translate("tapscope", "wiring"),
            .size = scene.sceneRect().size().toSize(),
            .draw = [&scene](QPainter& painter, const QRect&) { scene.paintAll(painter); }};
}

} // namespace tapscope
