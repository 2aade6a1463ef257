#include "main_window.h"

#include "../bytes/hex_view.h"
#include "../capture/capture_control.h"
#include "../colouring/conversation_colours.h"
#include "../comments/comment_actions.h"
#include "../demo/demo.h"
#include "../devices/devices_pane.h"
#include "../devices/supply_of.h"
#include "../files/capture_files.h"
#include "../files/file_drop.h"
#include "../files/file_gone_bar.h"
#include "../files/file_trouble_bar.h"
#include "../files/recent_files_menu.h"
#include "../files/recovery_bar.h"
#include "../filter/filter_bar.h"
#include "../find/find_bar.h"
#include "../frames/column_actions.h"
#include "../frames/frame_list_view.h"
#include "../go/go_actions.h"
#include "../inject/inject_panel.h"
#include "../log/log_pane.h"
#include "../names/name_keeper.h"
#include "../overview/minimap.h"
#include "../overview/overview_scanner.h"
#include "../overview/severity_dot.h"
#include "../place/place_actions.h"
#include "../place/places.h"
#include "../plugins/plugin_watch.h"
#include "../profiles/profiles.h"
#include "../scripts/script_watch.h"
#include "../session/current_capture.h"
#include "../statistics/statistics_actions.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "../view/pane_focus.h"
#include "../view/pane_layout.h"
#include "../view/view_actions.h"
#include "actions.h"
#include "analyze_actions.h"
#include "capture_display.h"
#include "device_actions.h"
#include "dialog_actions.h"
#include "frame_actions.h"
#include "frame_pane.h"
#include "list_contents.h"
#include "messages.h"
#include "status_strip.h"
#include "window_body.h"
#include "window_menus.h"
#include "wiring_map.h"

#include <privilege/rights.h>

#include <QAction>
#include <QCloseEvent>
#include <QDialog>
#include <QListView>
#include <QListWidget>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <QTreeView>

