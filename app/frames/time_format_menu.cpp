#include "time_format_menu.h"

#include "frame_list_model.h"

#include <QActionGroup>
#include <QSettings>

namespace tapscope {

TimeFormatMenu::TimeFormatMenu(FrameListModel& model, QWidget* parent) : QMenu(tr("&Time"), parent) {
    const QString key = QStringLiteral("timeFormat");
    const QStringList titles = {tr("Seconds since the &first frame"), tr("Seconds since the &previous frame"),
                                tr("&Local date and time"), tr("&UTC date and time"), tr("&Seconds since 1970")};
    const auto last = static_cast<int>(titles.size()) - 1;
    const int chosen = std::clamp(QSettings().value(key, 0).toInt(), 0, last);
    auto* group = new QActionGroup(this);
    setToolTipsVisible(true);
    for (int format = 0; format <= last; ++format) {
        const QKeySequence keys(QStringLiteral("Ctrl+Alt+%1").arg(format + 1));
        auto* action = addAction(titles[format], keys, this, [&model, key, format] {
            QSettings().setValue(key, format);
            model.setTimeFormat(static_cast<TimeFormat>(format));
        });
        action->setToolTip(
            tr("Show times in the list in this format (%1)").arg(keys.toString(QKeySequence::NativeText)));
        action->setCheckable(true);
        action->setChecked(format == chosen);
        group->addAction(action);
    }
    model.setTimeFormat(static_cast<TimeFormat>(chosen));
}

} // namespace tapscope
