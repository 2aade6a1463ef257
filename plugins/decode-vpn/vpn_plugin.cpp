#include "vpn_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class VpnPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-vpn.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&isakmp_, &udpEncapsulation_, &l2tp_, &openvpn_};
    }

private:
    IsakmpDecoder isakmp_;
    UdpEncapsulationDecoder udpEncapsulation_;
    L2tpDecoder l2tp_;
    OpenvpnDecoder openvpn_;
};

} // namespace tapscope

#include "vpn_plugin.moc"
