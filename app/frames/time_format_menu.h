#pragma once

#include <QMenu>

namespace tapscope {

class FrameListModel;

/// How the Time column tells times; the choice is kept in the settings.
class TimeFormatMenu final : public QMenu {
    Q_OBJECT

public:
    explicit TimeFormatMenu(FrameListModel& model, QWidget* parent = nullptr);
};

} // namespace tapscope
