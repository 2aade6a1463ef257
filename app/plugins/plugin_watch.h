#pragma once

#include <decode/hang_watch.h>
#include <plugin/plugin_host.h>

#include <QObject>
#include <QSet>
#include <QTimer>

namespace tapscope {

/// Reports decoders that failed while they ran, and leaves out decoders that do not return. GUI thread.
class PluginWatch final : public QObject {
    Q_OBJECT

public:
    explicit PluginWatch(const PluginHost& plugins, QObject* parent = nullptr);

    /// Checks now. It also checks ten times per second by itself.
    void look();
    /// The decoder and its plugin as text: "The decoder x of the plugin decode-x".
    [[nodiscard]] static QString nameOf(const PluginHost& plugins, std::string_view decoder);

signals:
    /// A decoder did not return: it is left out from now on, and work that waits for its threads has to be started
    /// again.
    void hung();
    void failed(const QString& text);

private:
    const PluginHost& plugins_;
    HangWatch hangs_;
    const DecoderRegistry* registry_ = nullptr;
    QSet<QString> told_; ///< reported decoders of this registry
    QTimer timer_;
};

} // namespace tapscope
