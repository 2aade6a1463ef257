#include "syslog_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class SyslogPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-syslog.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&syslog_}; }

private:
    SyslogDecoder syslog_;
};

} // namespace tapscope

#include "syslog_plugin.moc"
