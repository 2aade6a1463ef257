#include "main_window.h"

#include "../bytes/hex_view.h"
#include "../capture_options/capture_options_dialog.h"
#include "../devices/devices_pane.h"
#include "../filter/filter_bar.h"
#include "../filter/filter_runner.h"
#include "../frames/frame_list_view.h"
#include "../inject/inject_panel.h"
#include "../log/log_pane.h"
#include "../plugins/plugins_dialog.h"
#include "../theme/theme.h"
#include "actions.h"
#include "empty_page.h"
#include "frame_pane.h"
#include "save_dialog.h"

#include <net/interface.h>
#include <store/recovery.h>

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
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

namespace tapscope {
namespace {

constexpr int statusEvery = 250; // milliseconds
constexpr int recentFiles = 8;
constexpr int errorTime = 15000; // milliseconds in the status bar; the log keeps it

QString sizeText(std::uint64_t bytes) {
    return QLocale(QLocale::English).formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count));
}

} // namespace

MainWindow::MainWindow(const PluginHost& plugins, Theme& theme, const QString& place, QWidget* parent)
    : QMainWindow(parent), plugins_(plugins), theme_(theme), devices_(std::make_unique<DeviceService>()),
      session_(std::make_unique<CaptureSession>(
          plugins, [kept = devices_->kept()](const InterfaceName& name) { return kept->share(name); })),
      frames_(plugins.decoders()), actions_(std::make_unique<Actions>(this, theme)),
      devicesPane_(new DevicesPane(*devices_, theme)), framePane_(new FramePane(frames_, theme)),
      injectPanel_(new InjectPanel(*session_, plugins.injectors(), theme)), logPane_(new LogPane(theme)),
      stack_(new QStackedWidget), tabs_(new QTabWidget), filterBar_(new FilterBar(plugins.decoders(), theme)),
      filterRunner_(new FilterRunner(plugins.decoders(), this)) {
    setWindowTitle(place.isEmpty() ? tr("TapScope") : tr("TapScope — %1").arg(place));
    setAcceptDrops(true);
    setMinimumSize(900, 560);
    auto* empty = new EmptyPage(theme);
    stack_->addWidget(empty);
    stack_->addWidget(framePane_);
    tabs_->addTab(injectPanel_, tr("Inject"));
    tabs_->addTab(logPane_, tr("Log"));
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    auto* right = new QSplitter(Qt::Vertical);
    right->setHandleWidth(1);
    right->addWidget(stack_);
    right->addWidget(tabs_);
    right->setStretchFactor(0, 1);
    right->setSizes({640, 190});
    auto* whole = new QSplitter(Qt::Horizontal);
    whole->setHandleWidth(1);
    whole->addWidget(devicesPane_);
    whole->addWidget(right);
    whole->setStretchFactor(1, 1);
    whole->setSizes({292, 1148});
    whole->setChildrenCollapsible(false);
    setCentralWidget(whole);
    makeMenus();
    makeToolBar();
    makeStatusBar();
    connectActions();
    connectSession();
    connect(empty, &EmptyPage::openAsked, this, &MainWindow::askOpen);
    connect(empty, &EmptyPage::demoAsked, this, &MainWindow::startDemo);

    const QSettings settings;
    resize(1440, 900);
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    framePane_->list()->header()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    frames_.setTimeFormat(static_cast<TimeFormat>(settings.value(QStringLiteral("timeFormat"), 0).toInt()));
    updateActions();
    updateStatus();
    offerRecovery();
}

MainWindow::~MainWindow() {
    frames_.setStore(nullptr);
    session_.reset();
}

