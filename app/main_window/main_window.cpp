#include "main_window.h"

#include "../bytes/hex_view.h"
#include "../capture/capture_control.h"
#include "../colouring/conversation_colours.h"
#include "../comments/comment_actions.h"
#include "../demo/demo.h"
#include "../devices/devices_pane.h"
#include "../files/capture_files.h"
#include "../files/file_gone_bar.h"
#include "../files/file_text.h"
#include "../files/import_dialog.h"
#include "../files/merge_dialog.h"
#include "../files/properties_dialog.h"
#include "../files/recent_files_menu.h"
#include "../files/recovery_bar.h"
#include "../files/time_shift_dialog.h"
#include "../filter/condition_menu.h"
#include "../filter/filter_bar.h"
#include "../filter/filter_buttons.h"
#include "../filter/filter_runner.h"
#include "../find/find_bar.h"
#include "../frames/column_actions.h"
#include "../frames/frame_list_view.h"
#include "../frames/frame_sorter.h"
#include "../frames/list_header.h"
#include "../frames/time_format_menu.h"
#include "../go/go_actions.h"
#include "../help/shortcuts_dialog.h"
#include "../inject/inject_panel.h"
#include "../log/log_pane.h"
#include "../names/name_keeper.h"
#include "../names/name_menu.h"
#include "../objects/objects_dialog.h"
#include "../overview/minimap.h"
#include "../overview/overview_scanner.h"
#include "../overview/severity_dot.h"
#include "../place/place_menu.h"
#include "../place/places.h"
#include "../place/sandbox_offer.h"
#include "../plugins/plugin_watch.h"
#include "../plugins/plugins_dialog.h"
#include "../preferences/preferences_dialog.h"
#include "../profiles/profile_menu.h"
#include "../profiles/profiles.h"
#include "../scripts/script_watch.h"
#include "../session/current_capture.h"
#include "../statistics/statistics_window.h"
#include "../statistics/statistics_windows.h"
#include "../text/plain_text.h"
#include "../theme/colours_menu.h"
#include "../theme/theme.h"
#include "../view/pane_focus.h"
#include "../view/pane_layout.h"
#include "../view/view_actions.h"
#include "../wiring/wiring_window.h"
#include "actions.h"
#include "analyze_actions.h"
#include "empty_page.h"
#include "frame_actions.h"
#include "frame_pane.h"
#include "menus.h"
#include "status_strip.h"

#include <decode/registry_hold.h>
#include <plugin/plugin_crash.h>
#include <privilege/rights.h>

#include <QAction>
#include <QCloseEvent>
#include <QDialog>
#include <QListView>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QThreadPool>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace tapscope {
namespace {

constexpr int mostWorkers = 64;

DeviceSupply supplyOf(const DeviceService& devices) {
    return {devices.control(), [kept = devices.kept()](const InterfaceName& name) { return kept->share(name); }};
}

} // namespace

