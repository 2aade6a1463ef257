#include "ssh_decoder.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SshPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ssh.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    SshDecoder decoder_;
};

} // namespace tapscope

#include "ssh_plugin.moc"
