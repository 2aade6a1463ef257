#pragma once

#include <plugin/plugin_host.h>

#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace tapscope {

/// Reads the user's scripts anew when their files change, and tells which are left out and why. GUI's thread; the
/// reading is a worker's.
class ScriptWatch final : public QObject {
    Q_OBJECT

public:
    explicit ScriptWatch(PluginHost& plugins, QObject* parent = nullptr);
    ~ScriptWatch() override;

    /// Reads them whether they have changed or not.
    void reload();

signals:
    /// PluginHost::decoders() is another registry.
    void reloaded();
    void noted(const QString& text);
    void failed(const QString& text);

private:
    [[nodiscard]] QStringList states() const;
    void watch();
    void reloadWhatChanged();
    void tellFailures();

    PluginHost& plugins_;
    QFileSystemWatcher files_;
    QTimer settled_; ///< editors write, rename and remove: once they are done
    QTimer failures_;
    QStringList states_; ///< of the files that were read
    QSet<QString> told_;
    bool isReading_ = false;
    bool isStale_ = false; ///< changed while they were read
};

} // namespace tapscope
