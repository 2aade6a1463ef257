#include "quic_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class QuicPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-quic.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    QuicDecoder decoder_;
};

} // namespace tapscope

#include "quic_plugin.moc"
