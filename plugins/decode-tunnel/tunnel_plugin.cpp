#include "tunnel_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class TunnelPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-tunnel.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&gre_, &erspan_, &ciscoMetaData_, &nextHopResolution_, &vxlan_, &geneve_, &gtp_, &mpls_, &nsh_,
                &ah_,  &esp_};
    }

private:
    GreDecoder gre_;
    ErspanDecoder erspan_;
    CiscoMetaDataDecoder ciscoMetaData_;
    NextHopResolutionDecoder nextHopResolution_;
    VxlanDecoder vxlan_;
    GeneveDecoder geneve_;
    GtpDecoder gtp_;
    MplsDecoder mpls_;
    NshDecoder nsh_;
    AuthenticationHeaderDecoder ah_;
    EncapsulatingSecurityDecoder esp_;
};

} // namespace tapscope

#include "tunnel_plugin.moc"
