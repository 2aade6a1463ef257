#include "dtls_decoder.h"
#include "tls_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class TlsPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-tls.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&tls_, &dtls_}; }

private:
    TlsDecoder tls_;
    DtlsDecoder dtls_;
};

} // namespace tapscope

#include "tls_plugin.moc"