MainWindow::MainWindow(PluginHost& plugins, Theme& theme, Places& places, QWidget* parent)
    : QMainWindow(parent), plugins_(plugins), theme_(theme), places_(places), profiles_(std::make_unique<Profiles>()),
      devices_(std::make_unique<DeviceService>(places.current().control)),
      session_(std::make_unique<CaptureSession>(plugins, supplyOf(*devices_))),
      capture_(std::make_unique<CurrentCapture>(plugins.decoders())), frames_(plugins.decoders()),
      actions_(std::make_unique<Actions>(this, theme)), devicesPane_(new DevicesPane(*devices_, theme)),
      framePane_(new FramePane(frames_, plugins.inspectors(), theme)),
      injectPanel_(new InjectPanel(*session_, plugins, theme)), logPane_(new LogPane(theme)),
      stack_(new QStackedWidget), tabs_(new QTabWidget),
      filterBar_(new FilterBar(plugins.decoders(), theme, *profiles_)), filterRunner_(new FilterRunner(this)),
      sorter_(new FrameSorter(frames_, this)), findBar_(new FindBar(plugins.decoders(), theme)),
      recentFiles_(new RecentFilesMenu(this)), status_(new StatusStrip(*statusBar(), *session_, frames_, theme)),
      files_(new CaptureFiles(*this, *session_, frames_, *framePane_->list(), plugins)),
      control_(new CaptureControl(*this, *session_, *files_, *devicesPane_, theme)),
      demo_(new Demo({*devices_, *devicesPane_, *session_, *control_, *injectPanel_}, this)),
      scripts_(new ScriptWatch(plugins, this)), pluginWatch_(new PluginWatch(plugins, this)),
      recoveryBar_(new RecoveryBar), names_(new NameKeeper(*capture_, this)),
      overview_(new OverviewScanner(frames_, this)), statistics_(new StatisticsWindows(theme, plugins, *this)) {
    // Work that a decoder or a file system holds up for good must not keep other work from having a thread.
    QThreadPool::globalInstance()->setMaxThreadCount(mostWorkers);
    setAcceptDrops(true);
    setMinimumSize(900, 560);
    setContextMenuPolicy(Qt::NoContextMenu);
    layOut();
    panes_ = new PaneLayout(
        *this, {{QStringLiteral("devicesPane"), tr("&Devices"), QStringLiteral("Ctrl+Alt+1"), devicesPane_},
                {QStringLiteral("fieldsPane"), tr("&Fields"), QStringLiteral("Ctrl+Alt+2"), framePane_->fieldsSide()},
                {QStringLiteral("bytesPane"), tr("&Bytes"), QStringLiteral("Ctrl+Alt+3"), framePane_->bytesSide()},
                {QStringLiteral("toolsPane"), tr("&Inject and log"), QStringLiteral("Ctrl+Alt+4"), tabs_}});
    auto* apply = new ConditionMenu(tr("Apply as &filter"), this);
    auto* prepare = new ConditionMenu(tr("Prepare as f&ilter"), this);
    auto* conversations = new ConversationColoursMenu(this);
    auto* conversationFilters = new QMenu(tr("&Conversation filter"), this);
    conversationFilters->setToolTipsVisible(true);
    conversationFilters->addActions({actions_->conversationFilter, actions_->conversationEthernet,
                                     actions_->conversationIp, actions_->conversationPorts});
    auto* comments = new QMenu(tr("C&omments"), this);
    comments->setToolTipsVisible(true);
    comments->addActions(
        {actions_->addComment, actions_->editComments, actions_->deleteComments, actions_->fileComments});
    columns_ = new ColumnActions(*actions_, *framePane_->list(), *framePane_->fields(), *profiles_, this);
    connect(columns_, &ColumnActions::noted, this, &MainWindow::tell);
    auto* profileMenu =
        new ProfileMenu(*profiles_, [this]() -> const DecoderRegistry& { return frames_.registry(); }, this);
    connect(profileMenu, &ProfileMenu::failed, this, &MainWindow::fail);
    connect(profileMenu, &ProfileMenu::told, this, &MainWindow::tell);
    statusBar()->addPermanentWidget(profileMenu->makeButton());
    auto* severity = new SeverityDot(*overview_, theme);
    statusBar()->insertWidget(0, severity);
    connect(severity, &SeverityDot::clicked, this, [this] { statistics_->show().showExpertInformation(); });
    auto* minimap = new Minimap(*framePane_->list(), *overview_, theme);
    framePane_->placeBesideList(*minimap);
    connect(minimap, &Minimap::frameAsked, this, &MainWindow::selectFrame);
    const Submenus submenus{recentFiles_,
                            new TimeFormatMenu(frames_, this),
                            new ColoursMenu(theme, this),
                            conversations,
                            conversationFilters,
                            panes_->menu(),
                            apply,
                            prepare,
                            comments,
                            columns_->columnsMenu(),
                            columns_->sortMenu(),
                            profileMenu,
                            new NameMenu(*names_, *profiles_, this)};
    fillMenuBar(*menuBar(), *actions_, submenus);
    fillContextMenus(*framePane_, *actions_, submenus);
    auto* mainBar = addToolBar(tr("Main"));
    fillToolBar(*mainBar, *actions_, *filterBar_);
    new FilterButtons(*mainBar, *filterBar_, *profiles_, theme, this);
    connectSession();
    connectFilter();
    connectSorting();
    connectDevices();
    connectPlaces();
    connectActions();
    analyze_ = new AnalyzeActions(*actions_, *apply, *prepare,
                                  {*framePane_, frames_, *capture_, *filterBar_, *findBar_, *profiles_, theme}, this);
    connectAnalysis();
    connect(conversations, &ConversationColoursMenu::chosen, analyze_, &AnalyzeActions::colourConversation);
    connectGoing();
    connectScripts();
    for (const QString& warning : plugins.warnings())
        note(warning);
    restoreSettings();
    recoveryBar_->look();
}

