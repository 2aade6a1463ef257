#include "capture_session.h"

#include "../background/background.h"
#include "../files/file_text.h"
#include "../text/plain_text.h"
#include "recordings.h"

#include <capture/sources.h>

#include <QPointer>

#include <unistd.h>

#include <exception>
#include <utility>

namespace tapscope {
namespace {

constexpr int pollEvery = 25;                   // milliseconds: 40 times a second
constexpr int watchEvery = 1000;                // milliseconds
constexpr int endsWithin = 2000;                // milliseconds
constexpr int fileWorkers = 16;                 // some may be held up for good
constexpr std::chrono::seconds lastPatience{2}; // with a disk that does not take the rest while the window goes

Result<std::unique_ptr<Injector>> makeInjector(const InjectorFactory& factory, const Settings& settings,
                                               const std::string& device, DeviceControl& control) {
    InjectionTarget target{.port = 1, .deviceName = device}; // the capture's first
    if (const auto name = InterfaceName::parse(device)) {
        if (const auto info = control.info(*name)) {
            target.mtu = info->mtu;
            target.linkType = linkTypeOf(info->kind);
        }
    }
    const auto failed = [&](std::string_view what) {
        return failure(ErrorKind::System, "start", std::string(factory.title()), what, "The plugin is at fault");
    };
    try {
        return factory.create(settings, target);
    } catch (const std::exception& fault) {
        return failed(fault.what());
    } catch (...) {
        return failed("it failed");
    }
}

} // namespace

CaptureSession::CaptureSession(const PluginHost& plugins, DeviceSupply devices, QObject* parent)
    : QObject(parent), plugins_(plugins), devices_(std::move(devices)) {
    timer_.setInterval(pollEvery);
    connect(&timer_, &QTimer::timeout, this, &CaptureSession::poll);
    fileWork_.setMaxThreadCount(fileWorkers);
    auto* watch = new QTimer(this);
    connect(watch, &QTimer::timeout, this, &CaptureSession::watchFile);
    watch->start(watchEvery);
}

CaptureSession::~CaptureSession() {
    cancel();
    engine_.reset();
    if (recording_ && !recording_->settle(lastPatience))
        recording_->abandon();
    QThreadPool::globalInstance()->waitForDone();
}

bool CaptureSession::end() {
    cancel();
    engine_.reset();
    return fileWork_.waitForDone(endsWithin);
}

void CaptureSession::setState(State state) {
    state_ = state;
    if (state == State::Running || state == State::Opening)
        timer_.start();
    else if (state == State::Idle)
        timer_.stop();
    emit stateChanged();
}

void CaptureSession::takeStore(std::shared_ptr<const FrameStore> store) {
    store_ = std::move(store);
    savedTo_.clear();
    isFileGone_ = false;
    shownCount_ = savedCount_ = 0;
    rate_ = RateMeter();
    emit storeChanged();
}

void CaptureSession::start(const CaptureRequest& request) {
    if (state_ != State::Idle)
        return;
    request_ = request;
    setState(State::Starting);
    struct Started {
        Result<std::unique_ptr<CaptureEngine>> engine;
        std::shared_ptr<Recording> recording;
    };
    const bool isTemporary = request.file.isEmpty();
    const auto path = isTemporary ? newRecordingPath() : typedPath(request.file);
    inBackground(
        this,
        [request, path, devices = devices_, isTemporary]() -> Started {
            const auto wanted = deviceOf(request);
            auto port = openDevice(wanted, devices);
            if (!port)
                return {std::unexpected(port.error()), nullptr};
            // The user was asked by the dialog that named the file.
            using Existing = RecordingOptions::Existing;
            auto recording = Recording::create(path, {.existing = isTemporary ? Existing::Refuse : Existing::Replace});
            if (!recording)
                return {std::unexpected(recording.error()), nullptr};
            std::vector<AddedPort> ports;
            ports.push_back({.choice = choiceOf(wanted, devices),
                             .port = std::move(*port),
                             .use = {.whenGone = PortUse::WhenGone::Wait}});
            auto engine = CaptureEngine::start(*recording, {.stop = request.stop, .ports = std::move(ports)});
            if (!engine && isTemporary)
                std::filesystem::remove(path);
            return {std::move(engine), *recording};
        },
        [this, isTemporary](Started started) {
            this->started(std::move(started.engine), std::move(started.recording), isTemporary);
        });
}

void CaptureSession::started(Result<std::unique_ptr<CaptureEngine>> engine, std::shared_ptr<Recording> recording,
                             bool isTemporary) {
    if (!engine) {
        isStopAsked_ = false;
        setState(State::Idle);
        emit failed(plainText(engine.error().text()));
        return;
    }
    discard();
    engine_ = std::move(*engine);
    lastStatus_ = {};
    isTemporary_ = isTemporary;
    recording_ = std::move(recording);
    takeStore(recording_->store());
    setState(State::Running);
    if (std::exchange(isStopAsked_, false))
        stop();
}

void CaptureSession::stop() {
    if (state_ == State::Opening) {
        stopLongWork_.request_stop();
        return;
    }
    if (state_ == State::Starting)
        isStopAsked_ = true;
    if (state_ == State::Stopping && recording_)
        recording_->abandon(); // asked a second time: what the disk has not taken is given up
    if (state_ != State::Running)
        return;
    setState(State::Stopping);
    inBackground(
        this,
        [engine = engine_, recording = recording_] {
            auto stopped = engine->stop();
            while (!recording->settle(std::chrono::milliseconds(100)) && !recording->status().hasEnded()) {
            }
            return stopped;
        },
        [this](const Result<void>& stopped) { ended(stopped); });
}

void CaptureSession::ended(const Result<void>& stopped) {
    poll();
    if (engine_)
        lastStatus_ = engine_->status();
    const quint64 notRecorded = recording_ ? recording_->status().framesNotRecorded : 0;
    engine_.reset();
    recording_.reset();
    setState(State::Idle);
    emit noted(tr("Capture stopped: %L1 frames, %L2 dropped")
                   .arg(lastStatus_.frames)
                   .arg(lastStatus_.drops.system + lastStatus_.drops.interface));
    if (!stopped)
        emit failed(plainText(stopped.error().text()));
    else if (notRecorded > 0)
        emit failed(tr("%L1 frames are not in the recording: the disk did not keep up").arg(notRecorded));
}

void CaptureSession::discard() {
    if (!store_)
        return;
    // The lock goes after the file: no other window offers it in between.
    const auto remove = [store = store_, lock = std::exchange(lock_, nullptr)] {
        std::error_code gone;
        if (store->isStoredIn(store->path()))
            std::filesystem::remove(store->path(), gone);
    };
    const bool isTemporary = std::exchange(isTemporary_, false);
    takeStore(nullptr);
    if (isTemporary)
        QThreadPool::globalInstance()->start(remove);
}

void CaptureSession::show(const OpenedFile& file) {
    if (state_ != State::Idle)
        return;
    discard();
    request_ = {};
    lastStatus_ = {};
    lock_ = file.lock;
    isTemporary_ = lock_ != nullptr;
    stopLongWork_ = {};
    setState(State::Opening);
    indexing_ = file.store;
    takeStore(file.store);
    inBackground(
        this, [store = file.store, stop = stopLongWork_.get_token()] { return store->index(stop); },
        [this, store = file.store](const Result<IndexingReport>& report) { finishOpening(store, report); }, fileWork_);
}

void CaptureSession::readStandardInput() {
    if (state_ != State::Idle)
        return;
    auto source = readStream(UniqueFd(dup(STDIN_FILENO)), "standard input");
    auto recording = Recording::create(newRecordingPath());
    if (!source || !recording) {
        emit failed(plainText((source ? recording.error() : source.error()).text()));
        return;
    }
    request_ = {};
    request_.device = tr("standard input");
    request_.mode = CaptureRequest::Mode::Stream;
    std::vector<AddedPort> ports;
    ports.push_back({.choice = {.name = "standard input", .open = {}}, .port = std::move(*source), .use = {}});
    started(CaptureEngine::start(*recording, {.stop = {}, .ports = std::move(ports)}), *recording, true);
}

void CaptureSession::finishOpening(const std::shared_ptr<FileStore>& store, const Result<IndexingReport>& report) {
    indexing_.reset();
    poll();
    emit progressed(tr("Opening"), 100);
    setState(State::Idle);
    const QString path = shownPath(store->path());
    if (!report)
        emit noted(tr("Opening %1 was stopped; what was read is shown").arg(path));
    else if (report->damage)
        emit failed(plainText(report->damage->text()));
    else
        emit noted(tr("Opened %1: %L2 frames").arg(path).arg(store->count()));
}

void CaptureSession::save(const Exporter& exporter, const FrameChoice& frames, const SettingValues& settings,
                          const std::filesystem::path& path, const std::function<void(const Result<void>&)>& then) {
    auto checked = exporter.schema().check(settings);
    if (!checked) {
        then(std::unexpected(checked.error()));
        return;
    }
    if (isSaving_) {
        then(failure(ErrorKind::Busy, "save", path.string(), "another save is under way"));
        return;
    }
    isSaving_ = true;
    stopSaving_ = {};
    ExportProgress progress;
    progress.stop = stopSaving_.get_token();
    progress.report = [self = QPointer<CaptureSession>(this), receiver = this](std::size_t done, std::size_t total) {
        const int percent = static_cast<int>(done * 99 / std::max<std::size_t>(total, 1));
        QMetaObject::invokeMethod(
            receiver,
            [self, percent] {
                if (self)
                    emit self->progressed(tr("Saving"), percent);
            },
            Qt::QueuedConnection);
    };
    const quint64 count = frames.all && keepsFrames(exporter) ? frames.store->count() : 0;
    inBackground(
        this,
        [&registry = plugins_.decoders(), &exporter, frames, settings = *checked, path, progress,
         isOwnFile = ownFileCheck()]() -> Result<void> {
            if (isOwnFile(path))
                return failure(ErrorKind::Busy, "save", path.string(), "the capture is recorded in that very file",
                               "Choose another name");
            return exportToFile(exporter, frames, registry, settings, path, progress);
        },
        [this, path, then, count, store = frames.store](const Result<void>& written) {
            isSaving_ = false;
            emit progressed(tr("Saving"), 100);
            if (written && store == store_ && count > savedCount_) {
                savedCount_ = count;
                savedTo_ = path;
                emit savedCountChanged();
            }
            then(written);
        },
        fileWork_);
}

std::function<bool(const std::filesystem::path&)> CaptureSession::ownFileCheck() const {
    const bool isOurs = store_ != nullptr && (isTemporary_ || state_ == State::Running || state_ == State::Stopping);
    return [store = isOurs ? store_ : nullptr](const std::filesystem::path& path) {
        return store != nullptr && store->isStoredIn(path);
    };
}

/// Another program may delete, rename or replace the file that grows here: whoever looks for it would find nothing.
void CaptureSession::watchFile() {
    if (engine_ == nullptr || isFileGone_ || std::exchange(isWatching_, true))
        return;
    inBackground(
        this, [store = store_] { return store->isStoredIn(store->path()); },
        [this, store = store_](bool isThere) {
            isWatching_ = false;
            if (!isThere && store == store_)
                noteFileGone();
        },
        fileWork_);
}

void CaptureSession::noteFileGone() {
    if (std::exchange(isFileGone_, true))
        return;
    emit fileGone();
    emit failed(tr("%1 was deleted or replaced while it is being recorded: save the capture elsewhere")
                    .arg(shownPath(store_->path())));
}

bool CaptureSession::keepsFrames(const Exporter& exporter) {
    return exporter.id() == "pcapng" || exporter.id() == "pcap";
}

void CaptureSession::cancelSaving() {
    stopSaving_.request_stop();
}

void CaptureSession::cancel() {
    cancelSaving();
    stopLongWork_.request_stop();
}

void CaptureSession::inject(const InjectorFactory& factory, const SettingValues& values,
                            const std::function<void(Result<InjectorId>)>& then) {
    const auto noCapture = [&factory] {
        return tapscope::failure(ErrorKind::NotFound, "start", std::string(factory.title()), "no capture runs",
                                 "Start one on the device to inject into");
    };
    auto settings = factory.schema().check(values);
    if (!settings || !engine_) {
        then(settings ? noCapture() : std::unexpected(settings.error()));
        return;
    }
    inBackground(
        this,
        [&factory, settings = *settings, device = request_.device.toStdString(), control = devices_.control] {
            return makeInjector(factory, settings, device, *control);
        },
        [this, then, noCapture, engine = std::weak_ptr(engine_)](Result<std::unique_ptr<Injector>> made) {
            if (!made)
                then(std::unexpected(made.error()));
            else if (!engine_ || engine.lock() != engine_) // another capture by now, or none
                then(noCapture());
            else
                then(engine_->addInjector(std::move(*made)));
        });
}

void CaptureSession::stopInjector(InjectorId id) {
    if (engine_)
        engine_->removeInjector(id);
}

InjectorStatus CaptureSession::injectorStatus(InjectorId id) const {
    return engine_ ? engine_->injectorStatus(id) : InjectorStatus{};
}

CaptureStatus CaptureSession::status() const {
    return engine_ ? engine_->status() : lastStatus_;
}

QString CaptureSession::fileName() const {
    return shownName(file());
}

std::filesystem::path CaptureSession::file() const {
    if (!savedTo_.empty())
        return savedTo_;
    return store_ && !isTemporary_ && !isFileGone_ ? store_->path() : std::filesystem::path();
}

bool CaptureSession::hasUnsavedFrames() const {
    return store_ && (isTemporary_ || isFileGone_) && store_->count() > savedCount_;
}

void CaptureSession::tellNotes() {
    if (!engine_)
        return;
    for (const auto& note : engine_->takeNotes())
        emit noted(QString::fromStdString(note));
}

/// What the disk or another program does to the recording, once, and that it is right again.
void CaptureSession::tellTrouble() {
    const auto trouble = recording_ ? recording_->status().trouble : RecordingStatus::Trouble::None;
    if (trouble == toldTrouble_)
        return;
    toldTrouble_ = trouble;
    if (!recording_)
        return;
    if (trouble == RecordingStatus::Trouble::Removed)
        noteFileGone();
    else if (const auto error = recording_->error())
        emit failed(plainText(error->text()));
    else
        emit noted(tr("The disk takes frames again"));
}

void CaptureSession::poll() {
    if (!store_)
        return;
    tellNotes();
    const quint64 count = store_->count();
    rate_.look(count, std::chrono::seconds(1));
    if (count != shownCount_) {
        shownCount_ = count;
        emit countChanged(count);
    }
    if (indexing_ && indexing_->sizeOnDisk() > 0)
        emit progressed(tr("Opening"), static_cast<int>(indexing_->indexedBytes() * 99 / indexing_->sizeOnDisk()));
    tellTrouble();
    if (engine_ && state_ == State::Running && engine_->status().state == CaptureStatus::State::Ended)
        stop();
}

} // namespace tapscope
