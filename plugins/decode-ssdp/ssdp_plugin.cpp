#include "ssdp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SsdpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ssdp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&ssdp_}; }

private:
    SsdpDecoder ssdp_;
};

} // namespace tapscope

#include "ssdp_plugin.moc"
