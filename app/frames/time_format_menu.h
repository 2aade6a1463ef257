#pragma once

#include <QMenu>

namespace tapscope {

class FrameListModel;

/// The menu for the format of the Time column; the choice is stored in the settings.
class TimeFormatMenu final : public QMenu {
    Q_OBJECT

public:
    explicit TimeFormatMenu(FrameListModel& model, QWidget* parent = nullptr);
};

} // namespace tapscope