void MainWindow::makeMenus() {
    const Actions& a = *actions_;
    auto* file = menuBar()->addMenu(tr("&File"));
    file->addAction(a.open);
    recent_ = file->addMenu(tr("Open &recent"));
    file->addActions({a.save, a.discard});
    file->addSeparator();
    file->addAction(a.quit);
    auto* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({a.copy, a.copyHex, a.copyCArray, a.selectAll});
    edit->addSeparator();
    edit->addActions({a.mark, a.timeReference});
    auto* view = menuBar()->addMenu(tr("&View"));
    auto* times = view->addMenu(tr("&Time"));
    auto* timeGroup = new QActionGroup(this);
    const QStringList formats = {tr("Seconds since the first frame"), tr("Seconds since the previous frame"),
                                 tr("Local date and time"), tr("UTC date and time"), tr("Seconds since 1970")};
    const int chosenFormat = QSettings().value(QStringLiteral("timeFormat"), 0).toInt();
    for (int i = 0; i < formats.size(); ++i) {
        auto* action =
            times->addAction(formats[i], QKeySequence(QStringLiteral("Ctrl+Alt+%1").arg(i + 1)), this, [this, i] {
                QSettings().setValue(QStringLiteral("timeFormat"), i);
                frames_.setTimeFormat(static_cast<TimeFormat>(i));
            });
        action->setCheckable(true);
        action->setChecked(i == chosenFormat);
        timeGroup->addAction(action);
    }
    auto* look = view->addMenu(tr("&Colours"));
    auto* lookGroup = new QActionGroup(this);
    const QStringList looks = {tr("As the system"), tr("Light"), tr("Dark")};
    for (int i = 0; i < looks.size(); ++i) {
        auto* action = look->addAction(looks[i], this, [this, i] { chooseTheme(i); });
        action->setCheckable(true);
        action->setChecked(i == static_cast<int>(theme_.choice()));
        lookGroup->addAction(action);
    }
    view->addSeparator();
    view->addActions({a.filter, a.follow, a.previousFrame, a.nextFrame, a.goTo});
    auto* capture = menuBar()->addMenu(tr("&Capture"));
    capture->addActions({a.start, a.stop, a.restart, a.options});
    auto* devices = menuBar()->addMenu(tr("&Devices"));
    devices->addActions({a.newTap, a.startOnDevice, a.destroyTap});
    auto* inject = menuBar()->addMenu(tr("&Inject"));
    inject->addAction(a.injectFrame);
    auto* tools = menuBar()->addMenu(tr("&Tools"));
    tools->addAction(a.plugins);
    auto* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(a.about);

    framePane_->list()->addActions({a.mark, a.timeReference, a.copy, a.copyHex, a.copyCArray, a.injectFrame, a.save});
    framePane_->list()->setContextMenuPolicy(Qt::ActionsContextMenu);
    framePane_->fields()->addActions({a.copy, a.copyHex, a.copyCArray});
    framePane_->fields()->setContextMenuPolicy(Qt::ActionsContextMenu);
    framePane_->bytes()->addActions({a.copyHex, a.copyCArray});
    framePane_->bytes()->setContextMenuPolicy(Qt::ActionsContextMenu);
    fillRecent();
}

void MainWindow::makeToolBar() {
    const Actions& a = *actions_;
    auto* bar = addToolBar(tr("Main"));
    bar->setObjectName(QStringLiteral("mainBar"));
    bar->setMovable(false);
    bar->setIconSize({16, 16});
    bar->addActions({a.start, a.stop, a.restart});
    bar->addSeparator();
    bar->addActions({a.newTap, a.open, a.save});
    bar->addSeparator();
    bar->addActions({a.follow, a.goTo});
    for (QAction* action : {a.start, a.stop, a.newTap}) {
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    bar->addSeparator();
    bar->addWidget(filterBar_);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void MainWindow::makeStatusBar() {
    const auto label = [](const char* name) {
        auto* made = new QLabel;
        made->setObjectName(QString::fromLatin1(name));
        made->setContentsMargins(8, 0, 8, 0);
        return made;
    };
    stateLabel_ = label("state");
    rateLabel_ = label("rate");
    messageLabel_ = label("message");
    messageLabel_->setProperty("role", "error");
    packetsLabel_ = label("packets");
    displayedLabel_ = label("displayed");
    droppedLabel_ = label("dropped");
    sizeLabel_ = label("size");
    progress_ = new QProgressBar;
    progress_->setFixedWidth(180);
    progress_->hide();
    cancel_ = new QPushButton(tr("Cancel"));
    cancel_->hide();
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(stateLabel_);
    statusBar()->addWidget(rateLabel_);
    statusBar()->addWidget(messageLabel_, 1);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{progress_, cancel_, packetsLabel_, displayedLabel_, droppedLabel_, sizeLabel_})
        statusBar()->addPermanentWidget(widget);
    connect(cancel_, &QPushButton::clicked, session_.get(), &CaptureSession::cancel);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MainWindow::updateStatus);
    timer->start(statusEvery);
}

