#include "statistics_windows.h"

#include "statistics_window.h"

#include <algorithm>
#include <utility>

namespace tapscope {

StatisticsWindows::StatisticsWindows(const Theme& theme, const PluginHost& plugins, QWidget& owner)
    : QObject(&owner), theme_(theme), plugins_(plugins), owner_(owner) {}

void StatisticsWindows::setCapture(const ShownCapture& capture) {
    capture_ = capture;
    for (StatisticsWindow* each : std::as_const(windows_))
        each->setCapture(capture);
}

void StatisticsWindows::proceed() {
    for (StatisticsWindow* each : std::as_const(windows_))
        each->proceed();
}

void StatisticsWindows::setListFilter(std::shared_ptr<const FieldFilter> filter) {
    listFilter_ = std::move(filter);
    for (StatisticsWindow* each : std::as_const(windows_))
        each->setListFilter(listFilter_);
}

StatisticsWindow& StatisticsWindows::show() {
    StatisticsWindow& window = windows_.isEmpty() ? make() : *windows_.first();
    window.show();
    window.raise();
    window.activateWindow();
    return window;
}

void StatisticsWindows::showAnother() {
    const auto closed = std::ranges::find_if(windows_, [](const StatisticsWindow* each) { return !each->isVisible(); });
    StatisticsWindow& window = closed == windows_.end() ? make() : **closed;
    window.show();
    window.activateWindow();
}

StatisticsWindow& StatisticsWindows::make() {
    auto* window = new StatisticsWindow(theme_, plugins_, &owner_);
    window->setCapture(capture_);
    window->setListFilter(listFilter_);
    connect(window, &StatisticsWindow::filterAsked, this, &StatisticsWindows::filterAsked);
    connect(window, &StatisticsWindow::followAsked, this, &StatisticsWindows::followAsked);
    connect(window, &StatisticsWindow::frameAsked, this, &StatisticsWindows::frameAsked);
    connect(window, &StatisticsWindow::failed, this, &StatisticsWindows::failed);
    connect(window, &StatisticsWindow::anotherAsked, this, &StatisticsWindows::showAnother);
    windows_ << window;
    return *window;
}

} // namespace tapscope
