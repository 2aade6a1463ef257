#include "sflow_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SflowPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-sflow.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    SflowDecoder decoder_;
};

} // namespace tapscope

#include "sflow_plugin.moc"
