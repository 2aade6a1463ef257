#include "iscsi_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class IscsiPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-iscsi.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    IscsiDecoder decoder_;
};

} // namespace tapscope

#include "iscsi_plugin.moc"
