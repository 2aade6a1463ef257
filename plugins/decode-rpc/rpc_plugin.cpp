#include "rpc_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class RpcPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-rpc.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&rpc_, &portmap_, &mount_, &nfs_}; }

private:
    RpcDecoder rpc_;
    PortmapDecoder portmap_;
    MountDecoder mount_;
    NfsDecoder nfs_;
};

} // namespace tapscope

#include "rpc_plugin.moc"
