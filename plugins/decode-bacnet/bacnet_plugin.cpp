#include "bacnet_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class BacnetPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-bacnet.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&bvlc_, &bacnet_, &bacnetApplication_};
    }

private:
    BvlcDecoder bvlc_;
    BacnetDecoder bacnet_;
    BacnetApplicationDecoder bacnetApplication_;
};

} // namespace tapscope

#include "bacnet_plugin.moc"
