#include "script_watch.h"

#include "../background/background.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace tapscope {
namespace {

constexpr int settledAfter = 200;    // milliseconds
constexpr int failuresEvery = 1'000; // milliseconds

} // namespace

ScriptWatch::ScriptWatch(PluginHost& plugins, QObject* parent) : QObject(parent), plugins_(plugins), states_(states()) {
    settled_.setSingleShot(true);
    settled_.setInterval(settledAfter);
    failures_.setInterval(failuresEvery);
    connect(&files_, &QFileSystemWatcher::fileChanged, &settled_, qOverload<>(&QTimer::start));
    connect(&files_, &QFileSystemWatcher::directoryChanged, &settled_, qOverload<>(&QTimer::start));
    connect(&settled_, &QTimer::timeout, this, &ScriptWatch::reloadWhatChanged);
    connect(&failures_, &QTimer::timeout, this, &ScriptWatch::reportFailures);
    watch();
    QTimer::singleShot(0, this, &ScriptWatch::reportFailures); // when the signals are connected
}

ScriptWatch::~ScriptWatch() {
    backgroundThreads().waitForDone();
}

/// The files that would be read now, with their modification times.
QStringList ScriptWatch::states() const {
    QStringList all;
    const auto add = [&](const QFileInfo& file) {
        all << QStringLiteral("%1 %2 %3")
                   .arg(file.filePath())
                   .arg(file.size())
                   .arg(file.lastModified().toMSecsSinceEpoch());
    };
    for (const QString& file : plugins_.scriptPlaces().files)
        add(QFileInfo(file));
    for (const QString& folder : plugins_.scriptPlaces().folders) {
        for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files, QDir::Name))
            add(file);
    }
    return all;
}

void ScriptWatch::watch() {
    // A file that an editor has replaced is no longer watched.
    QStringList paths = plugins_.scriptPlaces().folders + plugins_.scriptPlaces().files;
    for (const auto& script : plugins_.scripts())
        paths << script.path;
    paths.removeDuplicates();
    for (const QString& path : paths) {
        if (!files_.files().contains(path) && !files_.directories().contains(path) && QFileInfo::exists(path))
            files_.addPath(path);
    }
    if (plugins_.scripts().empty())
        failures_.stop();
    else
        failures_.start();
}

void ScriptWatch::reloadWhatChanged() {
    watch();
    if (states() != states_)
        reload();
}

void ScriptWatch::reload() {
    isStale_ = isReading_;
    if (isReading_)
        return;
    isReading_ = true;
    states_ = states();
    inBackground(
        this, [&plugins = plugins_] { return plugins.readScripts(); },
        [this](std::unique_ptr<const ScriptSet> scripts) {
            isReading_ = false;
            plugins_.use(std::move(scripts));
            watch();
            told_.clear();
            QStringList protocols;
            for (const auto& script : plugins_.scripts()) {
                if (script.refusal.isEmpty())
                    protocols << script.protocols;
            }
            emit noted(protocols.isEmpty() ? tr("No scripts are in use")
                                           : tr("Scripts decode %1").arg(protocols.join(QStringLiteral(", "))));
            emit reloaded();
            reportFailures();
            if (isStale_)
                reload();
        });
}

void ScriptWatch::reportFailures() {
    for (const auto& script : plugins_.scripts()) {
        if (script.refusal.isEmpty() || told_.contains(script.path))
            continue;
        told_.insert(script.path);
        emit failed(tr("The script %1 is left out: %2").arg(script.path, script.refusal));
    }
}

} // namespace tapscope