MainWindow::~MainWindow() {
    columns_->keep();
    capture_->setStore(nullptr);
    session_.reset();
}

MainWindow::Ended MainWindow::end(const std::function<void()>& moved) {
    Ended ended;
    if (!session_->end(moved))
        ended.held << tr("a file system");
    qDeleteAll(findChildren<QDialog*>(Qt::FindDirectChildrenOnly));
    capture_->setStore(nullptr); // all that decodes is asked to end
    overview_->follow();
    constexpr std::chrono::milliseconds patience{200};
    const DecoderRegistry& registry = plugins_.decoders();
    HangWatch calls(2); // those of now that are not over after the wait; a busy decoder is in another call by then
    static_cast<void>(calls.look(registry));
    const bool isReleased = registry.users()->waitForNone(patience);
    for (const auto decoder : calls.look(registry))
        ended.held << PluginWatch::nameOf(plugins_, decoder);
    ended.isComplete =
        isReleased && ended.held.isEmpty() && QThreadPool::globalInstance()->waitForDone(patience.count());
    if (!ended.isComplete && ended.held.isEmpty()) { // on a busy machine, threads may just not have had their turn
        if (const QString plugins = plainText(pluginsAtWork()); !plugins.isEmpty())
            ended.held << tr("the plugin %1").arg(plugins);
    }
    return ended;
}

void MainWindow::layOut() {
    auto* empty = new EmptyPage(theme_);
    auto* capture = new QWidget;
    auto* captureLayout = new QVBoxLayout(capture);
    captureLayout->setContentsMargins(0, 0, 0, 0);
    captureLayout->setSpacing(0);
    captureLayout->addWidget(findBar_);
    captureLayout->addWidget(framePane_, 1);
    stack_->addWidget(empty);
    stack_->addWidget(capture);
    auto* fileGone = new FileGoneBar(*session_);
    auto* middle = new QWidget;
    auto* middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(recoveryBar_);
    middleLayout->addWidget(fileGone);
    middleLayout->addWidget(stack_, 1);
    connect(fileGone, &FileGoneBar::saveAsked, files_, qOverload<>(&CaptureFiles::askSave));
    connect(recoveryBar_, &RecoveryBar::openAsked, this, &MainWindow::openFile);
    connect(actions_->recover, &QAction::triggered, recoveryBar_, &RecoveryBar::openDialog);
    tabs_->addTab(injectPanel_, tr("Inject"));
    tabs_->addTab(logPane_, tr("Log"));
    tabs_->setTabToolTip(0, tr("Send frames to the captured device"));
    tabs_->setTabToolTip(1, tr("What happened since the start, errors too"));
    tabs_->setObjectName(QStringLiteral("tools"));
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    auto* right = new QSplitter(Qt::Vertical);
    right->setHandleWidth(1);
    right->addWidget(middle);
    right->addWidget(tabs_);
    right->setStretchFactor(0, 1);
    const QSize screenSize = screen()->availableSize();
    const bool isSmall = screenSize.width() < 1280 || screenSize.height() < 720; // the list needs the room
    right->setSizes({640, isSmall ? 120 : 190});
    auto* whole = new QSplitter(Qt::Horizontal);
    whole->setHandleWidth(1);
    whole->addWidget(devicesPane_);
    whole->addWidget(right);
    whole->setStretchFactor(1, 1);
    whole->setSizes({isSmall ? 248 : 292, 1148});
    whole->setChildrenCollapsible(false);
    setCentralWidget(whole);
    connect(empty, &EmptyPage::openAsked, actions_->open, &QAction::trigger);
    connect(empty, &EmptyPage::demoAsked, this, &MainWindow::startDemo);
}