namespace tapscope {
namespace {} // namespace

MainWindow::MainWindow(PluginHost& plugins, Theme& theme, Places& places, QWidget* parent)
    : QMainWindow(parent), plugins_(plugins), theme_(theme), places_(places), profiles_(std::make_unique<Profiles>()),
      devices_(std::make_unique<DeviceService>(places.current().control)),
      session_(std::make_unique<CaptureSession>(plugins, supplyOf(*devices_))),
      capture_(std::make_unique<CurrentCapture>(plugins.decoders())), frames_(plugins.decoders()),
      actions_(std::make_unique<Actions>(this, theme)), devicesPane_(new DevicesPane(*devices_, theme)),
      framePane_(new FramePane(frames_, plugins.inspectors(), theme)),
      injectPanel_(new InjectPanel(*session_, plugins, theme)), logPane_(new LogPane(theme)),
      filterBar_(new FilterBar(plugins.decoders(), theme, *profiles_)),
      findBar_(new FindBar(plugins.decoders(), theme)), recentFiles_(new RecentFilesMenu(this)),
      status_(new StatusStrip(*statusBar(), *session_, frames_, theme)),
      messages_(new Messages(*logPane_, *status_, this)),
      files_(new CaptureFiles(*this, *session_, frames_, *framePane_->list(), plugins)),
      control_(new CaptureControl(*this, *session_, *files_, *devicesPane_, theme)),
      demo_(new Demo({*devices_, *devicesPane_, *session_, *control_, *injectPanel_}, this)),
      recoveryBar_(new RecoveryBar), names_(new NameKeeper(*capture_, this)),
      overview_(new OverviewScanner(frames_, this)) {
    setMinimumSize(760, 440); // a screen of 1920 × 1080 at 200 % has 960 × 540, with a panel and the window's frame
    setContextMenuPolicy(Qt::NoContextMenu);
    layOut();
    connectFiles();
    connectFrames();
    connectDevices();
    connectPlaces();
    connectPlugins();
    connect(&theme_, &Theme::changed, this, [this] { actions_->recolour(theme_); });
    connect(actions_->quit, &QAction::triggered, this, &QWidget::close);
    for (const QString& warning : plugins.warnings())
        messages_->note(warning);
    restoreSettings();
    recoveryBar_->look();
}

MainWindow::~MainWindow() {
    qDeleteAll(findChildren<QDialog*>(Qt::FindDirectChildrenOnly)); // they use the session and its threads
    menus_->columns().keep();
    capture_->setStore(nullptr);
    session_.reset();
}

bool MainWindow::isSettled() const {
    return session_->state() == CaptureSession::State::Idle && frames_.store() == session_->store() &&
           capture_->isLearned() && names_->isComplete();
}

EndedWork MainWindow::end(const std::function<void()>& moved) {
    return endWork(*this, *session_, *capture_, *overview_, plugins_, moved);
}

void MainWindow::layOut() {
    auto* fileGone = new FileGoneBar(*session_);
    connect(fileGone, &FileGoneBar::saveAsked, files_, qOverload<>(&CaptureFiles::askSave));
    auto* trouble = new FileTroubleBar(*session_, theme_);
    body_ =
        new WindowBody({devicesPane_, {recoveryBar_, fileGone, trouble}, findBar_, framePane_, injectPanel_, logPane_},
                       theme_, screen()->availableSize());
    setCentralWidget(body_);
    connect(files_, &CaptureFiles::notOpened, this,
            [this, trouble](const std::filesystem::path&, const QString& reason) {
                if (body_->isCaptureShown())
                    trouble->showReason(reason);
                else
                    body_->showNotOpened(reason);
            });
    connect(body_, &WindowBody::startAsked, actions_->start, &QAction::trigger);
    connect(body_, &WindowBody::openAsked, actions_->open, &QAction::trigger);
    connect(body_, &WindowBody::demoAsked, this, &MainWindow::startDemo);
    panes_ = new PaneLayout(
        *this, {{QStringLiteral("devicesPane"), tr("&Devices"), QStringLiteral("Ctrl+Alt+1"), devicesPane_},
                {QStringLiteral("fieldsPane"), tr("&Fields"), QStringLiteral("Ctrl+Alt+2"), framePane_->fieldsSide()},
                {QStringLiteral("bytesPane"), tr("&Bytes"), QStringLiteral("Ctrl+Alt+3"), framePane_->bytesSide()},
                {QStringLiteral("toolsPane"), tr("&Inject and log"), QStringLiteral("Ctrl+Alt+4"), body_->tools()}});
    menus_ = new WindowMenus(
        {*actions_, *framePane_, frames_, *filterBar_, *profiles_, *panes_, *recentFiles_, *names_, theme_, *messages_},
        *this);
    auto* focus = new PaneFocus({filterBar_, framePane_->list(), framePane_->fields(), framePane_->bytes(),
                                 injectPanel_->list(), devicesPane_->list()},
                                this);
    new ViewActions(*actions_, {*framePane_, frames_, *focus, *panes_, theme_}, this);
}

void MainWindow::connectFiles() {
    files_->connectActions(*actions_);
    connect(session_.get(), &CaptureSession::storeChanged, this, [this] {
        body_->showCapture(session_->store() != nullptr);
        updateTitle();
    });
    connect(session_.get(), &CaptureSession::savedCountChanged, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::fileGone, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::notesChanged, this, &MainWindow::updateTitle);
    connect(session_.get(), &CaptureSession::countChanged, this, [this] { setWindowModified(session_->hasUnsaved()); });
    connect(files_, &CaptureFiles::used, recentFiles_, &RecentFilesMenu::remember);
    connect(files_, &CaptureFiles::notOpened, recentFiles_, &RecentFilesMenu::forget);
    connect(files_, &CaptureFiles::failed, messages_, &Messages::fail);
    connect(files_, &CaptureFiles::told, messages_, &Messages::tell);
    connect(recentFiles_, &RecentFilesMenu::chosen, files_, qOverload<const QString&>(&CaptureFiles::open));
    connect(recoveryBar_, &RecoveryBar::openAsked, this, &MainWindow::openFile);
    connect(actions_->recover, &QAction::triggered, recoveryBar_, &RecoveryBar::openDialog);
    dialogs_ =
        new DialogActions(*actions_, {plugins_, theme_, *capture_, *session_, frames_, *framePane_, *messages_}, *this);
    connect(dialogs_, &DialogActions::openAsked, this, &MainWindow::openFile);
    connect(dialogs_, &DialogActions::frameAsked, this, &MainWindow::selectFrame);
    auto* drop = new FileDrop(*this);
    connect(drop, &FileDrop::dropped, this, &MainWindow::openFile);
    connect(drop, &FileDrop::severalDropped, dialogs_, &DialogActions::mergeFiles);
}

/// Everything that shows frames, and the actions on them.
void MainWindow::connectFrames() {
    auto* list = framePane_->list();
    auto* contents = new ListContents(*actions_, {*capture_, frames_, *list, *filterBar_, *status_, *messages_}, this);
    auto* analyze =
        new AnalyzeActions(*actions_, menus_->applyFilter(), menus_->prepareFilter(),
                           {*framePane_, frames_, *capture_, *filterBar_, *findBar_, *profiles_, theme_}, this);
    connect(analyze, &AnalyzeActions::noted, messages_, &Messages::note);
    connect(&menus_->conversationColours(), &ConversationColoursMenu::chosen, analyze,
            &AnalyzeActions::colourConversation);
    new CaptureDisplay(
        {*session_, *capture_, frames_, *framePane_, *findBar_, *devicesPane_, *contents, *analyze, *messages_}, this);
    analyze->restore();

    auto* frameActions = new FrameActions(*actions_, *framePane_, frames_, *capture_, this);
    connect(frameActions, &FrameActions::injectAsked, this, [this](const QString& hex) {
        showInjectors();
        injectPanel_->offerFrame(hex);
    });
    connect(frameActions, &FrameActions::failed, messages_, &Messages::fail);
    connect(frameActions, &FrameActions::told, messages_, &Messages::tell);
    auto* comments = new CommentActions(*actions_, *framePane_, *session_, this);
    connect(comments, &CommentActions::failed, messages_, &Messages::fail);
    auto* go = new GoActions(*actions_, *framePane_, frames_, *findBar_, this);
    connect(go, &GoActions::noted, messages_, &Messages::tell);
    connect(findBar_, &FindBar::found, list, [list] { list->setFocus(); });
    connect(filterBar_, &QLineEdit::returnPressed, list, [this, list] {
        if (filterBar_->problem().isEmpty())
            list->setFocus();
    });
    auto* statistics =
        new StatisticsActions(*actions_, {*framePane_, *capture_, *session_, *contents, plugins_, theme_}, *this);
    connect(statistics, &StatisticsActions::filterAsked, this, &MainWindow::applyFilter);
    connect(statistics, &StatisticsActions::frameAsked, this, &MainWindow::selectFrame);
    connect(statistics, &StatisticsActions::followAsked, analyze, &AnalyzeActions::followStream);
    connect(statistics, &StatisticsActions::failed, dialogs_, &DialogActions::addPluginTrouble);
    connect(names_, &NameKeeper::noted, messages_, &Messages::note);
    connect(session_.get(), &CaptureSession::countChanged, names_, &NameKeeper::proceed);
    connectOverview(*statistics);
}

void MainWindow::connectOverview(StatisticsActions& statistics) {
    connect(session_.get(), &CaptureSession::countChanged, overview_, &OverviewScanner::proceed);
    auto* severity = new SeverityDot(*overview_, theme_);
    statusBar()->insertWidget(0, severity);
    connect(severity, &SeverityDot::clicked, &statistics, &StatisticsActions::showExpertInformation);
    auto* minimap = new Minimap(*framePane_->list(), *overview_, theme_);
    framePane_->placeBesideList(*minimap);
    connect(minimap, &Minimap::frameAsked, this, &MainWindow::selectFrame);
}

void MainWindow::connectDevices() {
    control_->connectActions(*actions_);
    new DeviceActions(*actions_, *devicesPane_, this);
    connect(devices_.get(), &DeviceService::failed, messages_, &Messages::fail);
    connect(devices_.get(), &DeviceService::changed, messages_, &Messages::tell);
    connect(devices_.get(), &DeviceService::refused, messages_, &Messages::noteFailure);
    connect(injectPanel_, &InjectPanel::noted, messages_, &Messages::note);
    connect(devicesPane_, &DevicesPane::failed, messages_, &Messages::fail);
    connect(devicesPane_, &DevicesPane::told, messages_, &Messages::tell);
    connect(devicesPane_, &DevicesPane::injectAsked, this, [this](const QString& device) {
        showInjectors();
        if (!session_->isCapturing())
            startCapture({.devices = {{.name = device, .role = {}}}, .ring = {}, .stop = {}});
    });
    connect(devicesPane_, &DevicesPane::selectionChanged, injectPanel_, &InjectPanel::setDevice);
    connect(devicesPane_, &DevicesPane::selectionChanged, body_, &WindowBody::setDevice);
    connect(injectPanel_, &InjectPanel::captureAsked, control_, &CaptureControl::startOnSelected);
    connect(files_, &CaptureFiles::stayed, injectPanel_, &InjectPanel::forgetWaiting);
    connect(status_, &StatusStrip::portsAsked, actions_->ports, &QAction::trigger);
    connect(&devicesPane_->model(), &DeviceListModel::dataChanged, status_,
            [this] { status_->setSwitchedOff(devicesPane_->model().capturedButOff()); });
    connect(demo_, &Demo::noted, messages_, &Messages::tell);
    connect(demo_, &Demo::failed, messages_, &Messages::fail);
}

void MainWindow::connectPlaces() {
    place_ = new PlaceActions({places_, *devices_, *devicesPane_, *session_, *files_, *messages_}, *this);
    connect(&places_, &Places::changed, this, &MainWindow::updateTitle);
    updateTitle();
    auto* map = new WiringMap(*actions_->wiring, {*devices_, theme_, places_, *session_, *injectPanel_}, *this);
    connect(map, &WiringMap::failed, messages_, &Messages::noteFailure);
    connect(map, &WiringMap::told, messages_, &Messages::tell);
    connect(map, &WiringMap::deviceAsked, this, [this](const QString& device) {
        selectDevice(device);
        activateWindow();
    });
    connect(map, &WiringMap::captureAsked, this, &MainWindow::captureAll);
    connect(map, &WiringMap::wireAsked, this, [this](const QStringList& devices) {
        showInjectors();
        if (!injectPanel_->startBetween(devices.front(), devices.back()))
            captureAll(devices);
    });
}

void MainWindow::connectPlugins() {
    auto* scripts = new ScriptWatch(plugins_, this);
    connect(scripts, &ScriptWatch::failed, messages_, &Messages::fail);
    connect(scripts, &ScriptWatch::noted, messages_, &Messages::note);
    connect(scripts, &ScriptWatch::reloaded, this, [this] { capture_->setRegistry(plugins_.decoders()); });
    connect(actions_->reloadScripts, &QAction::triggered, scripts, &ScriptWatch::reload);
    auto* watch = new PluginWatch(plugins_, this);
    connect(watch, &PluginWatch::failed, messages_, &Messages::fail);
    // Work that waits for the abandoned threads starts again, without that decoder.
    connect(watch, &PluginWatch::hung, capture_.get(), &CurrentCapture::decodeAnew);
    connect(framePane_, &FramePane::failed, messages_, &Messages::fail);
}

void MainWindow::showInjectors() {
    panes_->show(QStringLiteral("toolsPane"));
    body_->tools()->setCurrentWidget(injectPanel_);
}

void MainWindow::selectFrame(FrameNumber frame) {
    const quint64 row = frames_.rowOf(frame);
    if (row < frames_.count())
        framePane_->list()->setCurrentRow(row);
}

void MainWindow::restoreSettings() {
    const QSettings settings;
    resize(1440, 900);
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    panes_->restore();
}

void MainWindow::saveSettings() const {
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    panes_->save();
    menus_->columns().keep();
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

void MainWindow::captureAll(const QStringList& devices) {
    CaptureRequest request;
    for (const QString& device : devices)
        request.devices.push_back({.name = device, .role = {}});
    startCapture(request);
    activateWindow();
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

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool isQuiet =
        session_->state() == CaptureSession::State::Idle && !files_->wouldAskToLeave() && !place_->wouldEndPrograms();
    if (!isLeaving_ && !isQuiet) {
        event->ignore();
        const auto quit = [this] {
            isLeaving_ = true;
            close();
        };
        place_->mayEndPrograms(tr("Quit"), [this, quit] { files_->leave(tr("Quit TapScope?"), quit); });
        return;
    }
    saveSettings();
    session_->discard();
    event->accept();
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

} // namespace tapscope
