#include "file_drop.h"

#include "file_text.h"
#include "merge_dialog.h"

#include <QDropEvent>
#include <QMimeData>
#include <QWidget>

namespace tapscope {

FileDrop::FileDrop(QWidget& window) : QObject(&window) {
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool FileDrop::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const auto files = droppedFiles(*drop->mimeData());
    if (files.empty())
        return true;
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) {
        if (files.size() == 1)
            emit dropped(fileText(files.front()));
        else
            emit severalDropped(files);
    }
    return true;
}

} // namespace tapscope
