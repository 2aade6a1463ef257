#include "dhcp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class DhcpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-dhcp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&dhcp_, &dhcpv6_}; }

private:
    DhcpDecoder dhcp_;
    Dhcpv6Decoder dhcpv6_;
};

} // namespace tapscope

#include "dhcp_plugin.moc"
