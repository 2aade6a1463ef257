#include "ipv6_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class Ipv6Plugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ipv6.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&ipv6_, &hopByHop_, &routing_, &fragment_, &destination_};
    }

private:
    using Header = Ipv6ExtensionDecoder::Header;
    Ipv6Decoder ipv6_;
    Ipv6ExtensionDecoder hopByHop_{Header::HopByHop}, routing_{Header::Routing}, fragment_{Header::Fragment},
        destination_{Header::Destination};
};

} // namespace tapscope

#include "ipv6_plugin.moc"