void MainWindow::connectSession() {
    connect(session_.get(), &CaptureSession::storeChanged, this, [this] {
        framePane_->list()->setLive(session_->isGrowing());
        capture_->setStore(session_->store());
        stack_->setCurrentIndex(session_->store() ? 1 : 0);
        for (QAction* action : {actions_->properties, actions_->exportObjects, actions_->timeShift})
            action->setEnabled(session_->store() != nullptr);
        if (session_->state() == CaptureSession::State::Opening)
            framePane_->list()->setFocus();
    });
    connect(session_.get(), &CaptureSession::storeChanged, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::firstChanged, &frames_, &FrameListModel::setFirst);
    connect(session_.get(), &CaptureSession::countChanged, this, [this](quint64 count) {
        frames_.setCount(count);
        capture_->proceed();
        overview_->proceed();
        statistics_->proceed();
        names_->proceed();
        filterRunner_->setCount(count);
    });
    connect(session_.get(), &CaptureSession::stateChanged, this, [this] {
        framePane_->list()->setLive(session_->isGrowing());
        QHash<QString, QString> captured;
        for (const PortStatus& port : session_->ports())
            captured.insert(QString::fromStdString(fullName(port.facts)),
                            port.facts.isAttached ? tr("attached by TapScope") : tr("monitored"));
        devicesPane_->model().setCaptured(captured);
    });
    connect(session_.get(), &CaptureSession::failed, this, &MainWindow::fail);
    connect(session_.get(), &CaptureSession::noted, this, &MainWindow::note);
    connect(session_.get(), &CaptureSession::savedCountChanged, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::fileGone, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::notesChanged, this, [this] {
        capture_->setNotes(session_->notes());
        updateTitle();
    });
    connect(session_.get(), &CaptureSession::countChanged, this, [this] { setWindowModified(session_->hasUnsaved()); });
    connect(files_, &CaptureFiles::used, recentFiles_, &RecentFilesMenu::remember);
    connect(files_, &CaptureFiles::notOpened, recentFiles_, &RecentFilesMenu::forget);
    connect(files_, &CaptureFiles::failed, this, &MainWindow::fail);
    connect(files_, &CaptureFiles::told, this, &MainWindow::tell);
    connect(recentFiles_, &RecentFilesMenu::chosen, files_, &CaptureFiles::open);
}

void MainWindow::connectFilter() {
    connect(filterBar_, &FilterBar::applied, this, [this](const std::shared_ptr<const FieldFilter>& filter) {
        filter_ = filter;
        statistics_->setListFilter(filter);
        frames_.setShowing(filter ? FrameListModel::Showing::Chosen : FrameListModel::Showing::All);
        filterBar_->setProgress(0, filter ? frames_.total() : 0);
        filterRunner_->start(capture_->shown(), filter);
        sortFound();
    });
    connect(filterBar_, &FilterBar::refused, this, &MainWindow::fail);
    connect(filterRunner_, &FilterRunner::found, this,
            [this](const std::vector<FrameNumber>& numbers, quint64 examined) {
                frames_.show(numbers);
                filterBar_->setProgress(examined, frames_.total());
                sortFound();
            });
    connect(filterRunner_, &FilterRunner::failed, this, [this](const QString& text) {
        filterBar_->setProgress(0, 0); // it does not go on
        fail(text);
    });
    connect(filterBar_, &FilterBar::cancelled, filterRunner_, [this] {
        filterRunner_->cancel();
        sortFound();
    });
    connect(actions_->filter, &QAction::triggered, filterBar_, [this] {
        filterBar_->setFocus();
        filterBar_->selectAll();
    });
}