void MainWindow::connectActions() {
    const Actions& a = *actions_;
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(a.open, [this] { askOpen(); });
    on(a.save, [this] { askSave(); });
    on(a.discard, [this] { leaveCapture([this] { session_->discard(); }); });
    on(a.quit, [this] { close(); });
    on(a.copy, [this] { QApplication::clipboard()->setText(framePane_->asText()); });
    on(a.copyHex, [this] { QApplication::clipboard()->setText(framePane_->bytes()->asHex()); });
    on(a.copyCArray, [this] { QApplication::clipboard()->setText(framePane_->bytes()->asCArray()); });
    on(a.selectAll, [this] { framePane_->list()->selectAll(); });
    on(a.mark, [this] {
        for (const FrameNumber number : framePane_->list()->selectedNumbers())
            frames_.toggleMark(number);
    });
    on(a.timeReference, [this] { frames_.setTimeReference(framePane_->currentFrame()); });
    on(a.nextFrame, [this] { framePane_->list()->step(1); });
    on(a.previousFrame, [this] { framePane_->list()->step(-1); });
    on(a.goTo, [this] { askFrameNumber(); });
    on(a.start, [this] { startOnSelected(); });
    on(a.startOnDevice, [this] { startOnSelected(); });
    on(a.stop, [this] { session_->stop(); });
    on(a.restart, [this] { session_->restart(); });
    on(a.options, [this] { askOptions(); });
    on(a.follow, [this](bool follow) { framePane_->list()->setFollowing(follow); });
    on(a.newTap, [this] { devicesPane_->openNewTapDialog(); });
    on(a.destroyTap, [this] { devicesPane_->destroyDevice(devicesPane_->selected()); });
    on(a.injectFrame, [this] {
        if (const auto frame = frames_.read(framePane_->currentFrame())) {
            const QByteArray bytes(reinterpret_cast<const char*>(frame->bytes.data()),
                                   static_cast<qsizetype>(frame->bytes.size()));
            injectPanel_->offerFrame(QString::fromLatin1(bytes.toHex(' ')));
            tabs_->setCurrentWidget(injectPanel_);
        }
    });
    on(a.filter, [this] {
        filterBar_->setFocus();
        filterBar_->selectAll();
    });
    on(a.plugins, [this] {
        auto* dialog = new PluginsDialog(plugins_, theme_, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    on(a.about, [this] {
        QMessageBox::about(this, tr("About TapScope"),
                           tr("<b>TapScope</b> creates, watches, records and feeds TAP devices.<br>MIT licence. Icons: "
                              "Lucide (ISC licence)."));
    });
    connect(framePane_->list(), &FrameListView::followingChanged, a.follow, &QAction::setChecked);
    connect(framePane_->list(), &FrameListView::currentChanged, this, &MainWindow::updateActions);
    connect(devicesPane_, &DevicesPane::selectionChanged, this, &MainWindow::updateActions);
    connect(devicesPane_, &DevicesPane::activated, this, [this] { startOnSelected(); });
    connect(devicesPane_, &DevicesPane::failed, this, &MainWindow::fail);
    connect(devicesPane_, &DevicesPane::injectAsked, this, [this](const QString& device) {
        tabs_->setCurrentWidget(injectPanel_);
        if (!session_->isCapturing())
            startCapture({.device = device});
    });
    connect(devices_.get(), &DeviceService::failed, this, &MainWindow::fail);
    connect(&theme_, &Theme::changed, this, [this] { actions_->recolour(theme_); });
}

void MainWindow::applyFilter(const QString& text) {
    filterBar_->apply(text);
}

void MainWindow::connectSession() {
    connect(filterBar_, &FilterBar::applied, this, [this](const std::shared_ptr<const FieldFilter>& filter) {
        filter_ = filter;
        frames_.setShowing(filter ? FrameListModel::Showing::Chosen : FrameListModel::Showing::All);
        filterRunner_->start(session_->store(), filter);
    });
    connect(filterBar_, &FilterBar::refused, this, &MainWindow::fail);
    connect(filterRunner_, &FilterRunner::found, this,
            [this](const std::vector<FrameNumber>& numbers) { frames_.show(numbers); });
    connect(session_.get(), &CaptureSession::storeChanged, this, [this] {
        frames_.setStore(session_->store());
        filterRunner_->start(session_->store(), filter_);
        stack_->setCurrentIndex(session_->store() ? 1 : 0);
        updateActions();
        updateStatus();
    });
    connect(session_.get(), &CaptureSession::countChanged, this, [this](quint64 count) {
        frames_.setCount(count);
        filterRunner_->setCount(count);
        updateActions();
    });
    connect(session_.get(), &CaptureSession::stateChanged, this, [this] {
        const auto& request = session_->request();
        const bool captures = session_->isCapturing();
        devicesPane_->model().setCaptured(captures ? request.device : QString(),
                                          request.mode == CaptureRequest::Mode::Attach ? tr("attached by TapScope")
                                                                                       : tr("monitored"));
        updateActions();
        updateStatus();
    });
    connect(session_.get(), &CaptureSession::failed, this, &MainWindow::fail);
    connect(session_.get(), &CaptureSession::noted, this,
            [this](const QString& text) { logPane_->add(LogPane::Severity::Note, text); });
    connect(session_.get(), &CaptureSession::saved, this, &MainWindow::remember);
    connect(session_.get(), &CaptureSession::progressed, this, [this](const QString& what, int percent) {
        progress_->setFormat(QStringLiteral("%1 %p %").arg(what));
        progress_->setValue(percent);
        progress_->setVisible(percent < 100);
        cancel_->setVisible(percent < 100);
    });
}

void MainWindow::updateActions() {
    const Actions& a = *actions_;
    const bool idle = session_->state() == CaptureSession::State::Idle;
    const bool hasFrames = frames_.count() > 0;
    a.start->setEnabled(idle && !devicesPane_->selected().isEmpty());
    a.startOnDevice->setEnabled(a.start->isEnabled());
    a.stop->setEnabled(session_->isCapturing());
    a.restart->setEnabled(!session_->request().device.isEmpty());
    a.options->setEnabled(idle);
    a.open->setEnabled(idle);
    a.save->setEnabled(hasFrames);
    a.discard->setEnabled(idle && session_->store() != nullptr);
    a.destroyTap->setEnabled(!devicesPane_->selected().isEmpty());
    for (QAction* action :
         {a.copy, a.copyHex, a.copyCArray, a.selectAll, a.mark, a.timeReference, a.goTo, a.nextFrame, a.previousFrame})
        action->setEnabled(hasFrames);
    a.injectFrame->setEnabled(framePane_->currentFrame() != 0);
}

void MainWindow::updateStatus() {
    const auto status = session_->status();
    const QString good = theme_.colours().good.name();
    const QString muted = theme_.colours().muted.name();
    const auto& request = session_->request();
    QString state = tr("<span style='color:%1'>●</span> Idle").arg(muted);
    switch (session_->state()) {
    case CaptureSession::State::Running:
        state = status.state == CaptureStatus::State::Waiting
                    ? tr("<span style='color:%1'>◌</span> Waiting for <b>%2</b>")
                          .arg(theme_.colours().warning.name(), request.device.toHtmlEscaped())
                    : tr("<span style='color:%1'>●</span> Capturing <b>%2</b> (%3)")
                          .arg(good, request.device.toHtmlEscaped(),
                               request.mode == CaptureRequest::Mode::Attach ? tr("attached") : tr("monitor"));
        break;
    case CaptureSession::State::Starting:
        state = tr("<span style='color:%1'>◌</span> Starting…").arg(muted);
        break;
    case CaptureSession::State::Stopping:
        state = tr("<span style='color:%1'>◌</span> Stopping…").arg(muted);
        break;
    case CaptureSession::State::Opening:
        state = tr("<span style='color:%1'>◌</span> Opening…").arg(muted);
        break;
    case CaptureSession::State::Idle:
        break;
    }
    stateLabel_->setText(state);
    rateLabel_->setText(session_->isCapturing() ? rateText(session_->framesPerSecond()) : QString());
    const bool hasStore = session_->store() != nullptr;
    packetsLabel_->setText(hasStore ? tr("Packets <b>%1</b>").arg(countText(frames_.total())) : QString());
    displayedLabel_->setText(hasStore && filter_ ? tr("Displayed <b>%1</b>").arg(countText(frames_.count()))
                                                 : QString());
    droppedLabel_->setText(
        hasStore ? tr("Dropped <b>%1</b>").arg(countText(status.drops.system + status.drops.interface)) : QString());
    sizeLabel_->setText(hasStore ? tr("<b>%1</b> on disk").arg(sizeText(session_->store()->sizeOnDisk())) : QString());
}

void MainWindow::startOnSelected() {
    const QString device = devicesPane_->selected();
    if (device.isEmpty())
        return;
    CaptureRequest request = lastRequest_;
    request.device = device;
    request.file.clear();
    const DeviceSnapshot* snapshot = devicesPane_->model().find(device);
    const bool isOthers = snapshot != nullptr && !snapshot->users.empty() &&
                          std::ranges::none_of(snapshot->users, [](const DeviceUser& user) {
                              return user.pid == QCoreApplication::applicationPid();
                          });
    // Somebody else has it open: attaching would be refused, monitoring is what is meant.
    request.mode = isOthers || (snapshot != nullptr && snapshot->info.kind == DeviceKind::Tun)
                       ? CaptureRequest::Mode::Monitor
                       : CaptureRequest::Mode::Attach;
    startCapture(request);
}

void MainWindow::startCapture(const CaptureRequest& request) {
    leaveCapture([this, request] { session_->start(request); });
}

void MainWindow::askOptions() {
    QStringList names;
    for (int row = 0; row < devicesPane_->model().rowCount(); ++row)
        names << devicesPane_->model().index(row).data(DeviceListModel::NameRole).toString();
    CaptureRequest request = lastRequest_;
    request.device = devicesPane_->selected();
    auto* dialog = new CaptureOptionsDialog(names, request, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        lastRequest_ = dialog->request();
        startCapture(lastRequest_);
    });
    dialog->open();
}

void MainWindow::askOpen() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a capture"), {},
                                                      tr("Captures (*.pcap *.pcapng *.cap *.dmp);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::openFile(const QString& path) {
    leaveCapture([this, path] {
        if (path != QLatin1String("-"))
            remember(QFileInfo(path).absoluteFilePath());
        session_->open(path);
    });
}

void MainWindow::askSave() {
    auto* list = framePane_->list();
    const SaveDialog::Counts counts{frames_.total(), frames_.count(), list->selection().count(),
                                    frames_.marked().size()};
    auto* dialog = new SaveDialog(plugins_.exporters(), counts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, list] {
        FrameChoice choice{.store = session_->store(), .numbers = {}, .all = dialog->which() == SaveDialog::Which::All};
        if (dialog->which() == SaveDialog::Which::Displayed) {
            for (quint64 row = 0; row < frames_.count(); ++row)
                choice.numbers.push_back(frames_.number(row));
        } else if (dialog->which() == SaveDialog::Which::Selected)
            choice.numbers = list->selectedNumbers();
        else if (dialog->which() == SaveDialog::Which::Marked)
            choice.numbers = frames_.marked();
        else if (dialog->which() == SaveDialog::Which::Range) {
            for (auto [number, last] = dialog->range(); number <= last; ++number)
                choice.numbers.push_back(number);
        }
        session_->save(dialog->exporter(), choice, dialog->settings(), dialog->path());
    });
    dialog->open();
}

void MainWindow::askFrameNumber() {
    bool ok = false;
    const double number = QInputDialog::getDouble(this, tr("Go to frame"), tr("Frame number"), 1, 1,
                                                  static_cast<double>(frames_.total()), 0, &ok);
    if (ok)
        framePane_->list()->setCurrentRow(frames_.rowOf(static_cast<FrameNumber>(number)));
}

void MainWindow::remember(const QString& file) {
    QSettings settings;
    QStringList files = settings.value(QStringLiteral("recentFiles")).toStringList();
    files.removeAll(file);
    files.prepend(file);
    settings.setValue(QStringLiteral("recentFiles"), files.mid(0, recentFiles));
    fillRecent();
}

void MainWindow::fillRecent() {
    recent_->clear();
    const QStringList files = QSettings().value(QStringLiteral("recentFiles")).toStringList();
    for (const QString& file : files)
        recent_->addAction(file, this, [this, file] { openFile(file); });
    recent_->setEnabled(!files.isEmpty());
}

void MainWindow::chooseTheme(int choice) {
    QSettings().setValue(QStringLiteral("theme"), choice);
    theme_.choose(static_cast<Theme::Choice>(choice));
}

void MainWindow::offerRecovery() {
    const std::string folder = CaptureSession::recordingsFolder().toStdString();
    QThreadPool::globalInstance()->start([this, self = QPointer<MainWindow>(this), folder] {
        const auto left = findLeftRecordings(folder);
        if (left.empty())
            return;
        const QString path = QString::fromStdString(left.front().path.string());
        const auto size = left.front().size;
        QMetaObject::invokeMethod(
            this,
            [self, path, size] {
                if (!self)
                    return;
                auto* question =
                    new QMessageBox(QMessageBox::Question, tr("Recover a capture?"),
                                    tr("A capture of %1 was left behind when TapScope ended unexpectedly:\n%2")
                                        .arg(sizeText(size), path),
                                    QMessageBox::NoButton, self);
                question->setAttribute(Qt::WA_DeleteOnClose);
                auto* recover = question->addButton(tr("Recover"), QMessageBox::AcceptRole);
                auto* remove = question->addButton(tr("Delete it"), QMessageBox::DestructiveRole);
                question->addButton(tr("Later"), QMessageBox::RejectRole);
                connect(recover, &QAbstractButton::clicked, self.data(), [self, path] { self->openFile(path); });
                connect(remove, &QAbstractButton::clicked, self.data(), [path] { QFile::remove(path); });
                question->open();
            },
            Qt::QueuedConnection);
    });
}

void MainWindow::leaveCapture(const std::function<void()>& then) {
    if (!session_->hasUnsavedFrames()) {
        then();
        return;
    }
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Save the capture?"),
                        tr("The %1 captured frames are not saved.").arg(countText(session_->store()->count())),
                        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Save);
    connect(question, &QMessageBox::finished, this, [this, then](int answer) {
        if (answer == QMessageBox::Discard)
            then();
        else if (answer == QMessageBox::Save)
            askSave();
        else
            isLeaving_ = false;
    });
    question->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!isLeaving_ && session_->hasUnsavedFrames()) {
        event->ignore();
        leaveCapture([this] {
            isLeaving_ = true;
            close();
        });
        return;
    }
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("columns"), framePane_->list()->header()->saveState());
    session_->discard();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    openFile(event->mimeData()->urls().first().toLocalFile());
}

