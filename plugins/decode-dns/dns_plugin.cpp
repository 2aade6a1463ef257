#include "dns_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class DnsPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-dns.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&dns_, &multicast_, &linkLocal_}; }

private:
    DnsDecoder dns_;
    LocalDnsDecoder multicast_{dns::Variant::Multicast};
    LocalDnsDecoder linkLocal_{dns::Variant::LinkLocal};
};

} // namespace tapscope

#include "dns_plugin.moc"