void MainWindow::connectSorting() {
    auto* list = framePane_->list();
    ListHeader* header = list->header();
    connect(header, &ListHeader::sortAsked, sorter_,
            [this, header](int section, Qt::SortOrder order) { sorter_->sort(header->column(section), order); });
    connect(header, &ListHeader::captureOrderAsked, sorter_, &FrameSorter::takeCaptureOrder);
    const auto showOrder = [this, header] {
        if (sorter_->column() && sorter_->column()->isOwn() && !header->sectionOf(*sorter_->column()))
            sorter_->takeCaptureOrder(); // the column was removed
        header->showOrder(sorter_->column() ? header->sectionOf(*sorter_->column()) : std::nullopt, sorter_->order());
    };
    connect(sorter_, &FrameSorter::wishChanged, header, showOrder);
    connect(header, &ListHeader::columnsTaken, header, showOrder);
    connect(sorter_, &FrameSorter::progressed, this, [this](quint64 done, quint64 total) {
        status_->showProgress(tr("Sorting"), total == 0 ? 100 : static_cast<int>(100 * done / total));
    });
    connect(sorter_, &FrameSorter::noted, this, &MainWindow::tell);
    connect(sorter_, &FrameSorter::failed, this, &MainWindow::fail);
    connect(status_, &StatusStrip::cancelled, sorter_, &FrameSorter::cancelAsked);
    connect(list, &FrameListView::escaped, sorter_, &FrameSorter::cancelAsked);
}

/// Another filter has ended the list's order.
void MainWindow::sortFound() {
    if (!filterRunner_->isRunning())
        sorter_->proceed();
}

void MainWindow::connectDevices() {
    connect(devices_.get(), &DeviceService::failed, this, &MainWindow::fail);
    connect(devicesPane_, &DevicesPane::failed, this, &MainWindow::fail);
    connect(devicesPane_, &DevicesPane::injectAsked, this, [this](const QString& device) {
        showInjectors();
        if (!session_->isCapturing())
            startCapture({.devices = {{.name = device, .role = {}}}, .ring = {}, .stop = {}});
    });
    devicesPane_->addDeviceActions(actions_->onDevice());
    const auto update = [this] {
        for (QAction* action : {actions_->switchDevice, actions_->moveDevice, actions_->destroyDevice})
            action->setEnabled(!devicesPane_->selected().isEmpty());
        actions_->start->setToolTip(devicesPane_->selected().isEmpty()
                                        ? tr("Select the device to capture on first (Ctrl+E)")
                                        : tr("Start a capture on the selected device (Ctrl+E)"));
    };
    connect(devicesPane_, &DevicesPane::selectionChanged, this, update);
    connect(devicesPane_, &DevicesPane::selectionChanged, injectPanel_, &InjectPanel::setDevice);
    connect(injectPanel_, &InjectPanel::captureAsked, control_, &CaptureControl::startOnSelected);
    connect(files_, &CaptureFiles::stayed, injectPanel_, &InjectPanel::forgetWaiting);
    update();
    connect(actions_->newDevice, &QAction::triggered, devicesPane_, &DevicesPane::openNewDeviceDialog);
    connect(actions_->switchDevice, &QAction::triggered, devicesPane_,
            [this] { devicesPane_->switchDevice(devicesPane_->selected()); });
    connect(actions_->moveDevice, &QAction::triggered, devicesPane_,
            [this] { devicesPane_->moveDevice(devicesPane_->selected()); });
    connect(actions_->destroyDevice, &QAction::triggered, devicesPane_,
            [this] { devicesPane_->destroyDevice(devicesPane_->selected()); });
    connect(&devicesPane_->model(), &DeviceListModel::dataChanged, status_,
            [this] { status_->setSwitchedOff(devicesPane_->model().capturedButOff()); });
    connect(demo_, &Demo::noted, this, &MainWindow::tell);
    connect(demo_, &Demo::failed, this, &MainWindow::fail);
}

void MainWindow::connectPlaces() {
    const auto mayLeave = [this](const std::function<void()>& then) { files_->leave(tr("Change the network?"), then); };
    placeMenu_ = new PlaceMenu(places_, mayLeave, this);
    menuBar()->insertMenu(menuBar()->actions().last(), placeMenu_);
    auto* offer = new SandboxOffer(places_, devicesPane_);
    connect(offer, &SandboxOffer::sandboxAsked, this,
            [this, mayLeave] { mayLeave([this] { places_.enterSandbox(); }); });
    devicesPane_->insertBelowTitle(offer);
    connect(&places_, &Places::failed, this, &MainWindow::fail);
    connect(&places_, &Places::noted, this, &MainWindow::note);
    connect(&places_, &Places::changed, this, &MainWindow::updateTitle);
    updateTitle();
    connect(&places_, &Places::changed, this, [this](const NetworkPlace& place) {
        session_->stop();
        devices_->moveTo(place.control, place.helper ? place.helper->process() : 0);
        if (wiring_ != nullptr)
            wiring_->setPlace(place);
        session_->setDevices(supplyOf(*devices_));
    });
}

