#include "link_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class LinkPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-link.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&raw_, &loopback_, &cooked_, &cookedTwo_};
    }

private:
    RawDecoder raw_;
    LoopbackDecoder loopback_;
    CookedDecoder cooked_{CookedDecoder::Version::One};
    CookedDecoder cookedTwo_{CookedDecoder::Version::Two};
};

} // namespace tapscope

#include "link_plugin.moc"
