#pragma once

#include <QColor>
#include <QMenu>

#include <array>

namespace tapscope {

/// Backgrounds that distinguish conversations, for the light palette.
[[nodiscard]] const std::array<QColor, 9>& conversationColours();

/// The menu "Colour the conversation": one colour per entry, on Ctrl+1 to Ctrl+9.
class ConversationColoursMenu final : public QMenu {
    Q_OBJECT

public:
    /// The shortcuts belong to `window`.
    explicit ConversationColoursMenu(QWidget* window);

signals:
    void chosen(int colour);
};

} // namespace tapscope
