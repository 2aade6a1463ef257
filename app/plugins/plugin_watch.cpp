#include "plugin_watch.h"

#include "../text/plain_text.h"

namespace tapscope {
namespace {

constexpr int lookEvery = 100;    // milliseconds
constexpr unsigned hangsFor = 50; // looks: five seconds in one call, of which a script may use one

} // namespace

PluginWatch::PluginWatch(const PluginHost& plugins, QObject* parent)
    : QObject(parent), plugins_(plugins), hangs_(hangsFor) {
    connect(&timer_, &QTimer::timeout, this, &PluginWatch::look);
    timer_.start(lookEvery);
}

QString PluginWatch::nameOf(const PluginHost& plugins, std::string_view decoder) {
    const QString name = plainText(decoder);
    const QString plugin = plugins.pluginOf(decoder);
    return plugin.isEmpty() ? tr("The script decoder %1").arg(name)
                            : tr("The decoder %1 of the plugin %2").arg(name, plainText(plugin));
}

void PluginWatch::look() {
    const DecoderRegistry& registry = plugins_.decoders();
    const auto hanging = hangs_.check(registry);
    if (&registry != registry_) {
        registry_ = &registry;
        told_.clear();
    }
    const auto tell = [&](std::string_view decoder, const QString& sentence) {
        const QString name = plainText(decoder);
        if (told_.contains(name))
            return;
        told_.insert(name);
        emit failed(sentence.arg(nameOf(plugins_, decoder)));
    };
    for (const auto decoder : hanging)
        tell(decoder, tr("%1 does not return and is left out from now on"));
    for (const auto decoder : registry.failedDecoders())
        tell(decoder, tr("%1 failed and is left out from now on"));
    if (!hanging.empty())
        emit hung();
}

} // namespace tapscope
