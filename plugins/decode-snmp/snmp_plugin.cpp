#include "snmp_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SnmpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-snmp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    SnmpDecoder decoder_;
};

} // namespace tapscope

#include "snmp_plugin.moc"
