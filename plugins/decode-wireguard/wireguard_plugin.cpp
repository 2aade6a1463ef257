#include "wireguard_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class WireguardPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-wireguard.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&wireguard_}; }

private:
    WireguardDecoder wireguard_;
};

} // namespace tapscope

#include "wireguard_plugin.moc"
