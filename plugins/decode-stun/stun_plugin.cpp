#include "stun_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class StunPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-stun.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    StunDecoder decoder_;
};

} // namespace tapscope

#include "stun_plugin.moc"