void MainWindow::connectActions() {
    files_->connectActions(*actions_);
    control_->connectActions(*actions_);
    auto* frameActions = new FrameActions(*actions_, *framePane_, frames_, *capture_, this);
    connect(frameActions, &FrameActions::injectAsked, this, [this](const QString& hex) {
        showInjectors();
        injectPanel_->offerFrame(hex);
    });
    connect(frameActions, &FrameActions::failed, this, &MainWindow::fail);
    connect(frameActions, &FrameActions::told, this, &MainWindow::tell);
    auto* comments = new CommentActions(*actions_, *framePane_, *session_, this);
    connect(comments, &CommentActions::failed, this, &MainWindow::fail);
    connect(actions_->merge, &QAction::triggered, this, [this] {
        const auto shown = session_->file();
        mergeFiles(shown.empty() ? std::vector<std::filesystem::path>{} : std::vector{shown});
    });
    connect(actions_->exportObjects, &QAction::triggered, this, &MainWindow::showObjects);
    connect(actions_->timeShift, &QAction::triggered, this, &MainWindow::showTimeShift);
    connect(actions_->import, &QAction::triggered, this, &MainWindow::importDump);
    connect(actions_->preferences, &QAction::triggered, this, &MainWindow::showPreferences);
    connect(actions_->properties, &QAction::triggered, this, &MainWindow::showProperties);
    actions_->properties->setEnabled(false);
    actions_->exportObjects->setEnabled(false);
    actions_->timeShift->setEnabled(false);
    connect(actions_->shortcuts, &QAction::triggered, this, &MainWindow::showKeys);
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    connect(actions_->statistics, &QAction::triggered, statistics_, [this] { statistics_->show(); });
    connect(actions_->flowGraph, &QAction::triggered, statistics_, [this] { statistics_->show().showFlow(); });
    connect(actions_->streamGraph, &QAction::triggered, statistics_,
            [this] { statistics_->show().showStream(streamOf(*framePane_->frame()).value_or(0)); });
    connect(statistics_, &StatisticsWindows::failed, this, [this](const QString& plugin, const QString& text) {
        pluginTroubles_.insert(plugin, text);
        fail(text);
    });
    connect(statistics_, &StatisticsWindows::filterAsked, this, &MainWindow::applyFilter);
    connect(statistics_, &StatisticsWindows::frameAsked, this, &MainWindow::selectFrame);
    connect(statistics_, &StatisticsWindows::followAsked, this,
            [this](quint64 frame) { analyze_->followStream(frame); });
    // A frame tells its fields a moment after it was chosen.
    const auto update = [this] {
        const auto& frame = framePane_->frame();
        actions_->streamGraph->setEnabled(frame && streamOf(*frame));
    };
    connect(framePane_->list(), &FrameListView::currentChanged, this, update);
    connect(&frames_, &FrameListModel::fieldsChanged, this, update);
    connect(&frames_, &FrameListModel::reset, this, update);
    update();
    connect(actions_->wiring, &QAction::triggered, this, &MainWindow::showWiring);
    connect(actions_->plugins, &QAction::triggered, this, &MainWindow::showPlugins);
    connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(&theme_, &Theme::changed, this, [this] { actions_->recolour(theme_); });
}

void MainWindow::connectAnalysis() {
    connect(capture_.get(), &CurrentCapture::changed, this, &MainWindow::showCapture);
    connect(capture_.get(), &CurrentCapture::advanced, &frames_, &FrameListModel::refreshProvisional);
    connect(capture_.get(), &CurrentCapture::incomplete, this, [this](quint64 from) {
        note(tr("From frame %L1 on, what frames say about each other (answers, relative numbers, retransmissions) is "
                "incomplete: the memory for it is used up")
                 .arg(from));
    });
    connect(names_, &NameKeeper::noted, this, &MainWindow::note);
    connect(analyze_, &AnalyzeActions::noted, this, &MainWindow::note);
    analyze_->restore();
}

