#include "ethernet_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class EthernetPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ethernet.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&ethernet_, &customerTag_, &serviceTag_, &llc_, &arista_, &configurationTest_, &macsec_, &wakeOnLan_};
    }

private:
    EthernetDecoder ethernet_;
    VlanDecoder customerTag_{VlanDecoder::Tag::Customer};
    VlanDecoder serviceTag_{VlanDecoder::Tag::Service};
    LlcDecoder llc_;
    AristaDecoder arista_;
    ConfigurationTestDecoder configurationTest_;
    MacsecDecoder macsec_;
    WakeOnLanDecoder wakeOnLan_;
};

} // namespace tapscope

#include "ethernet_plugin.moc"
