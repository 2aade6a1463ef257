#include "radius_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class RadiusPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-radius.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&radius_}; }

private:
    RadiusDecoder radius_;
};

} // namespace tapscope

#include "radius_plugin.moc"
