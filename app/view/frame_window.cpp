#include "frame_window.h"

#include "../bytes/hex_view.h"
#include "../detail/field_tree_model.h"
#include "../theme/theme.h"

#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace tapscope {

FrameWindow::FrameWindow(std::shared_ptr<const DissectedFrame> frame, FrameNumber number, const Theme& theme,
                         QWidget* parent)
    : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("frameWindow"));
    setWindowTitle(tr("Frame %L1").arg(number));
    resize(720, 520);
    auto* fields = new FieldTreeModel(this);
    fields->setTheme(&theme);
    fields->show(frame);
    auto* tree = new QTreeView;
    tree->setModel(fields);
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setLayoutDirection(Qt::LeftToRight);
    tree->setAccessibleName(tr("Fields of frame %L1").arg(number));
    tree->expandToDepth(0);
    auto* bytes = new HexView(theme);
    const auto buffers = frame->dissection().buffers();
    if (!buffers.empty())
        bytes->show(buffers.front().bytes);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(tree);
    split->addWidget(bytes);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [fields, bytes, buffers](const QModelIndex& at) { // `fields` owns it
                const FieldValue* value = fields->field(at);
                if (value != nullptr && value->buffer < buffers.size())
                    bytes->show(buffers[value->buffer].bytes);
                bytes->highlight(value == nullptr ? ByteRange{} : value->range);
            });
    connect(bytes, &HexView::byteClicked, this, [fields, tree](quint32 offset) {
        if (const QModelIndex field = fields->fieldAt(offset); field.isValid()) {
            tree->setCurrentIndex(field);
            tree->scrollTo(field);
        }
    });
}

} // namespace tapscope
