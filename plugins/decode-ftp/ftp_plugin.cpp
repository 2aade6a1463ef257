#include "ftp_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class FtpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-ftp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&control_, &data_}; }

private:
    FtpDecoder control_;
    FtpDataDecoder data_;
};

} // namespace tapscope

#include "ftp_plugin.moc"