void MainWindow::connectScripts() {
    connect(scripts_, &ScriptWatch::failed, this, &MainWindow::fail);
    connect(scripts_, &ScriptWatch::noted, this, &MainWindow::note);
    connect(scripts_, &ScriptWatch::reloaded, this, [this] { capture_->setRegistry(plugins_.decoders()); });
    connect(pluginWatch_, &PluginWatch::failed, this, &MainWindow::fail);
    connect(framePane_, &FramePane::failed, this, &MainWindow::fail);
    // What waits for the threads that are left behind begins anew, without that decoder.
    connect(pluginWatch_, &PluginWatch::hung, capture_.get(), &CurrentCapture::decodeAnew);
    connect(actions_->reloadScripts, &QAction::triggered, scripts_, &ScriptWatch::reload);
}

/// Hands the capture that is shown to all that look at it.
void MainWindow::showCapture() {
    const ShownCapture& shown = capture_->shown();
    const ShownCapture before = frames_.capture();
    frames_.setCapture(shown);
    findBar_->setCapture(shown);
    statistics_->setCapture(shown);
    if (shown.registry != before.registry) {
        analyze_->takeColouring();
        filterBar_->setRegistry(*shown.registry); // applies its filter once more
    } else if (!shown.isDecodedAs(before)) {
        if (filter_ && shown.store == before.store)
            frames_.setShowing(FrameListModel::Showing::Chosen);
        filterRunner_->start(shown, filter_);
    }
}

void MainWindow::showWiring() {
    if (wiring_ == nullptr) {
        wiring_ = new WiringWindow(*devices_, theme_, this);
        wiring_->setPlace(places_.current());
        wiring_->setWorkSource([this] {
            std::vector<WiringWindow::Work> work;
            for (const auto& port : session_->ports())
                work.push_back({.device = QString::fromStdString(fullName(port.facts)), .text = tr("captured")});
            for (const auto& each : injectPanel_->running())
                work.push_back({.device = each.device, .text = each.title});
            return work;
        });
        connect(wiring_, &WiringWindow::failed, this, &MainWindow::note);
        connect(wiring_, &WiringWindow::deviceAsked, this, [this](const QString& device) {
            selectDevice(device);
            activateWindow();
        });
        connect(wiring_, &WiringWindow::captureAsked, this, [this](const QStringList& devices) {
            CaptureRequest request;
            for (const QString& device : devices)
                request.devices.push_back({.name = device, .role = {}});
            startCapture(request);
            activateWindow();
        });
    }
    wiring_->show();
    wiring_->raise();
    wiring_->activateWindow();
}

void MainWindow::selectFrame(FrameNumber frame) {
    const quint64 row = frames_.rowOf(frame);
    if (row < frames_.count())
        framePane_->list()->setCurrentRow(row);
}

void MainWindow::restoreSettings() {
    const QSettings settings;
    // Room for the frame that the window manager draws: what it cuts off first is the status strip.
    resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(16, 48)));
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    panes_->restore();
}

void MainWindow::saveSettings() const {
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    panes_->save();
    columns_->keep();
}

void MainWindow::openFile(const QString& path) {
    files_->open(path);
}

void MainWindow::applyFilter(const QString& text) {
    filterBar_->apply(text);
}

void MainWindow::selectDevice(const QString& name) {
    devicesPane_->select(name);
}

void MainWindow::startCapture(const CaptureRequest& request) {
    control_->start(request);
}

void MainWindow::startDemo() {
    files_->leave(tr("Start the demo?"), [this] {
        session_->discard();
        if (places_.isElsewhere() || canConfigureDevices()) {
            demo_->start();
            return;
        }
        connect(&places_, &Places::changed, demo_, &Demo::start, Qt::SingleShotConnection);
        places_.enterSandbox();
    });
}

