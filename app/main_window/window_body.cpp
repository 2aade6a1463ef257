#include "window_body.h"

#include "../devices/devices_pane.h"
#include "../find/find_bar.h"
#include "../inject/inject_panel.h"
#include "../log/log_pane.h"
#include "empty_page.h"
#include "frame_pane.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tapscope {
namespace {

QVBoxLayout* fill(QWidget* whole) {
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

WindowBody::WindowBody(const Panes& panes, const Theme& theme, QSize screen)
    : QSplitter(Qt::Horizontal), stack_(new QStackedWidget), empty_(new EmptyPage(theme)), tools_(new QTabWidget) {
    fillTools(panes);
    auto* right = new QSplitter(Qt::Vertical);
    right->setHandleWidth(1);
    right->addWidget(makeMiddle(panes));
    right->addWidget(tools_);
    right->setStretchFactor(0, 1);
    const bool isSmall = screen.width() < 1280 || screen.height() < 720; // the list needs the room
    right->setSizes({640, isSmall ? 120 : 190});
    setHandleWidth(1);
    addWidget(panes.devices);
    addWidget(right);
    setStretchFactor(1, 1);
    setSizes({isSmall ? 248 : 292, 1148});
    setChildrenCollapsible(false);
}

QWidget* WindowBody::makeMiddle(const Panes& panes) {
    connect(empty_, &EmptyPage::startAsked, this, &WindowBody::startAsked);
    connect(empty_, &EmptyPage::openAsked, this, &WindowBody::openAsked);
    connect(empty_, &EmptyPage::demoAsked, this, &WindowBody::demoAsked);
    auto* capture = new QWidget;
    auto* captureLayout = fill(capture);
    captureLayout->addWidget(panes.find);
    captureLayout->addWidget(panes.frames, 1);
    stack_->addWidget(empty_);
    stack_->addWidget(capture);
    auto* middle = new QWidget;
    auto* layout = fill(middle);
    for (QWidget* bar : panes.bars)
        layout->addWidget(bar);
    layout->addWidget(stack_, 1);
    return middle;
}

void WindowBody::fillTools(const Panes& panes) {
    tools_->addTab(panes.inject, tr("Inject"));
    tools_->addTab(panes.log, tr("Log"));
    tools_->setTabToolTip(0, tr("Send frames to the captured device"));
    tools_->setTabToolTip(1, tr("Messages and errors since the start"));
    tools_->setObjectName(QStringLiteral("tools"));
    tools_->setDocumentMode(true);
    tools_->tabBar()->setDrawBase(false);
}

void WindowBody::showCapture(bool isShown) {
    stack_->setCurrentIndex(isShown ? 1 : 0);
    empty_->invite();
}

void WindowBody::showNotOpened(const QString& reason) {
    empty_->explain(reason);
}

void WindowBody::setDevice(const QString& name) {
    empty_->setDevice(name);
}

bool WindowBody::isCaptureShown() const {
    return stack_->currentIndex() == 1;
}

} // namespace tapscope
