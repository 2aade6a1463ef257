#include "conversation_colours.h"

#include <QAction>
#include <QPixmap>

namespace tapscope {

const std::array<QColor, 9>& conversationColours() {
    static const std::array colours = {QColor("#ffd6d6"), QColor("#ffe2b8"), QColor("#fff3a8"),
                                       QColor("#d9f2b4"), QColor("#b9ecd2"), QColor("#b5e6f5"),
                                       QColor("#c5d6ff"), QColor("#e2ccff"), QColor("#f8cdea")};
    return colours;
}

ConversationColoursMenu::ConversationColoursMenu(QWidget* window) : QMenu(tr("Colour the conver&sation"), window) {
    constexpr int iconSize = 16; // pixels
    setToolTipsVisible(true);
    for (int colour = 0; colour < static_cast<int>(conversationColours().size()); ++colour) {
        QPixmap icon(iconSize, iconSize);
        icon.fill(conversationColours()[static_cast<std::size_t>(colour)]);
        const QKeySequence keys(QStringLiteral("Ctrl+%1").arg(colour + 1));
        auto* action = addAction(QIcon(icon), tr("Colour &%1").arg(colour + 1), keys, this,
                                 [this, colour] { emit chosen(colour); });
        const QString toolTip = tr("Colour the frames between the same two endpoints in this colour");
        action->setStatusTip(toolTip);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, keys.toString(QKeySequence::NativeText)));
        window->addAction(action);
    }
}

} // namespace tapscope
