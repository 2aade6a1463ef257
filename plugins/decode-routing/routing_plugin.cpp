#include "routing_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class RoutingPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-routing.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&vrrp_, &hsrp_, &bfd_, &pim_, &rip_, &ospf_, &bgp_};
    }

private:
    VrrpDecoder vrrp_;
    HsrpDecoder hsrp_;
    BfdDecoder bfd_;
    PimDecoder pim_;
    RipDecoder rip_;
    OspfDecoder ospf_;
    BgpDecoder bgp_;
};

} // namespace tapscope

#include "routing_plugin.moc"
