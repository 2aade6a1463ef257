#include "mail_decoders.h"

#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {

class MailPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-mail.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&smtp_, &pop_, &imap_}; }

private:
    SmtpDecoder smtp_;
    PopDecoder pop_;
    ImapDecoder imap_;
};

} // namespace tapscope

#include "mail_plugin.moc"
