#include "igmp_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class IgmpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-igmp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    IgmpDecoder decoder_;
};

} // namespace tapscope

#include "igmp_plugin.moc"
