#pragma once

#include <QColor>
#include <QMenu>

#include <array>

namespace tapscope {

/// Backgrounds that tell conversations apart, for the light palette.
[[nodiscard]] const std::array<QColor, 9>& conversationColours();

/// "Colour the conversation": a colour each, on Ctrl+1 to Ctrl+9.
class ConversationColoursMenu final : public QMenu {
    Q_OBJECT

public:
    /// The keys are those of `window`.
    explicit ConversationColoursMenu(QWidget* window);

signals:
    void chosen(int colour);
};

} // namespace tapscope
