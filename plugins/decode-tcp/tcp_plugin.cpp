#include "tcp_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class TcpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-tcp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    TcpDecoder decoder_;
};

} // namespace tapscope

#include "tcp_plugin.moc"
