#include "telnet_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class TelnetPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-telnet.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    TelnetDecoder decoder_;
};

} // namespace tapscope

#include "telnet_plugin.moc"
