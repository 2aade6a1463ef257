#include "filter_message.h"

#include "filter_popup.h"

#include <QLineEdit>

#include <algorithm>
#include <chrono>

namespace tapscope {

FilterMessage::FilterMessage(QLineEdit& line, const FilterPopup& popup)
    : QObject(&line), line_(line), popup_(popup), box_(new ReasonBox(line, QStringLiteral("filterMessage"))) {
    constexpr std::chrono::milliseconds pauseInTyping{700};
    pause_.setSingleShot(true);
    pause_.setInterval(pauseInTyping);
    connect(&pause_, &QTimer::timeout, this, &FilterMessage::showNow);
}

void FilterMessage::say(const QString& text, Kind kind) {
    text_ = text;
    kind_ = kind;
    hide();
    if (!text.isEmpty())
        pause_.start();
}

void FilterMessage::hide() {
    pause_.stop();
    box_->hide();
}

void FilterMessage::showNow() {
    pause_.stop();
    if (text_.isEmpty() || !line_.hasFocus())
        return;
    int below = 0;
    if (popup_.isVisible()) {
        const QWidget& popup = popup_.widget();
        below = line_.mapFromGlobal(popup.mapToGlobal(QPoint(0, popup.height()))).y() - line_.height();
    }
    box_->show(text_, kind_, std::max(0, below));
}

} // namespace tapscope
