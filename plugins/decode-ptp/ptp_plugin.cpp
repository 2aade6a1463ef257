#include "ptp_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class PtpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ptp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    PtpDecoder decoder_;
};

} // namespace tapscope

#include "ptp_plugin.moc"
