#include "voip_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class VoipPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-voip.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&sip_, &sdp_, &rtp_, &rtcp_}; }

private:
    SipDecoder sip_;
    SdpDecoder sdp_;
    RtpDecoder rtp_;
    RtcpDecoder rtcp_;
};

} // namespace tapscope

#include "voip_plugin.moc"
