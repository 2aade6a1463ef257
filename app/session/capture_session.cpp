#include "capture_session.h"

#include "../background/background.h"
#include "../files/file_text.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "capture_start.h"
#include "recordings.h"

#include <capture/source_opener.h>
#include <plugin/plugin_crash.h>

#include <QLocale>

#include <unistd.h>

#include <utility>

namespace tapscope {
namespace {

constexpr int pollEvery = 25;                   // milliseconds: 40 times a second
constexpr int stopsWithin = 1000;               // milliseconds
constexpr int endsWithin = 300;                 // milliseconds
constexpr int fileWorkers = 16;                 // some may be blocked forever
constexpr int captureWorkers = 64;              // the same
constexpr std::chrono::seconds lastPatience{2}; // for a disk that does not accept the rest while the window closes

} // namespace

CaptureSession::CaptureSession(const PluginHost& plugins, DeviceSupply devices, QObject* parent)
    : QObject(parent), plugins_(plugins), devices_(std::move(devices)), saving_(plugins, fileWork_, this) {
    timer_.setInterval(pollEvery);
    connect(&timer_, &QTimer::timeout, this, &CaptureSession::poll);
    stopping_.setInterval(stopsWithin);
    connect(&stopping_, &QTimer::timeout, this, &CaptureSession::endAnyway);
    fileWork_.setMaxThreadCount(fileWorkers);
    captureWork_.setMaxThreadCount(captureWorkers);
    connect(&saving_, &Saving::progressed, this, [this](int percent) { emit progressed(tr("Saving"), percent); });
    connect(&saving_, &Saving::stalled, this, &CaptureSession::failed);
    connect(&saving_, &Saving::stalled, this, &CaptureSession::savingStalled);
}

CaptureSession::~CaptureSession() {
    cancel();
    engine_.reset();
    if (recording_ && !recording_->settle(lastPatience))
        recording_->abandon();
    backgroundThreads().waitForDone();
}

bool CaptureSession::end(const std::function<void()>& moved) {
    cancel();
    engine_.reset();
    constexpr std::chrono::milliseconds step{100};
    while (recording_) {
        const auto before = recording_->status().framesWritten;
        if (recording_->settle(step) || recording_->status().framesWritten == before)
            break;
        moved();
    }
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

void CaptureSession::setStore(std::shared_ptr<const FrameStore> store) {
    store_ = std::move(store);
    lastPorts_.clear();
    saved_ = {};
    isFileGone_ = isForShow_ = false;
    shownCount_ = 0;
    rate_ = RateMeter();
    shownFirst_ = 1;
    emit storeChanged();
}

void CaptureSession::start(const CaptureRequest& request) {
    if (state_ != State::Idle)
        return;
    request_ = request;
    stopLongWork_ = {};
    setState(State::Starting);
    const bool isTemporary = request.file.isEmpty();
    inBackground(
        this,
        [start = CaptureStart{.request = request,
                              .path = isTemporary ? newRecordingPath() : typedPath(request.file),
                              .catalog = SourceCatalog(plugins_.sources()),
                              .devices = devices_,
                              .bufferSize = recordingBuffer()},
         stop = stopLongWork_.get_token()] { return start.run(stop); },
        [this, isTemporary, stop = stopLongWork_.get_token()](CaptureStart::Started started) {
            if (stop == stopLongWork_.get_token())
                this->started(std::move(started.engine), std::move(started.recording), isTemporary);
        },
        captureWork_);
}

void CaptureSession::started(Result<std::unique_ptr<CaptureEngine>> engine, std::shared_ptr<Recording> recording,
                             bool isTemporary) {
    stopping_.stop();
    if (!engine) {
        const bool wasStopped = std::exchange(isStopAsked_, false) && engine.error().kind == ErrorKind::Cancelled;
        setState(State::Idle);
        if (!wasStopped)
            emit failed(plainText(engine.error().text()));
        return;
    }
    discard();
    engine_ = std::move(*engine);
    lastStatus_ = {};
    isTemporary_ = isTemporary;
    recording_ = std::move(recording);
    setStore(recording_->store());
    setState(State::Running);
    emit noted(tr("Capture of %1 started, to %2").arg(request_.title(), shownPath(recording_->store()->path())));
    if (std::exchange(isStopAsked_, false))
        stop();
}

void CaptureSession::stop() {
    if (state_ == State::Opening) {
        stopLongWork_.request_stop();
        return;
    }
    if (state_ == State::Starting) {
        isStopAsked_ = true;
        stopLongWork_.request_stop();
        stopping_.start();
    }
    if (state_ == State::Stopping && recording_)
        recording_->abandon(); // asked a second time: frames that are not yet on the disk are discarded
    if (state_ != State::Running)
        return;
    setState(State::Stopping);
    stopping_.start();
    inBackground(
        this,
        [engine = engine_, recording = recording_] {
            auto stopped = engine->stop();
            while (!recording->settle(std::chrono::milliseconds(100)) && !recording->status().hasEnded()) {
            }
            return stopped;
        },
        [this, engine = engine_](const Result<void>& stopped) {
            if (engine == engine_)
                ended(stopped);
        },
        captureWork_);
}

void CaptureSession::endAnyway() {
    const QString plugins = plainText(pluginsAtWork());
    if (state_ == State::Stopping && plugins.isEmpty() && recording_ && recording_->status().framesWaiting > 0)
        return; // it waits for the disk; a plugin that blocks the engine blocks frames, too
    stopping_.stop();
    if (state_ == State::Starting) {
        emit failed(
            plugins.isEmpty()
                ? tr("The capture does not start: tapscope-helper, a disk or something else it needs does not respond")
                : tr("The capture does not start: the plugin %1 does not return").arg(plugins));
        leaveOpeningBehind();
    } else if (state_ == State::Stopping) {
        leaveCaptureBehind(plugins);
    }
}

void CaptureSession::leaveOpeningBehind() {
    stopLongWork_ = {}; // its result is not wanted any more
    isStopAsked_ = false;
    setState(State::Idle);
}

/// The engine's thread is in a call that does not return. What it has received goes to the file.
void CaptureSession::leaveCaptureBehind(const QString& plugins) {
    constexpr std::chrono::milliseconds patience{500};
    inBackground(
        this, [recording = recording_, patience] { return recording->settle(patience); },
        [this, plugins, engine = engine_](bool) {
            if (engine == nullptr || engine != engine_)
                return; // it has ended after all
            poll();
            lastStatus_ = engine_->status();
            lastPorts_ = engine_->ports();
            emit injectorsEnded();
            engine_.reset();
            recording_.reset();
            setState(State::Idle);
            emit failed(plugins.isEmpty()
                            ? tr("The capture did not stop: something that it waits for does not return. It is left "
                                 "behind; the recorded frames are shown")
                            : tr("The capture did not stop: the plugin %1 does not return. It is left behind; the "
                                 "recorded frames are shown")
                                  .arg(plugins));
        },
        captureWork_);
}

void CaptureSession::ended(const Result<void>& stopped) {
    stopping_.stop();
    poll();
    if (engine_) {
        lastStatus_ = engine_->status();
        lastPorts_ = engine_->ports();
        emit injectorsEnded();
    }
    const quint64 notRecorded = recording_ ? recording_->status().framesNotRecorded : 0;
    engine_.reset();
    recording_.reset();
    setState(State::Idle);
    const QLocale locale;
    emit noted(
        tr("Capture of %1 stopped: %2 frame(s), %3 dropped", nullptr, pluralOf(lastStatus_.frames))
            .arg(request_.title(), locale.toString(static_cast<qulonglong>(lastStatus_.frames)),
                 locale.toString(static_cast<qulonglong>(lastStatus_.drops.system + lastStatus_.drops.interface))));
    if (!stopped)
        emit failed(plainText(stopped.error().text()));
    else if (notRecorded > 0)
        emit failed(
            tr("%L1 frame(s) are not in the recording: the disk did not keep up", nullptr, pluralOf(notRecorded))
                .arg(notRecorded));
}

void CaptureSession::discard() {
    if (!store_)
        return;
    // The lock is released after the file, so that no other window offers it in between.
    const auto remove = [store = store_, lock = std::exchange(lock_, nullptr)] {
        std::error_code gone;
        if (store->isStoredIn(store->path()))
            std::filesystem::remove(store->path(), gone);
    };
    const bool isTemporary = std::exchange(isTemporary_, false);
    setStore(nullptr);
    if (isTemporary)
        backgroundThreads().start(remove);
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
    setStore(file.store);
    inBackground(
        this, [store = file.store, stop = stopLongWork_.get_token()] { return store->index(stop); },
        [this, store = file.store](const Result<IndexingReport>& report) { finishOpening(store, report); }, fileWork_);
}

void CaptureSession::readStandardInput() {
    if (state_ != State::Idle)
        return;
    auto port = SourceOpener(SourceCatalog(), devices_, HelperProgram::ofThisProgram()).open({.name = "-"}, {});
    makeRecordingsFolder();
    auto recording = Recording::create(newRecordingPath(), {.bufferSize = recordingBuffer()});
    if (!port || !recording) {
        emit failed(plainText((port ? recording.error() : port.error()).text()));
        return;
    }
    request_ = {};
    request_.devices = {{.name = tr("standard input")}};
    request_.isStream = true;
    std::vector<AddedPort> ports;
    ports.push_back(std::move(*port));
    started(CaptureEngine::start(*recording, {.stop = {}, .ports = std::move(ports)}), *recording, true);
}

void CaptureSession::finishOpening(const std::shared_ptr<FileStore>& store, const Result<IndexingReport>& report) {
    indexing_.reset();
    poll();
    emit progressed(tr("Opening"), 100);
    setState(State::Idle);
    const QString path = shownPath(store->path());
    if (!report) {
        const QString stopped = tr("Opening %1 was stopped; the frames read so far are shown").arg(path);
        emit noted(stopped);
        emit incomplete(stopped);
    } else if (report->damage) {
        const QString damage = plainText(report->damage->text());
        emit failed(damage);
        emit incomplete(damage);
    } else {
        emit noted(tr("Opened %1: %L2 frame(s)", nullptr, pluralOf(store->count())).arg(path).arg(store->count()));
    }
}

void CaptureSession::save(const Exporter& exporter, const FrameChoice& frames, const SettingValues& settings,
                          const std::filesystem::path& path, const std::function<void(const Result<quint64>&)>& then,
                          std::optional<ShownCapture> dependedOf) {
    const quint64 count = frames.all && keepsFrames(exporter) ? frames.store->count() : 0;
    std::optional<CaptureNotes> notes;
    if (frames.all && keepsNotes(exporter))
        notes = frames.notes;
    saving_.start({exporter, frames, settings, path, ownFileCheck(), std::move(dependedOf)},
                  [this, path, then, count, notes, store = frames.store](const Result<quint64>& written) {
                      if (written && store == store_)
                          noteSaved(path, count, notes);
                      then(written);
                  });
}

/// All frames up to `count` are in a file, with these comments.
void CaptureSession::noteSaved(const std::filesystem::path& path, quint64 count,
                               const std::optional<CaptureNotes>& notes) {
    const SavedWork::Gain gain = saved_.add(path, count, notes);
    if (gain.frames)
        emit savedCountChanged();
    if (gain.notes)
        emit notesChanged();
}

std::function<bool(const std::filesystem::path&)> CaptureSession::ownFileCheck() const {
    const bool isProtected =
        store_ != nullptr && (isTemporary_ || state_ == State::Running || state_ == State::Stopping);
    return [store = isProtected ? store_ : nullptr](const std::filesystem::path& path) {
        return store != nullptr && store->isStoredIn(path);
    };
}

void CaptureSession::noteFileGone() {
    if (std::exchange(isFileGone_, true))
        return;
    emit fileGone();
    emit failed(tr("%1 was deleted or replaced during the recording: save the capture elsewhere")
                    .arg(shownPath(store_->path())));
}

bool CaptureSession::keepsFrames(const Exporter& exporter) const {
    return plugins_.hasRole(exporter, QStringLiteral("capture"));
}

void CaptureSession::cancel() {
    saving_.cancel();
    stopLongWork_.request_stop();
}

void CaptureSession::inject(const InjectorFactory& factory, const SettingValues& values, PortId port,
                            const std::shared_ptr<InjectionLog>& log,
                            const std::function<void(Result<InjectorId>)>& then) {
    const auto noCapture = [&factory] {
        return tapscope::failure(ErrorKind::NotFound, "start", std::string(factory.title()), "no capture is running",
                                 "Start a capture on the device to inject into");
    };
    auto settings = factory.schema().check(values);
    const auto known = ports();
    if (!settings || port == 0 || port > known.size()) {
        then(settings ? noCapture() : std::unexpected(settings.error()));
        return;
    }
    inBackground(
        this,
        [&factory, settings = *settings, target = known[port - 1], log] {
            return makeInjector(factory, settings, target, log);
        },
        [this, &factory, then, noCapture, engine = std::weak_ptr(engine_)](Result<std::unique_ptr<Injector>> made) {
            if (!made)
                then(std::unexpected(made.error()));
            else if (!engine_ || engine.lock() != engine_) // there is another capture by now, or none
                then(noCapture());
            else
                then(engine_->addInjector(std::move(*made), std::string(factory.title())));
        });
}

void CaptureSession::stopInjector(InjectorId id) {
    if (engine_)
        engine_->removeInjector(id);
}

InjectorStatus CaptureSession::injectorStatus(InjectorId id) const {
    return engine_ ? engine_->injectorStatus(id) : InjectorStatus{};
}

std::vector<PortStatus> CaptureSession::ports() const {
    return engine_ ? engine_->ports() : std::vector<PortStatus>{};
}

std::optional<RecordingStatus> CaptureSession::recordingStatus() const {
    return recording_ ? std::optional(recording_->status()) : std::nullopt;
}

CaptureStatus CaptureSession::status() const {
    return engine_ ? engine_->status() : lastStatus_;
}

QString CaptureSession::fileName() const {
    return shownName(file());
}

std::filesystem::path CaptureSession::file() const {
    if (!saved_.file().empty())
        return saved_.file();
    return store_ && !isTemporary_ && !isFileGone_ ? store_->path() : std::filesystem::path();
}

bool CaptureSession::keepsNotes(const Exporter& exporter) const {
    return plugins_.hasRole(exporter, QStringLiteral("lossless"));
}

void CaptureSession::setNotes(std::shared_ptr<const CaptureNotes> notes) {
    saved_.setNotes(std::move(notes));
    emit notesChanged();
}

bool CaptureSession::hasUnsavedFrames() const {
    return store_ && (isTemporary_ || isFileGone_) && store_->count() > saved_.frames();
}

void CaptureSession::reportNotes() {
    if (!engine_)
        return;
    for (const auto& note : engine_->takeNotes())
        emit noted(QString::fromStdString(note));
}

/// Reports a problem of the recording with the disk or another program, once, and its end.
void CaptureSession::reportTrouble() {
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
        emit noted(tr("Frames are being written to disk again"));
}

void CaptureSession::poll() {
    if (!store_)
        return;
    reportNotes();
    const quint64 count = store_->count();
    rate_.look(count, std::chrono::seconds(1));
    if (const quint64 first = store_->first(); first != shownFirst_) {
        shownFirst_ = first;
        emit firstChanged(first);
    }
    if (count != shownCount_) {
        shownCount_ = count;
        emit countChanged(count);
    }
    if (indexing_ && indexing_->sizeOnDisk() > 0)
        emit progressed(tr("Opening"), static_cast<int>(indexing_->indexedBytes() * 99 / indexing_->sizeOnDisk()));
    reportTrouble();
    if (engine_ && state_ == State::Running && engine_->status().state == CaptureStatus::State::Ended)
        stop();
}

} // namespace tapscope
