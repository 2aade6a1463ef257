#include "udp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class UdpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-udp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&udp_, &udpLite_}; }

private:
    UdpDecoder udp_;
    UdpLiteDecoder udpLite_;
};

} // namespace tapscope

#include "udp_plugin.moc"