void MainWindow::fail(const QString& text) {
    logPane_->add(LogPane::Severity::Error, text);
    messageLabel_->setText(text);
    messageLabel_->setToolTip(text);
    QTimer::singleShot(errorTime, messageLabel_, [this, text] {
        if (messageLabel_->text() == text)
            messageLabel_->clear();
    });
}

void MainWindow::startDemo() {
    auto made = std::make_shared<QString>();
    devices_->request(
        this,
        [made, kept = devices_->kept()]() -> Result<void> {
            auto device = TapDevice::createUnique();
            if (!device)
                return std::unexpected(device.error());
            const InterfaceName name = device->name();
            for (const char* text : {"10.9.0.1/24", "fd09::1/64"}) {
                auto prefix = IpPrefix::parse(text);
                if (!prefix)
                    return std::unexpected(prefix.error());
                if (auto added = addAddress(name, {.prefix = *prefix}); !added)
                    return added;
            }
            if (auto up = setState(name, LinkState::Up); !up)
                return up;
            *made = QString::fromStdString(name.text());
            kept->keep(std::move(*device));
            return {};
        },
        [this, made](const Result<void>& done) {
            if (!done) {
                fail(QString::fromStdString(done.error().text()));
                return;
            }
            devicesPane_->select(*made);
            finishDemo(*made);
        });
}

void MainWindow::finishDemo(const QString& device) {
    isDemoWanted_ = true;
    connect(session_.get(), &CaptureSession::stateChanged, this, [this] {
        if (!session_->isCapturing() || !std::exchange(isDemoWanted_, false))
            return;
        injectPanel_->start(QStringLiteral("generator"), {});
        injectPanel_->start(QStringLiteral("echo"), {{QStringLiteral("address"), QStringLiteral("10.9.0.2, fd09::2")}});
        logPane_->add(LogPane::Severity::Note, tr("The demo: an echo host at 10.9.0.2 and fd09::2, and some traffic"));
    });
    startCapture({.device = device});
}

} // namespace tapscope
