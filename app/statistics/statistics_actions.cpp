#include "statistics_actions.h"

#include "../main_window/actions.h"
#include "../main_window/frame_pane.h"
#include "../main_window/list_contents.h"
#include "../session/capture_session.h"
#include "../session/current_capture.h"
#include "statistics_window.h"
#include "statistics_windows.h"

#include <QAction>

namespace tapscope {

StatisticsActions::StatisticsActions(const Actions& actions, const Parts& parts, QWidget& window)
    : QObject(&window), parts_(parts), windows_(new StatisticsWindows(parts.theme, parts.plugins, window)) {
    connectWindows();
    connect(actions.statistics, &QAction::triggered, this, [this] { windows_->show(); });
    connect(actions.flowGraph, &QAction::triggered, this, [this] { windows_->show().showFlow(); });
    connect(actions.streamGraph, &QAction::triggered, this,
            [this] { windows_->show().showStream(streamOf(*parts_.pane.frame()).value_or(0)); });
    const auto update = [this, graph = actions.streamGraph] {
        const auto& frame = parts_.pane.frame();
        graph->setEnabled(frame && streamOf(*frame));
    };
    connect(&parts_.pane, &FramePane::frameChanged, this, update);
    update();
}

void StatisticsActions::connectWindows() {
    connect(&parts_.capture, &CurrentCapture::changed, windows_,
            [this] { windows_->setCapture(parts_.capture.shown()); });
    connect(&parts_.session, &CaptureSession::countChanged, windows_, &StatisticsWindows::proceed);
    connect(&parts_.contents, &ListContents::filterChanged, windows_, &StatisticsWindows::setListFilter);
    connect(windows_, &StatisticsWindows::filterAsked, this, &StatisticsActions::filterAsked);
    connect(windows_, &StatisticsWindows::frameAsked, this, &StatisticsActions::frameAsked);
    connect(windows_, &StatisticsWindows::followAsked, this, &StatisticsActions::followAsked);
    connect(windows_, &StatisticsWindows::failed, this, &StatisticsActions::failed);
}

void StatisticsActions::showExpertInformation() {
    windows_->show().showExpertInformation();
}

} // namespace tapscope
