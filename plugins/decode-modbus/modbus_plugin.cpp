#include "modbus_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class ModbusPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-modbus.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&modbusTcp_, &modbus_}; }

private:
    ModbusTcpDecoder modbusTcp_;
    ModbusDecoder modbus_;
};

} // namespace tapscope

#include "modbus_plugin.moc"
