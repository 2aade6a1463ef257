#pragma once

#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <store/frame_reader.h>
#include <store/recording.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tapscope::test {

/// The error with which a port loses its device.
inline Error deviceGone() {
    return {.kind = ErrorKind::Gone, .action = "receive from", .object = "scripted0", .reason = "the device is gone"};
}

/// A capture of one port that the test scripts: a base of test classes.
class ScriptedCapture {
protected:
    using State = CaptureStatus::State;
    using Reopen = std::function<Result<std::unique_ptr<Port>>()>;

    void record(Syscalls& syscalls = Syscalls::real()) {
        const auto path = folder_.filePath(QString::number(++files_) + ".pcapng").toStdString();
        recording_ = Recording::create(path, {}, syscalls).value();
    }
    /// A port of the script, which is opened again if the test says so.
    static AddedPort request(std::unique_ptr<Port> port, const Reopen& reopen = {}) {
        AddedPort request{.choice = {.name = "scripted0", .open = {}}, .port = std::move(port), .use = {}};
        if (reopen) {
            request.choice.open = [reopen](const std::stop_token&) { return reopen(); };
            request.use.whenGone = PortUse::WhenGone::Wait;
        }
        return request;
    }
    void run(AddedPort port, StopConditions stop) {
        std::vector<AddedPort> ports;
        ports.push_back(std::move(port));
        engine_ = CaptureEngine::start(recording_, {.stop = stop, .ports = std::move(ports)}).value();
    }
    void start(StopConditions stop = {}, const Reopen& reopen = {}, Syscalls& syscalls = Syscalls::real()) {
        record(syscalls);
        run(request(std::make_unique<ScriptedPort>(script_), reopen), stop);
    }
    static Result<std::unique_ptr<Port>> port(const std::shared_ptr<PortScript>& script) {
        return std::make_unique<ScriptedPort>(script);
    }
    static Result<std::unique_ptr<Port>> notThere() {
        return failure(ErrorKind::NotFound, "open", "scripted0", "there is no such device");
    }
    /// Waits until all captured frames are in the file.
    void settle() const {
        if (!recording_->settle(std::chrono::seconds(60)))
            qFatal("the disk takes nothing");
    }
    [[nodiscard]] QByteArray content() const {
        settle();
        QFile file(QString::fromStdString(recording_->path().string()));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::vector<std::string> recorded() {
        settle();
        std::vector<std::string> frames;
        FrameReader reader(recording_->store());
        for (FrameNumber number = 1; number <= recording_->store()->count(); ++number)
            frames.push_back(textOf(reader.read(number)->bytes));
        return frames;
    }

    /// Stops the capture. Returns how long that took.
    std::chrono::steady_clock::duration timeOfStop() {
        const auto asked = std::chrono::steady_clock::now();
        if (!engine_->stop())
            qFatal("the capture failed");
        return std::chrono::steady_clock::now() - asked;
    }

    void begin() { script_ = std::make_shared<PortScript>(); }
    void end() {
        engine_.reset();
        recording_.reset();
    }

    QTemporaryDir folder_;
    int files_ = 0;
    std::shared_ptr<PortScript> script_;
    std::shared_ptr<Recording> recording_;
    std::unique_ptr<CaptureEngine> engine_;

    static constexpr std::chrono::milliseconds stopsWithin{100};
    static constexpr int attempts = 5; ///< of which the quickest counts: a busy machine delays single ones

private:
    static std::string textOf(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

} // namespace tapscope::test
