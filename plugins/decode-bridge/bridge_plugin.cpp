#include "bridge_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class BridgePlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-bridge.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&spanningTree_, &lldp_, &cdp_, &slow_, &lacp_, &eapol_};
    }

private:
    SpanningTreeDecoder spanningTree_;
    LldpDecoder lldp_;
    CdpDecoder cdp_;
    SlowProtocolsDecoder slow_;
    LacpDecoder lacp_;
    EapolDecoder eapol_;
};

} // namespace tapscope

#include "bridge_plugin.moc"
