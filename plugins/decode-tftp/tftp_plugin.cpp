#include "tftp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class TftpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-tftp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&tftp_}; }

private:
    TftpDecoder tftp_;
};

} // namespace tapscope

#include "tftp_plugin.moc"
