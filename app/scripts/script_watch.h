#pragma once

#include <plugin/plugin_host.h>

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace tapscope {

/// Reads the user's scripts again when their files change, and reports scripts that are left out, with the reason. GUI
/// thread; scripts are read on a worker thread.
class ScriptWatch final : public QObject {
    Q_OBJECT

public:
    explicit ScriptWatch(PluginHost& plugins, QObject* parent = nullptr);
    ~ScriptWatch() override;

    /// Reads the scripts even if they have not changed.
    void reload();

signals:
    /// PluginHost::decoders() has become another registry.
    void reloaded();
    void noted(const QString& text);
    void failed(const QString& text);

private:
    [[nodiscard]] QStringList states() const;
    void watch();
    void reloadWhatChanged();
    void reportFailures();

    PluginHost& plugins_;
    QFileSystemWatcher files_;
    QTimer settled_; ///< waits until an editor has finished writing, renaming and removing
    QTimer failures_;
    QStringList states_; ///< states of the files that were read
    QSet<QString> told_;
    bool isReading_ = false;
    bool isStale_ = false; ///< files changed while they were read
};

} // namespace tapscope
