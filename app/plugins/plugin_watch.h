#pragma once

#include <decode/hang_watch.h>
#include <plugin/plugin_host.h>

#include <QObject>
#include <QSet>
#include <QTimer>

namespace tapscope {

/// Tells which decoders broke while they ran, and leaves out those that do not return. GUI's thread.
class PluginWatch final : public QObject {
    Q_OBJECT

public:
    explicit PluginWatch(const PluginHost& plugins, QObject* parent = nullptr);

    /// Looks now, as it does ten times a second by itself.
    void look();
    /// Whose decoder this is, in words: "The decoder x of the plugin decode-x".
    [[nodiscard]] static QString nameOf(const PluginHost& plugins, std::string_view decoder);

signals:
    /// A decoder did not return: it is left out from now on, and whatever waits for its threads should begin anew.
    void hung();
    void failed(const QString& text);

private:
    const PluginHost& plugins_;
    HangWatch hangs_;
    const DecoderRegistry* registry_ = nullptr;
    QSet<QString> told_; ///< of this registry
    QTimer timer_;
};

} // namespace tapscope
