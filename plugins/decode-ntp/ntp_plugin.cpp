#include "ntp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class NtpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ntp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&ntp_}; }

private:
    NtpDecoder ntp_;
};

} // namespace tapscope

#include "ntp_plugin.moc"
