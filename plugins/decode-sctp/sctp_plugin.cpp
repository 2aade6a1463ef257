#include "sctp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SctpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-sctp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&sctp_}; }

private:
    SctpDecoder sctp_;
};

} // namespace tapscope

#include "sctp_plugin.moc"
