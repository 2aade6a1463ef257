#include "ppp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class PppPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ppp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&discovery_, &session_, &ppp_, &link_, &ip_, &ipv6_, &compression_, &pap_, &chap_};
    }

private:
    using Negotiated = PppControlDecoder::Negotiated;
    PppoeDecoder discovery_{PppoeDecoder::Stage::Discovery}, session_{PppoeDecoder::Stage::Session};
    PppDecoder ppp_;
    PppControlDecoder link_{Negotiated::Link}, ip_{Negotiated::Ip}, ipv6_{Negotiated::Ipv6},
        compression_{Negotiated::Compression};
    PapDecoder pap_;
    ChapDecoder chap_;
};

} // namespace tapscope

#include "ppp_plugin.moc"
