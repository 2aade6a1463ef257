#include "netbios_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class NetbiosPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-netbios.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&nameService_, &datagramService_, &sessionService_, &smb_, &browser_};
    }

private:
    NameServiceDecoder nameService_;
    DatagramServiceDecoder datagramService_;
    SessionServiceDecoder sessionService_;
    SmbDecoder smb_;
    BrowserDecoder browser_;
};

} // namespace tapscope

#include "netbios_plugin.moc"