void MainWindow::showPlugins() {
    auto* dialog = new PluginsDialog(plugins_, pluginTroubles_, theme_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::connectGoing() {
    auto* go = new GoActions(*actions_, *framePane_, frames_, *findBar_, this);
    connect(go, &GoActions::noted, this, &MainWindow::tell);
    connect(findBar_, &FindBar::found, framePane_->list(), [this] { framePane_->list()->setFocus(); });
    connect(filterBar_, &QLineEdit::returnPressed, framePane_->list(), [this] {
        if (filterBar_->problem().isEmpty())
            framePane_->list()->setFocus();
    });
    focus_ = new PaneFocus({filterBar_, framePane_->list(), framePane_->fields(), framePane_->bytes(),
                            injectPanel_->list(), devicesPane_->list()},
                           this);
    new ViewActions(*actions_, {*framePane_, frames_, *focus_, *panes_, theme_}, this);
}

void MainWindow::showInjectors() {
    panes_->show(QStringLiteral("toolsPane"));
    tabs_->setCurrentWidget(injectPanel_);
}

void MainWindow::showProperties() {
    PropertiesDialog::Counts counts{.displayed = frames_.count(), .dropped = {}, .file = {}};
    if (!session_->file().empty())
        counts.file = shownPath(session_->file());
    if (!session_->request().devices.empty()) {
        const auto drops = session_->status().drops;
        counts.dropped = drops.system + drops.interface;
    }
    auto* dialog = new PropertiesDialog(capture_->shown(), counts, this);
    connect(dialog, &PropertiesDialog::frameAsked, this, &MainWindow::selectFrame);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showPreferences() {
    auto* dialog = new PreferencesDialog(theme_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showKeys() {
    auto* dialog = new ShortcutsDialog(*menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::importDump() {
    auto* dialog = new ImportDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::mergeFiles(const std::vector<std::filesystem::path>& files) {
    auto* dialog = new MergeDialog(files, this);
    connect(dialog, &MergeDialog::merged, this, &MainWindow::openFile);
    connect(dialog, &MergeDialog::noted, this, &MainWindow::fail);
    dialog->open();
}

void MainWindow::showTimeShift() {
    const auto store = capture_->shown().store;
    if (session_->isGrowing() || store->parts().size() != 1 || store->count() == 0) {
        fail(tr("The times of a capture can be shifted when it is finished and in one file: stop or save it first"));
        return;
    }
    auto* dialog = new TimeShiftDialog(store, framePane_->currentFrame(), this);
    connect(dialog, &TimeShiftDialog::shifted, this, &MainWindow::openFile);
    connect(dialog, &TimeShiftDialog::noted, this, &MainWindow::fail);
    dialog->open();
}

void MainWindow::showObjects() {
    auto* dialog = new ObjectsDialog(capture_->shown(), this);
    connect(dialog, &ObjectsDialog::frameAsked, this, &MainWindow::selectFrame);
    dialog->open();
}

void MainWindow::showAbout() {
    QMessageBox::about(this, tr("About TapScope"),
                       tr("TapScope creates, watches, records and feeds TAP devices.\n\n"
                          "MIT licence. Icons: Lucide (ISC licence)."));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool isQuiet = session_->state() == CaptureSession::State::Idle && !files_->wouldAskToLeave() &&
                         !placeMenu_->wouldEndPrograms();
    if (!isLeaving_ && !isQuiet) {
        event->ignore();
        const auto quit = [this] {
            isLeaving_ = true;
            close();
        };
        placeMenu_->mayEndPrograms(tr("Quit"), [this, quit] { files_->leave(tr("Quit TapScope?"), quit); });
        return;
    }
    saveSettings();
    session_->discard();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const auto files = droppedFiles(*event->mimeData());
    if (files.size() == 1)
        openFile(fileText(files.front()));
    else if (!files.empty())
        mergeFiles(files);
}

void MainWindow::updateTitle() {
    QString name = session_->fileName();
    if (name.isEmpty() && session_->store())
        name = session_->request().title();
    if (name.isEmpty() && session_->store()) // imported frames, before they are saved
        name = tr("Unsaved capture");
    name.replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
    QStringList parts = {name.isEmpty() ? name : name + QLatin1String("[*]"), tr("TapScope"), places_.current().title};
    parts.removeAll(QString());
    setWindowTitle(plainText(parts.join(QStringLiteral(" — "))));
    setWindowModified(session_->hasUnsaved());
}

void MainWindow::fail(const QString& text) {
    logPane_->add(LogPane::Severity::Error, text);
    status_->showError(text);
}

void MainWindow::tell(const QString& text) {
    note(text);
    status_->showNote(text);
}

void MainWindow::note(const QString& text) {
    logPane_->add(LogPane::Severity::Note, text);
}

} // namespace tapscope
