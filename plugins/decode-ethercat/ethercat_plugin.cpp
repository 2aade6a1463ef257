#include "ethercat_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class EthercatPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ethercat.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&frame_, &datagrams_}; }

private:
    EthercatFrameDecoder frame_;
    EthercatDecoder datagrams_;
};

} // namespace tapscope

#include "ethercat_plugin.moc"
