#include "mqtt_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class MqttPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-mqtt.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&mqtt_}; }

private:
    MqttDecoder mqtt_;
};

} // namespace tapscope

#include "mqtt_plugin.moc"
